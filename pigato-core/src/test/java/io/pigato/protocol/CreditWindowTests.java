/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.pigato.protocol;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CreditWindow}.
 */
class CreditWindowTests {

	@Test
	void isOpenAsLongAsThereIsCreditOfBothKinds() {
		CreditWindow window = new CreditWindow(2, 100);
		window.spend(10);
		assertThat(window.isOpen()).isTrue();
		window.spend(10);
		assertThat(window.isOpen()).isFalse();
		window.grant(1, 1);
		assertThat(window.isOpen()).isTrue();
	}

	@Test
	void replyOfAnySizeFitsAsTheLastOne() {
		CreditWindow window = new CreditWindow(10, 100);
		window.spend(99);
		assertThat(window.isOpen()).isTrue();
		window.spend(1_000_000);
		assertThat(window.isOpen()).isFalse();
		window.grant(2, 999_999);
		assertThat(window.isOpen()).isFalse();
		window.grant(1, 1);
		assertThat(window.isOpen()).isTrue();
	}

	@Test
	void sumsDoNotOverflow() {
		CreditWindow window = new CreditWindow(Integer.MAX_VALUE, Integer.MAX_VALUE);
		for (int i = 0; i < 10; i++) {
			window.grant(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
			assertThat(window.isOpen()).isTrue();
		}
	}

}
