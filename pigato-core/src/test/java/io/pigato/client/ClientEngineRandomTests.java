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

package io.pigato.client;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientEngine}: whatever happens, in any order, each request has
 * exactly one outcome, and nothing is left behind. The seed is the test's name.
 */
class ClientEngineRandomTests extends AbstractClientEngineTests {

	private int next;

	@ParameterizedTest
	@MethodSource("seeds")
	void everyRequestHasExactlyOneOutcome(int seed) {
		Random random = new Random(seed);
		this.engine.start();
		boolean up = false;
		for (int step = 0; step < 500; step++) {
			boolean open = this.link.open;
			up = up && open;
			switch (random.nextInt(14)) {
				case 0, 1, 2 -> submitSomething(random);
				case 3 -> last(someId(random), "1");
				case 4 -> partial(someId(random), "1");
				case 5 -> reply(random.nextBoolean() ? ReplyType.FINAL : ReplyType.PARTIAL, someId(random),
						ReplyStatus.error());
				case 6 -> cancelSomething(random);
				case 7 -> this.timers.advance(Duration.ofMillis(random.nextInt(1500)));
				case 8 -> this.link.full = random.nextInt(3) == 0;
				case 9 -> {
					if (up && !this.link.full) {
						this.engine.onWritable();
					}
				}
				case 10 -> {
					if (open && !up) {
						this.engine.onConnected();
						up = true;
					}
				}
				case 11 -> {
					if (up && random.nextInt(4) == 0) {
						this.engine.onDisconnected();
						up = false;
					}
				}
				case 12 -> {
					if (up) {
						connectedMessage(random);
					}
				}
				default -> this.timers.jump(Duration.ofMillis(random.nextInt(5000)));
			}
			assertThat(this.engine.pending()).isEqualTo(this.counters.pending.get());
		}
	}

	static IntStream seeds() {
		return IntStream.range(0, 300);
	}

	private void submitSomething(Random random) {
		RecordingSink sink = submit("r" + this.next++, random.nextInt(3) == 0 ? -1 : 1 + random.nextInt(5000),
				random.nextBoolean() ? -1 : 1 + random.nextInt(5000), random.nextBoolean());
		sink.room = random.nextInt(4);
	}

	private void cancelSomething(Random random) {
		PendingRequest request = request(someId(random));
		if (request != null) {
			this.engine.cancel(request, Outcome.cancelled("of the test"));
		}
	}

	private void connectedMessage(Random random) {
		switch (random.nextInt(3)) {
			case 0 -> heartbeat();
			case 1 -> this.engine.onMessage(new ToClient.Hello(bytes("{\"features\":[\"cancel\"]}")));
			default -> {
				if (random.nextInt(5) == 0) {
					this.engine.onMessage(new ToClient.Drain());
				}
			}
		}
	}

	private String someId(Random random) {
		return "r" + random.nextInt(this.next + 1);
	}

}
