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

package io.pigato.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rings}.
 */
class RingsTests {

	private final Rings rings = new Rings(3);

	@Test
	void ringStartsWithTheNumberThatWasAddedFirst() {
		add(0, 5, 2, 9);
		assertThat(numbers(0)).containsExactly(5, 2, 9);
	}

	@Test
	void oneThatIsRemovedAndAddedAgainIsTheLast() {
		add(0, 5, 2, 9);
		this.rings.remove(0, 5);
		add(0, 5);
		assertThat(numbers(0)).containsExactly(2, 9, 5);
	}

	@Test
	void ringsHaveNothingToDoWithEachOther() {
		add(0, 1, 2);
		add(1, 3);
		this.rings.remove(0, 2);
		add(1, 2);
		assertThat(numbers(0)).containsExactly(1);
		assertThat(numbers(1)).containsExactly(3, 2);
		assertThat(numbers(2)).isEmpty();
	}

	@Test
	void lastOneLeavesAnEmptyRing() {
		add(0, 1);
		this.rings.remove(0, 1);
		assertThat(this.rings.head(0)).isEqualTo(Rings.NONE);
	}

	@Test
	void replacementTakesThePlaceOfTheOldNumber() {
		add(0, 1, 2, 3);
		this.rings.replace(0, 1, 7);
		assertThat(numbers(0)).containsExactly(7, 2, 3);
		this.rings.replace(0, 3, 1);
		assertThat(numbers(0)).containsExactly(7, 2, 1);
		add(1, 9);
		this.rings.replace(1, 9, 3);
		assertThat(numbers(1)).containsExactly(3);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void ringsAreAsQueuesWouldBe(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		List<Deque<Integer>> queues = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
		for (int step = 0; step < 2000; step++) {
			int number = random.nextInt(50);
			int ring = random.nextInt(3);
			for (int from = 0; from < 3; from++) {
				if (queues.get(from).remove(number)) {
					this.rings.remove(from, number);
				}
			}
			if (random.nextBoolean()) {
				queues.get(ring).add(number);
				this.rings.add(ring, number);
			}
			for (int i = 0; i < 3; i++) {
				assertThat(numbers(i)).containsExactlyElementsOf(queues.get(i));
			}
		}
	}

	private void add(int ring, int... numbers) {
		for (int number : numbers) {
			this.rings.add(ring, number);
		}
	}

	private List<Integer> numbers(int ring) {
		List<Integer> numbers = new ArrayList<>();
		int head = this.rings.head(ring);
		if (head != Rings.NONE) {
			int number = head;
			do {
				numbers.add(number);
				number = this.rings.next(number);
			}
			while (number != head);
		}
		return numbers;
	}

}
