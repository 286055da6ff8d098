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
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Text}.
 */
class TextTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "echo", "\u0000\u007f", "\u0080", "\u07ff\u0800", "\uffff", "\ufeffbom", "\ufffd",
			"\ud83d\ude00", "\udbff\udfff" })
	void decodesWhatItEncodes(String text) {
		assertThat(Text.decode(Text.encode(text))).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "80", "ff", "c3", "c080", "e08080", "eda080", "edbfbf", "f08080af", "f4908080", "f8888080",
			"e282", "6180", "c361" })
	void otherBytesAreNoText(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		assertThat(Text.decode(bytes)).isNull();
		assertThat(Text.isAscii(bytes)).isFalse();
	}

	@Test
	void randomBytesAreDecodedToTheSameOrNotAtAll() {
		int decoded = 0;
		for (long seed = 0; seed < 50_000; seed++) {
			Random random = new Random(seed);
			byte[] bytes = new byte[random.nextInt(4)];
			random.nextBytes(bytes);
			String text = Text.decode(bytes);
			if (text != null) {
				assertThat(text.getBytes(StandardCharsets.UTF_8)).as("Seed %d", seed).isEqualTo(bytes);
				decoded++;
			}
		}
		assertThat(decoded).isBetween(1000, 49_000);
	}

}
