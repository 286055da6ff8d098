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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;
import io.pigato.transport.Timers.Timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every {@link EventLoop} does, whatever its transport.
 */
public abstract class AbstractEventLoopContractTests extends AbstractTransportTests {

	@Test
	void tasksOfManyThreadsRunInTheOrderOfEachThread() {
		EventLoop loop = newLoop();
		int threads = 8;
		int count = 20_000;
		int[] last = new int[threads];
		AtomicInteger outOfOrder = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(threads * count);
		List<Thread> producers = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			int producer = i;
			producers.add(new Thread(() -> {
				for (int n = 1; n <= count; n++) {
					int number = n;
					loop.execute(() -> {
						if (number != last[producer] + 1) {
							outOfOrder.incrementAndGet();
						}
						last[producer] = number;
						done.countDown();
					});
				}
			}));
		}
		producers.forEach(Thread::start);
		await(done);
		assertThat(outOfOrder).hasValue(0);
	}

	@Test
	void sleepingLoopWakesUpForEachTask() {
		EventLoop left = newLoop();
		EventLoop right = newLoop();
		CountDownLatch done = new CountDownLatch(20_000);
		Runnable[] ping = new Runnable[1];
		ping[0] = () -> {
			done.countDown();
			EventLoop other = left.inEventLoop() ? right : left;
			if (done.getCount() > 0) {
				other.execute(ping[0]);
			}
		};
		left.execute(ping[0]);
		await(done);
	}

	@Test
	void timersFireInOrder() {
		EventLoop loop = newLoop();
		List<String> fired = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch done = new CountDownLatch(1);
		loop.execute(() -> {
			Timers timers = loop.timers();
			long start = timers.nanoTime();
			timers.schedule(TimeUnit.MILLISECONDS.toNanos(30), () -> {
				fired.add((timers.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(30)) ? "third" : "too early");
				done.countDown();
			});
			timers.schedule(TimeUnit.MILLISECONDS.toNanos(10), () -> fired.add("first"));
			timers.schedule(TimeUnit.MILLISECONDS.toNanos(10), () -> fired.add("second"));
			Timer cancelled = timers.schedule(TimeUnit.MILLISECONDS.toNanos(20), () -> fired.add("cancelled"));
			cancelled.cancel();
		});
		await(done);
		assertThat(fired).containsExactly("first", "second", "third");
	}

	@Test
	void timersFireWhileTasksKeepTheLoopBusy() {
		EventLoop loop = newLoop();
		CountDownLatch done = new CountDownLatch(1);
		Runnable[] busy = new Runnable[1];
		busy[0] = () -> {
			if (done.getCount() > 0) {
				loop.execute(busy[0]);
			}
		};
		loop.execute(() -> loop.timers().schedule(TimeUnit.MILLISECONDS.toNanos(5), done::countDown));
		loop.execute(busy[0]);
		await(done);
	}

	@Test
	void taskOrTimerThatThrowsHarmsNoOther() {
		EventLoop loop = newLoop();
		CountDownLatch done = new CountDownLatch(2);
		loop.execute(() -> {
			loop.timers().schedule(0, () -> {
				throw new AssertionError("expected of a timer");
			});
			loop.timers().schedule(0, done::countDown);
			throw new IllegalStateException("expected of a task");
		});
		loop.execute(done::countDown);
		await(done);
	}

	@Test
	void interruptHarmsNeitherTheLoopNorItsSockets() {
		EventLoop loop = newLoop();
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(loop, router.endpoint());
		for (int i = 0; i < 20; i++) {
			Thread thread = call(loop, Thread::currentThread);
			thread.interrupt();
			assertEcho(dealer, router, "after an interrupt");
			run(loop, () -> Thread.currentThread().interrupt());
			assertEcho(dealer, router, "after an interrupt by a task");
		}
		assertThat(dealer.disconnects).hasValue(0);
	}

	@Test
	void loopKnowsItsThread() {
		EventLoop loop = newLoop();
		assertThat(loop.inEventLoop()).isFalse();
		assertThat(call(loop, loop::inEventLoop)).isTrue();
	}

	@Test
	void socketsAndTimersRefuseOtherThreads() {
		EventLoop loop = newLoop();
		TestRouter router = bind(loop);
		TestDealer dealer = connect(loop, router.endpoint());
		assertThatIllegalStateException().isThrownBy(() -> loop.timers().schedule(0, () -> {
		})).withMessageContaining("event loop");
		assertThatIllegalStateException().isThrownBy(() -> dealer.socket().send(new byte[][] { {} }));
		assertThatIllegalStateException().isThrownBy(() -> dealer.socket().close());
		assertThatIllegalStateException().isThrownBy(() -> router.socket().send(dealer.identity(), new byte[1][0]));
		assertThatIllegalStateException().isThrownBy(() -> router.socket().disconnect(dealer.identity()));
		assertThatIllegalStateException().isThrownBy(() -> router.socket().close());
		assertThatIllegalStateException().isThrownBy(() -> loop.connectDealer(router.endpoint(), newIdentity(), OPTIONS,
				new TestDealer(loop, newIdentity())));
	}

	@Test
	void closedLoopRefusesWork() {
		EventLoop loop = newLoop();
		loop.close();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> loop.execute(() -> {
		}));
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> await(loop.bindRouter(freeEndpoint(), Bytes.of("r"), OPTIONS, new TestRouter(loop))))
			.withMessageContaining("closed");
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> await(loop.bindPublisher(freeEndpoint(), OPTIONS)))
			.withMessageContaining("closed");
	}

	@Test
	void everyTaskThatIsTakenRunsEvenWhileTheLoopCloses() throws InterruptedException {
		for (int round = 0; round < 50; round++) {
			EventLoop loop = newLoop();
			AtomicInteger taken = new AtomicInteger();
			AtomicInteger ran = new AtomicInteger();
			CountDownLatch started = new CountDownLatch(4);
			List<Thread> producers = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				producers.add(new Thread(() -> {
					started.countDown();
					try {
						while (true) {
							loop.execute(ran::incrementAndGet);
							taken.incrementAndGet();
						}
					}
					catch (RejectedExecutionException ex) {
						// closed
					}
				}));
			}
			producers.forEach(Thread::start);
			await(started);
			loop.close();
			for (Thread producer : producers) {
				producer.join();
			}
			assertThat(ran).hasValue(taken.get());
		}
	}

	@Test
	void loopCanBeClosedOnItsOwnThreadAndMoreThanOnce() {
		EventLoop loop = newLoop();
		AtomicReference<CompletableFuture<Void>> future = new AtomicReference<>();
		run(loop, () -> {
			loop.close();
			future.set(loop.closeAsync());
		});
		await(future.get());
		await(loop.closeAsync());
		loop.close();
	}

	@Test
	void closedLoopLeavesNoThreadBehind() {
		EventLoop loop = newLoop();
		TestRouter router = bind(loop);
		connect(loop, router.endpoint());
		Thread thread = call(loop, Thread::currentThread);
		assertThat(thread.isDaemon()).isTrue();
		loop.close();
		eventually().until(() -> !thread.isAlive());
	}

}
