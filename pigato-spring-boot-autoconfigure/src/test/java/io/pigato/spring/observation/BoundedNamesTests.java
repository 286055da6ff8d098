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

package io.pigato.spring.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedNames}.
 */
class BoundedNamesTests {

	@Test
	void firstNamesAreKeptApart() {
		BoundedNames names = new BoundedNames("names", 2);
		assertThat(names.bounded("a")).isEqualTo("a");
		assertThat(names.bounded("b")).isEqualTo("b");
		assertThat(names.bounded("c")).isEqualTo("OTHER");
		assertThat(names.bounded("a")).isEqualTo("a");
		assertThat(names.bounded("d")).isEqualTo("OTHER");
	}

	@Test
	void noneMayBeKeptApart() {
		assertThat(new BoundedNames("names", 0).bounded("a")).isEqualTo("OTHER");
	}

	@Test
	void boundHoldsForManyThreads() {
		BoundedNames names = new BoundedNames("names", 10);
		Set<String> seen = ConcurrentHashMap.newKeySet();
		IntStream.range(0, 100_000).parallel().forEach((i) -> seen.add(names.bounded("name-" + i % 1000)));
		assertThat(seen).hasSize(11).contains("OTHER");
	}

}
