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

package io.pigato.transport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.transport.Timers.Timer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TimerQueue}.
 */
class TimerQueueTests {

	private final List<Throwable> failures = new ArrayList<>();

	private final List<String> ran = new ArrayList<>();

	private long now;

	private final TimerQueue timers = new TimerQueue(() -> this.now, this.failures::add);

	@Test
	void runsTimersThatAreDue() {
		schedule(10, "b");
		schedule(5, "a");
		schedule(11, "c");
		assertThat(this.timers.nanosToNext()).isEqualTo(5);
		assertThat(this.timers.runExpired()).isZero();
		this.now = 10;
		assertThat(this.timers.nanosToNext()).isZero();
		assertThat(this.timers.runExpired()).isEqualTo(2);
		assertThat(this.ran).containsExactly("a", "b");
		assertThat(this.timers.nanosToNext()).isOne();
		assertThat(this.timers.size()).isOne();
	}

	@Test
	void runsTimersOfTheSameTimeInTheOrderTheyWereSet() {
		for (int i = 0; i < 1000; i++) {
			schedule(7, "" + i);
		}
		this.now = 7;
		this.timers.runExpired();
		assertThat(this.ran).containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj((i) -> "" + i).toList());
	}

	@Test
	void waitsForEverWithoutTimers() {
		assertThat(this.timers.nanosToNext()).isEqualTo(Long.MAX_VALUE);
		assertThat(this.timers.runExpired()).isZero();
	}

	@Test
	void cancelledTimerIsGoneAtOnce() {
		Timer first = schedule(5, "a");
		schedule(10, "b");
		first.cancel();
		assertThat(this.timers.size()).isOne();
		assertThat(this.timers.nanosToNext()).isEqualTo(10);
		first.cancel();
		this.now = 10;
		this.timers.runExpired();
		assertThat(this.ran).containsExactly("b");
	}

	@Test
	void cancelAfterTheTimerRanHarmsNoOther() {
		Timer first = schedule(0, "a");
		schedule(1, "b");
		this.timers.runExpired();
		first.cancel();
		this.now = 1;
		this.timers.runExpired();
		assertThat(this.ran).containsExactly("a", "b");
	}

	@Test
	void timerCanCancelAnotherThatIsDueWithIt() {
		Timer[] other = new Timer[1];
		this.timers.schedule(1, () -> other[0].cancel());
		other[0] = schedule(1, "b");
		this.now = 1;
		assertThat(this.timers.runExpired()).isOne();
		assertThat(this.ran).isEmpty();
	}

	@Test
	void timerThatIsSetByATimerWaitsForTheNextTurn() {
		this.timers.schedule(-5, () -> schedule(0, "next"));
		assertThat(this.timers.runExpired()).isOne();
		assertThat(this.ran).isEmpty();
		assertThat(this.timers.runExpired()).isOne();
		assertThat(this.ran).containsExactly("next");
	}

	@Test
	void taskThatThrowsDoesNotStopOthers() {
		RuntimeException failure = new RuntimeException("expected");
		this.timers.schedule(1, () -> {
			throw failure;
		});
		schedule(1, "b");
		this.now = 1;
		assertThat(this.timers.runExpired()).isEqualTo(2);
		assertThat(this.ran).containsExactly("b");
		assertThat(this.failures).containsExactly(failure);
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MAX_VALUE - 3, Long.MIN_VALUE, -5, 0 })
	void comparesTimesAcrossTheOverflow(long origin) {
		this.now = origin;
		schedule(Long.MAX_VALUE, "never");
		schedule(10, "b");
		schedule(2, "a");
		assertThat(this.timers.nanosToNext()).isEqualTo(2);
		this.now = origin + 10;
		this.timers.runExpired();
		assertThat(this.ran).containsExactly("a", "b");
		assertThat(this.timers.nanosToNext()).isGreaterThan(1L << 61);
	}

	@Test
	void aHundredThousandCancelledTimersLeaveNothingBehind() {
		Random random = new Random(1);
		List<Timer> set = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			set.add(this.timers.schedule(random.nextInt(60_000), () -> this.ran.add("cancelled")));
		}
		for (Timer timer : set) {
			timer.cancel();
		}
		assertThat(this.timers.size()).isZero();
		this.now = 100_000;
		assertThat(this.timers.runExpired()).isZero();
		assertThat(this.ran).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void behavesLikeASortedList(long seed) {
		Random random = new Random(seed);
		List<Entry> model = new ArrayList<>();
		List<Integer> expected = new ArrayList<>();
		List<Integer> actual = new ArrayList<>();
		for (int id = 0; id < 2_000; id++) {
			int action = random.nextInt(10);
			if (action < 6) {
				long delay = random.nextInt(100);
				int finalId = id;
				model.add(new Entry(this.now + delay, id, this.timers.schedule(delay, () -> actual.add(finalId))));
			}
			else if (action < 8 && !model.isEmpty()) {
				model.remove(random.nextInt(model.size())).timer.cancel();
			}
			else {
				this.now += random.nextInt(20);
				model.sort(Comparator.comparingLong(Entry::deadline).thenComparingInt(Entry::id));
				while (!model.isEmpty() && model.get(0).deadline <= this.now) {
					expected.add(model.remove(0).id);
				}
				this.timers.runExpired();
			}
			long next = model.stream().mapToLong(Entry::deadline).min().orElse(Long.MAX_VALUE);
			assertThat(this.timers.nanosToNext())
				.isEqualTo((next != Long.MAX_VALUE) ? Math.max(next - this.now, 0) : Long.MAX_VALUE);
			assertThat(this.timers.size()).isEqualTo(model.size());
		}
		assertThat(actual).isEqualTo(expected).isNotEmpty();
	}

	static IntStream seeds() {
		return IntStream.range(0, 50);
	}

	private Timer schedule(long delay, String name) {
		return this.timers.schedule(delay, () -> this.ran.add(name));
	}

	private record Entry(long deadline, int id, Timer timer) {
	}

}
