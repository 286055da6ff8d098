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

package io.pigato.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.SmartLifecycle;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the order in which things start and stop, and for how.
 */
class LifecycleTests {

	/** Boot's {@code WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE}. */
	private static final int WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 2048;

	/** Spring's {@code ExecutorConfigurationSupport.DEFAULT_PHASE}. */
	private static final int EXECUTORS = Integer.MAX_VALUE / 2;

	@Test
	void brokerStartsBeforeClientsBeforeWorkersBeforeTheWebServer() {
		assertThat(List.of(EXECUTORS, PigatoLifecyclePhases.BROKER, PigatoLifecyclePhases.CLIENT,
				PigatoLifecyclePhases.WORKER, WEB_SERVER))
			.isSorted()
			.doesNotHaveDuplicates();
	}

	@Test
	void workerIsStoppedBeforeClientsBeforeTheBroker() {
		List<String> seen = Collections.synchronizedList(new ArrayList<>());
		try (PigatoContext context = PigatoContext.with((setup) -> {
			setup.register(SlowWorker.class);
			setup.registerBean("beforeWorkers", Observer.class,
					() -> new Observer(PigatoLifecyclePhases.WORKER - 1, setup, seen));
			setup.registerBean("beforeClients", Observer.class,
					() -> new Observer(PigatoLifecyclePhases.CLIENT - 1, setup, seen));
			setup.registerBean("beforeBroker", Observer.class,
					() -> new Observer(PigatoLifecyclePhases.BROKER - 1, setup, seen));
		})) {
			assertThat(seen).containsExactly("start: broker=false client=false worker=false",
					"start: broker=true client=false worker=false", "start: broker=true client=true worker=false");
			seen.clear();
			context.context().stop();
			assertThat(seen).containsExactly("stop: broker=true client=true worker=false",
					"stop: broker=true client=false worker=false", "stop: broker=false client=false worker=false");
		}
	}

	@Test
	void requestOfAnotherApplicationGetsItsReplyWhileTheContextCloses() throws Exception {
		PigatoContext context = PigatoContext.with(SlowWorker.class);
		SlowWorker worker = context.context().getBean(SlowWorker.class);
		PigatoBroker broker = context.broker();
		PigatoWorkerContainer container = context.registry().getContainers().iterator().next();
		try (PigatoClient client = PigatoClient.builder().endpoint(broker.endpoints().get(0)).build()) {
			client.start();
			CompletableFuture<String> reply = client.callAsync("slow", "x", String.class);
			assertThat(worker.entered.await(20, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !container.isRunning());
			assertThat(broker.isRunning()).isTrue();
			assertThat(reply).isNotDone();
			worker.leave.countDown();
			assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo("slow x");
			closed.get(20, TimeUnit.SECONDS);
			assertThat(broker.isRunning()).isFalse();
		}
	}

	@Test
	void requestOfAWebServerGetsItsReplyWhileItShutsDownGracefully() {
		CompletableFuture<String> answered = new CompletableFuture<>();
		PigatoContext context = PigatoContext.with((setup) -> {
			setup.register(SlowWorker.class);
			setup.registerBean(WebServer.class, () -> new WebServer(setup, answered));
		});
		context.close();
		assertThat(answered).isCompletedWithValue("slow x");
	}

	@Test
	void contextCanBeStoppedAndStartedAgain() {
		try (PigatoContext context = PigatoContext.with(SlowWorker.class)) {
			context.context().getBean(SlowWorker.class).leave.countDown();
			for (int i = 0; i < 3; i++) {
				assertThat(context.client().call("slow", i, String.class)).isEqualTo("slow " + i);
				context.context().stop();
				context.context().start();
			}
		}
	}

	@Test
	void applicationIsKeptAliveWhileSomethingServes() {
		long before = keepAliveThreads();
		try (PigatoContext context = PigatoContext.with(SlowWorker.class)) {
			assertThat(keepAliveThreads()).isEqualTo(before + 2);
			context.context().stop();
			awaitKeepAliveThreads(before);
			context.context().start();
			assertThat(keepAliveThreads()).isEqualTo(before + 2);
		}
		awaitKeepAliveThreads(before);
	}

	@Test
	void callbackIsCalledWhateverComesOfAStop() {
		List<String> called = new ArrayList<>();
		AsyncStop.stop("it", () -> CompletableFuture.completedFuture(null), () -> called.add("done"));
		AsyncStop.stop("it", () -> CompletableFuture.failedFuture(new IllegalStateException("expected")),
				() -> called.add("failed"));
		AsyncStop.stop("it", () -> {
			throw new IllegalStateException("expected");
		}, () -> called.add("thrown"));
		assertThat(called).containsExactly("done", "failed", "thrown");
	}

	private static void awaitKeepAliveThreads(long count) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> keepAliveThreads() == count);
	}

	private static long keepAliveThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.isDaemon() && thread.getName().equals("pigato-keep-alive"))
			.count();
	}

	static class SlowWorker {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch leave = new CountDownLatch(1);

		@PigatoWorker("slow")
		String slow(String text) throws InterruptedException {
			this.entered.countDown();
			if (!this.leave.await(20, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody let it go on");
			}
			return "slow " + text;
		}

	}

	/**
	 * Has a request in flight, and waits for its reply when it is stopped.
	 */
	private static final class WebServer implements SmartLifecycle {

		private final BeanFactory beans;

		private final CompletableFuture<String> answered;

		private @Nullable CompletableFuture<@Nullable String> reply;

		private WebServer(BeanFactory beans, CompletableFuture<String> answered) {
			this.beans = beans;
			this.answered = answered;
		}

		@Override
		public void start() {
			this.reply = this.beans.getBean(PigatoClient.class).callAsync("slow", "x", String.class);
		}

		@Override
		public void stop() {
			this.beans.getBean(SlowWorker.class).leave.countDown();
			if (this.reply != null) {
				this.answered.complete(String.valueOf(this.reply.orTimeout(20, TimeUnit.SECONDS).join()));
				this.reply = null;
			}
		}

		@Override
		public boolean isRunning() {
			return this.reply != null;
		}

		@Override
		public int getPhase() {
			return WEB_SERVER;
		}

	}

	/**
	 * Notes what runs when its phase starts and stops.
	 */
	private static final class Observer implements SmartLifecycle {

		private final int phase;

		private final BeanFactory beans;

		private final List<String> seen;

		private boolean running;

		private Observer(int phase, BeanFactory beans, List<String> seen) {
			this.phase = phase;
			this.beans = beans;
			this.seen = seen;
		}

		@Override
		public void start() {
			this.running = true;
			note("start");
		}

		@Override
		public void stop() {
			this.running = false;
			note("stop");
		}

		private void note(String what) {
			this.seen.add(what + ": broker=" + this.beans.getBean(PigatoBroker.class).isRunning() + " client="
					+ this.beans.getBean(PigatoClient.class).isRunning() + " worker="
					+ this.beans.getBean(PigatoWorkerRegistry.class)
						.getContainers()
						.stream()
						.allMatch(PigatoWorkerContainer::isRunning));
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
