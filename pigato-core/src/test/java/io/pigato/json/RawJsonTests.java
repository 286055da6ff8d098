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

package io.pigato.json;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RawJson}.
 */
class RawJsonTests {

	@Test
	void keepsWhatItIsGiven() {
		byte[] bytes = { '{', (byte) 0xff };
		assertThat(RawJson.wrap(bytes).bytes()).isSameAs(bytes);
		assertThat(RawJson.of("\"\u017c\"").bytes()).containsExactly('"', 0xc5, 0xbc, '"');
		assertThat(RawJson.of("{ broken")).hasToString("{ broken");
		assertThat(RawJson.wrap(bytes)).hasToString("{\ufffd");
	}

	@Test
	void isEqualByItsBytes() {
		assertThat(RawJson.of("1")).isEqualTo(RawJson.of("1"))
			.hasSameHashCodeAs(RawJson.of("1"))
			.isNotEqualTo(RawJson.of("1 "))
			.isNotEqualTo("1")
			.isNotEqualTo(null);
	}

}
