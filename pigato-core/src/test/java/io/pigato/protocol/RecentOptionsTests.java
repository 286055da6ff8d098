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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RecentOptions}.
 */
class RecentOptionsTests {

	private final RecentOptions recent = new RecentOptions();

	@Test
	void sameBytesAreReadOnce() {
		RequestOptions options = get(1);
		assertThat(options.timeout()).isOne();
		assertThat(get(1)).isSameAs(options);
	}

	@Test
	void optionsAreThoseOfTheirBytesHoweverManyThereAre() {
		for (int round = 0; round < 3; round++) {
			for (int timeout = 1; timeout <= 1000; timeout++) {
				assertThat(get(timeout).timeout()).isEqualTo(timeout);
			}
		}
	}

	@Test
	void whatIsAskedForAgainAndAgainIsKeptWhateverWasThere() {
		for (int timeout = 1; timeout <= 1000; timeout++) {
			get(timeout);
		}
		for (int i = 0; i < 100; i++) {
			get(5000);
		}
		assertThat(get(5000)).isSameAs(get(5000));
	}

	@Test
	void whatIsSharedCanNotBeChangedHoweverDeep() {
		RequestOptions options = this.recent.get(bytes("{\"tags\":[\"a\",{\"b\":[1]}],\"map\":{\"c\":{}}}"));
		assertUnmodifiable(options.asMap());
		assertThat(options.get("tags")).isEqualTo(List.of("a", Map.of("b", List.of(1))));
	}

	@SuppressWarnings("unchecked")
	private static void assertUnmodifiable(Object value) {
		if (value instanceof Map<?, ?> map) {
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> ((Map<String, Object>) map).put("more", 1));
			map.values().forEach(RecentOptionsTests::assertUnmodifiable);
		}
		else if (value instanceof List<?> list) {
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> ((List<Object>) list).add("more"));
			list.forEach(RecentOptionsTests::assertUnmodifiable);
		}
	}

	@Test
	void threadsGetTheOptionsTheyAskFor() {
		CompletableFuture<?>[] threads = IntStream.range(0, 4).mapToObj((thread) -> CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 20_000; i++) {
				int timeout = 1 + i * (thread + 1) % 300;
				assertThat(get(timeout).timeout()).isEqualTo(timeout);
			}
		})).toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(threads).join();
	}

	private RequestOptions get(int timeout) {
		return this.recent.get(bytes("{\"timeout\":" + timeout + "}"));
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

}
