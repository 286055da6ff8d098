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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

import io.pigato.protocol.Bytes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the contract tests of transports share: loops that are closed after each test, and
 * calls onto them. All waits are bounded generously: they fail, they do not measure.
 */
public abstract class AbstractTransportTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	protected static final SocketOptions OPTIONS = SocketOptions.builder()
		.reconnectDelay(Duration.ofMillis(20))
		.build();

	private final AtomicInteger names = new AtomicInteger();

	private final List<EventLoop> loops = new ArrayList<>();

	protected abstract Transport transport();

	/** An endpoint to bind that is free, such as port 0. */
	protected abstract Endpoint freeEndpoint();

	/** Whether the transport's routers know when a peer's connection is gone. */
	protected boolean routersKnowConnections() {
		return true;
	}

	/**
	 * Whether a message that was refused as {@link SendResult#FULL} means that nothing
	 * more is taken until the peer reads. Not so where another thread goes on moving
	 * messages from the budget into the kernel's buffers, as JeroMQ's I/O thread does:
	 * there, room comes and goes until these are full too.
	 */
	protected boolean fullLastsUntilThePeerReads() {
		return true;
	}

	@AfterEach
	void closeLoops() {
		this.loops.stream().map(EventLoop::closeAsync).toList().forEach(AbstractTransportTests::await);
	}

	protected EventLoop newLoop() {
		EventLoop loop = transport().newEventLoop("test-loop-" + this.names.incrementAndGet());
		this.loops.add(loop);
		return loop;
	}

	protected TestRouter bind(EventLoop loop) {
		return bind(new TestRouter(loop), OPTIONS);
	}

	protected TestRouter bind(TestRouter router, SocketOptions options) {
		router.bind(freeEndpoint(), options);
		return router;
	}

	protected TestDealer connect(EventLoop loop, Endpoint endpoint) {
		return connect(new TestDealer(loop, newIdentity()), endpoint, OPTIONS);
	}

	protected TestDealer connect(TestDealer dealer, Endpoint endpoint, SocketOptions options) {
		dealer.connect(endpoint, options);
		return dealer.awaitEvent("connected");
	}

	protected Bytes newIdentity() {
		return Bytes.of("peer-" + this.names.incrementAndGet());
	}

	protected static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	protected static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	protected static void assertEcho(TestDealer dealer, TestRouter router, String text) {
		assertThat(dealer.send(bytes(text))).isEqualTo(SendResult.SENT);
		TestRouter.Received received = router.nextMessage();
		assertThat(received.peer()).isEqualTo(dealer.identity());
		assertThat(router.send(received.peer(), received.frames())).isEqualTo(SendResult.SENT);
		assertThat(text(dealer.nextMessage()[0])).isEqualTo(text);
	}

	protected static ConditionFactory eventually() {
		return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5));
	}

	protected static <T> T next(BlockingQueue<T> queue) {
		try {
			T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			assertThat(next).as("something within %s", PATIENCE).isNotNull();
			return next;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	protected static <T> T await(Future<T> future) {
		try {
			return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	protected static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("within %s", PATIENCE).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	protected static <T> T call(EventLoop loop, Callable<T> callable) {
		CompletableFuture<T> future = new CompletableFuture<>();
		loop.execute(() -> {
			try {
				future.complete(callable.call());
			}
			catch (Throwable ex) {
				future.completeExceptionally(ex);
			}
		});
		return await(future);
	}

	protected static void run(EventLoop loop, Runnable action) {
		call(loop, () -> {
			action.run();
			return true;
		});
	}

	/**
	 * Send until nothing more is taken, for half a second where room may come back.
	 * @return how many messages were taken
	 */
	protected int sendUntilFull(Callable<SendResult> sender, int most) {
		AtomicInteger taken = new AtomicInteger();
		Callable<Boolean> isFull = () -> {
			boolean full = true;
			while (sender.call() == SendResult.SENT) {
				full = false;
				assertThat(taken.incrementAndGet()).isLessThan(most);
			}
			return full || fullLastsUntilThePeerReads();
		};
		if (fullLastsUntilThePeerReads()) {
			eventually().until(isFull);
		}
		else {
			eventually().during(Duration.ofMillis(500)).until(isFull);
		}
		return taken.get();
	}

	/** Keep the loop's thread busy until the latch is released. */
	protected static CountDownLatch block(EventLoop loop) {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		loop.execute(() -> {
			blocked.countDown();
			await(release);
		});
		await(blocked);
		return release;
	}

}
