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

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JacksonPayloadCodec}.
 */
class JacksonPayloadCodecTests {

	private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

	@Test
	void encodesValues() {
		assertThat(encode(null)).isEqualTo("null");
		assertThat(encode("\u017c\"\n\ud83d\ude00")).isEqualTo("\"\u017c\\\"\\n\ud83d\ude00\"");
		assertThat(encode(42)).isEqualTo("42");
		assertThat(encode(false)).isEqualTo("false");
		assertThat(encode(List.of(1, "a"))).isEqualTo("[1,\"a\"]");
		assertThat(encode(new Quote("X", 1.5))).isEqualTo("{\"name\":\"X\",\"price\":1.5}");
	}

	@Test
	void passesJsonOnAsItIs() {
		byte[] json = { '{', (byte) 0xff };
		assertThat(this.codec.encode(json)).isSameAs(json);
		assertThat(this.codec.encode(RawJson.wrap(json))).isSameAs(json);
		assertThat(this.codec.<byte[]>decode(json, byte[].class)).isSameAs(json);
		RawJson raw = this.codec.decode(json, RawJson.class);
		assertThat(raw).isNotNull();
		assertThat(raw.bytes()).isSameAs(json);
	}

	@Test
	void refusesWhatCannotBeEncoded() {
		List<Object> cycle = new ArrayList<>();
		cycle.add(cycle);
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> this.codec.encode(cycle))
			.withMessage("Can't write a value of java.util.ArrayList as JSON");
		Failing failing = new Failing();
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> this.codec.encode(failing))
			.withMessageContaining("Failing")
			.withRootCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void decodesValues() {
		assertThat(this.<String>decode("\"a\"", String.class)).isEqualTo("a");
		assertThat(this.<Integer>decode(" 42 ", Integer.class)).isEqualTo(42);
		assertThat(this.<Quote>decode("{\"name\":\"X\",\"price\":1.5}", Quote.class)).isEqualTo(new Quote("X", 1.5));
		List<Quote> quotes = this.codec.decode(bytes("[{\"name\":\"X\",\"price\":1}]"), new TypeRef<List<Quote>>() {
		}.type());
		assertThat(quotes).containsExactly(new Quote("X", 1));
		Object map = decode("{\"a\":[1,null]}", Object.class);
		Map<String, @Nullable Object> expected = new LinkedHashMap<>();
		List<@Nullable Object> list = new ArrayList<>(List.of(1));
		list.add(null);
		expected.put("a", list);
		assertThat(map).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", " null ", "undefined", "", " ", "\n\t", "NaN", "{", "{broken", "[1", "[1,]", "\"a",
			"tru", "nul", "'a'", "\"a\" \"b\"", "1 2", "1 x", "{} }", "{}{}", "null null", "undefined undefined",
			"{\"a\":", "{\"name\":\"X\",\"price\":undefined}", "{\"name\":undefined,\"price\":1}", "{\"name\":\"X\"} x",
			"01", "+1", "\u0000", "\u0000\u0000\u0000\"", "\"\u0000\"", "\ufeff", "/* */ 1" })
	void readsNullAndWhatIsNotJsonAsNull(String json) {
		assertThat(this.<Object>decode(json, Object.class)).isNull();
		assertThat(this.<String>decode(json, String.class)).isNull();
		assertThat(this.<Quote>decode(json, Quote.class)).isNull();
		assertThat(this.<Object>decode(json, new TypeRef<List<Quote>>() {
		}.type())).isNull();
	}

	@ParameterizedTest
	@MethodSource
	void readsWhatIsNotUtf8AsNull(byte[] json) {
		assertThat(this.codec.<Object>decode(json, Object.class)).isNull();
		assertThat(this.codec.<String>decode(json, String.class)).isNull();
		assertThat(this.codec.<Quote>decode(json, Quote.class)).isNull();
	}

	static List<byte[]> readsWhatIsNotUtf8AsNull() {
		return List.of(new byte[] { (byte) 0xff }, new byte[] { '"', (byte) 0xff, '"' },
				new byte[] { '"', (byte) 0xc3, '"' }, new byte[] { '"', (byte) 0xe2, (byte) 0x82 },
				new byte[] { (byte) 0xff, (byte) 0xfe, '1' }, new byte[] { 0, 0, 0, '"', 0, 0, (byte) 0xff },
				new byte[] { (byte) 0xfe, (byte) 0xff }, new byte[] { 0, 0, (byte) 0xfe, (byte) 0xff, 1 });
	}

	@Test
	void refusesJsonThatDoesNotFitTheType() {
		refuses("\"a\"", Integer.class, "Can't read JSON as java.lang.Integer");
		refuses("[1]", Quote.class, "Quote");
		refuses("{}", String.class, "String");
		refuses("{\"name\":\"X\",\"price\":\"dear\"}", Quote.class, "Quote");
		refuses("[[1]]", new TypeRef<List<Quote>>() {
		}.type(), "List");
	}

	@Test
	void refusesNumbersThatDoNotFitTheType() {
		refuses("99999999999", Integer.class, "Integer");
		refuses("99999999999", int.class, "int");
		refuses("300", Byte.class, "Byte");
		refuses("99999999999999999999", Long.class, "Long");
		refuses("[99999999999]", int[].class, "int[]");
	}

	@Test
	void refusesJsonThatIsNestedTooDeep() {
		String nested = "[".repeat(100_000) + "]".repeat(100_000);
		refuses(nested, Object.class, "Object");
		assertThat(this.<Object>decode("[".repeat(100) + "]".repeat(100), Object.class)).isNotNull();
	}

	@Test
	void randomBytesAreReadOrRefused() {
		String alphabet = "{}[]\"\\,: \n0123456789.eE+-truefalsnlu\u00ff\u0000";
		for (long seed = 0; seed < 20_000; seed++) {
			Random random = new Random(seed);
			byte[] json = new byte[random.nextInt(16)];
			for (int i = 0; i < json.length; i++) {
				json[i] = (byte) ((seed % 2 == 0) ? random.nextInt(256)
						: alphabet.charAt(random.nextInt(alphabet.length())));
			}
			for (Class<?> type : List.of(Object.class, String.class, Quote.class, int.class)) {
				try {
					this.codec.decode(json, type);
				}
				catch (PayloadException ex) {
					assertThat(ex).hasMessageContaining(type.getTypeName());
				}
				catch (RuntimeException ex) {
					throw new AssertionError("Seed " + seed + ", " + type, ex);
				}
			}
		}
	}

	private void refuses(String json, Type type, String message) {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> decode(json, type))
			.withMessageContaining(message)
			.withCauseInstanceOf(RuntimeException.class);
	}

	private String encode(@Nullable Object value) {
		return new String(this.codec.encode(value), StandardCharsets.UTF_8);
	}

	private <T> @Nullable T decode(String json, Type type) {
		return this.codec.decode(bytes(json), type);
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

	record Quote(String name, double price) {

	}

	static class Failing {

		public String getName() {
			throw new IllegalStateException("no name");
		}

	}

}
