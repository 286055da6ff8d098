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

package io.pigato.samples.perf;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Payloads}.
 */
class PayloadsTests {

	@ParameterizedTest
	@ValueSource(ints = { Payloads.MIN_SIZE, 64, 65536 })
	void areJsonStringsOfExactlyTheSize(int size) {
		byte[] data = new Payloads(size, 1, Long.MAX_VALUE).get(0);
		assertThat(data).hasSize(size);
		assertThat(new String(data, StandardCharsets.US_ASCII)).matches("\"[0-9a-f]{16}\\.*\"");
	}

	@Test
	void haveTheNumberOfTheRequest() {
		Payloads payloads = new Payloads(20, 0xfe, Long.MAX_VALUE);
		assertThat(payloads.get(0)).asString().isEqualTo("\"00000000000000fe..\"");
		assertThat(payloads.get(2)).asString().isEqualTo("\"0000000000000100..\"");
	}

	@Test
	void ofPartialRepliesHaveTheNumberOfTheRequestAndTheirOwn() {
		byte[] data = new Payloads(20, 0xfe, Long.MAX_VALUE).get(0);
		assertThat(Payloads.partial(data, 0)).isEqualTo(data);
		assertThat(Payloads.partial(data, 0x1a)).asString().isEqualTo("\"0000001a000000fe..\"");
		assertThat(data).asString().isEqualTo("\"00000000000000fe..\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"short\"", "\"0123456789abcdeX..\"", "[0123456789abcdef012]" })
	void ofPartialRepliesAreThoseOfTheRequestIfThatHasNoNumber(String json) {
		byte[] data = json.getBytes(StandardCharsets.US_ASCII);
		assertThat(Payloads.partial(data, 7)).isEqualTo(data);
	}

	@Test
	void repeatThemselvesIfOnlySoManyAreDifferent() {
		Payloads payloads = new Payloads(20, 5, 3);
		assertThat(payloads.get(3)).isEqualTo(payloads.get(0)).isNotEqualTo(payloads.get(1));
	}

}
