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

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentNames}.
 */
class RecentNamesTests {

	private final RecentNames names = new RecentNames();

	@Test
	void sameNameIsTheSameTextAndTheSameBytesAgain() {
		assertThat(this.names.decode(bytes("orders"))).isSameAs(this.names.decode(bytes("orders"))).isEqualTo("orders");
		assertThat(this.names.encode(new String("orders"))).isSameAs(this.names.encode("orders"))
			.isEqualTo(bytes("orders"));
	}

	@Test
	void namesAreTheirOwnHoweverManyThereAre() {
		for (int round = 0; round < 3; round++) {
			for (int i = 0; i < 1000; i++) {
				assertThat(this.names.decode(bytes("service-\u017c" + i))).isEqualTo("service-\u017c" + i);
				assertThat(this.names.encode("service-\u017c" + i)).isEqualTo(bytes("service-\u017c" + i));
			}
		}
	}

	@Test
	void whatIsNoTextStaysNone() {
		byte[] noText = { 'a', (byte) 0xff };
		assertThat(this.names.decode(noText)).isNull();
		assertThat(this.names.decode(noText)).isNull();
	}

	@Test
	void longNamesAreNotKept() {
		String name = "x".repeat(1000);
		assertThat(this.names.decode(bytes(name))).isEqualTo(name).isNotSameAs(this.names.decode(bytes(name)));
		assertThat(this.names.encode(name)).isEqualTo(bytes(name)).isNotSameAs(this.names.encode(name));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
