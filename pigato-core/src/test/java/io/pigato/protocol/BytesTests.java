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

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Bytes}.
 */
class BytesTests {

	@Test
	void equalBytesAreEqual() {
		Bytes bytes = Bytes.wrap(new byte[] { 'a', (byte) 0xff });
		assertThat(bytes).isEqualTo(bytes)
			.isEqualTo(Bytes.wrap(new byte[] { 'a', (byte) 0xff }))
			.hasSameHashCodeAs(Bytes.wrap(new byte[] { 'a', (byte) 0xff }))
			.isNotEqualTo(Bytes.wrap(new byte[] { 'a', (byte) 0xfe }))
			.isNotEqualTo(Bytes.wrap(new byte[] { 'a' }))
			.isNotEqualTo("a")
			.isNotEqualTo(null);
	}

	@Test
	void bytesOfTheSameHashCodeAreToldApart() {
		Map<Integer, Bytes> byHash = new HashMap<>();
		Bytes one = null;
		Bytes other = null;
		for (int i = 0; other == null; i++) {
			one = Bytes.of("request-" + i);
			other = byHash.put(one.hashCode(), one);
		}
		assertThat(one).hasSameHashCodeAs(other).isNotEqualTo(other);
	}

	@Test
	void hashCodesAreSpreadWhateverDiffers() {
		Set<Integer> hashCodes = new HashSet<>();
		for (int length = 1; length <= 50; length++) {
			for (int at = 0; at < length; at++) {
				for (int bit = 0; bit < 8; bit++) {
					byte[] value = new byte[length];
					value[at] = (byte) (1 << bit);
					hashCodes.add(Bytes.wrap(value).hashCode() & 0xFFFFF);
				}
			}
		}
		// 10,200 values in a million places: of a random spread about 50 fall together
		assertThat(hashCodes).hasSizeGreaterThan(10_050);
	}

	@Test
	void areOrderedAsUnsignedNumbersSoThatMapsStayFastWhateverTheHashCodes() {
		assertThat(Bytes.of("Aa")).isLessThan(Bytes.of("BB"))
			.isLessThan(Bytes.of("Aab"))
			.isLessThan(Bytes.wrap(new byte[] { (byte) 0x80 }))
			.isEqualByComparingTo(Bytes.of("Aa"));
	}

	@Test
	void identitiesThatAreOneTextAreToldApart() {
		Map<Bytes, String> peers = new HashMap<>();
		peers.put(Bytes.wrap(new byte[] { (byte) 0x80 }), "one");
		peers.put(Bytes.wrap(new byte[] { (byte) 0x81 }), "other");
		peers.put(Bytes.of("\ufffd"), "text");
		assertThat(peers).hasSize(3).containsEntry(Bytes.wrap(new byte[] { (byte) 0x81 }), "other");
	}

	@Test
	void wrapsWithoutCopy() {
		byte[] array = { 1, 2, 3 };
		assertThat(Bytes.wrap(array).array()).isSameAs(array);
		assertThat(Bytes.wrap(array).length()).isEqualTo(3);
		assertThat(Bytes.wrap(new byte[0]).length()).isZero();
	}

	@Test
	void knowsWhetherItIsText() {
		assertThat(Bytes.of("").isText()).isTrue();
		assertThat(Bytes.of("client-1").isText()).isTrue();
		assertThat(Bytes.of("\u017c\u20ac\ud83d\ude00\ufffd\ufeff").isText()).isTrue();
		assertThat(Bytes.wrap(new byte[] { 0, 1, 127 }).isText()).isTrue();
		assertThat(Bytes.wrap(new byte[] { 'a', (byte) 0x80 }).isText()).isFalse();
		assertThat(Bytes.wrap(new byte[] { (byte) 0xc3 }).isText()).isFalse();
		assertThat(Bytes.wrap(new byte[] { (byte) 0xed, (byte) 0xa0, (byte) 0x80 }).isText()).isFalse();
	}

	@Test
	void isShownAsTextOrHexadecimal() {
		assertThat(Bytes.of("\u017c1")).hasToString("\u017c1");
		assertThat(Bytes.wrap(new byte[] { 0x0a, (byte) 0xff })).hasToString("0x0aff");
		assertThat(Bytes.of("")).hasToString("");
	}

}
