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

package io.pigato.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import io.pigato.json.PayloadException;
import io.pigato.simulation.History.Kind;
import io.pigato.simulation.History.Request;
import io.pigato.transport.SocketOptions;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.ServiceWorker;
import io.pigato.worker.WorkerListener;
import org.jspecify.annotations.Nullable;

/**
 * A worker in a process of its own. Its handler does what the request says: {@code echo},
 * {@code stream:n}, {@code error:n}, {@code throw}, {@code reject} (the first attempt
 * only), {@code refuse} (each attempt), {@code silent}, {@code late:ms} or {@code die}.
 */
final class SimulatedWorker {

	private final Scenario scenario;

	private final History history;

	private final String name;

	private final SimulatedProcess process;

	private final SplittableRandom random;

	private final SimulatedLoop loop;

	private final ServiceWorker worker;

	private final Map<Integer, Integer> attempts;

	private boolean stopping;

	/**
	 * Create and start a worker.
	 * @param place the name of the process
	 * @param life how many workers were at this place before, plus one
	 */
	SimulatedWorker(Scenario scenario, String place, int life, String service, Settings settings) {
		this.scenario = scenario;
		this.history = scenario.history();
		this.name = place + "." + life;
		this.process = scenario.world().newProcess(place);
		this.random = scenario.world().newRandom();
		this.attempts = scenario.attempts();
		this.loop = this.process.newLoop();
		this.worker = ServiceWorker.builder(service, this::handle)
			.endpoint(Scenario.ENDPOINT)
			.prefix(this.name)
			.heartbeatInterval(settings.heartbeatInterval)
			.reconnectDelay(settings.reconnectDelay)
			.concurrency(settings.concurrency)
			.gracePeriod(settings.gracePeriod)
			.handleOnLoop(settings.handleOnLoop)
			.codec(SimulatedClient.codec)
			.socketOptions(settings.socketOptions)
			.executor(this.process.newExecutor())
			.eventLoop(this.loop)
			.listener(new Listener())
			.build();
		this.worker.startAsync();
	}

	SimulatedProcess process() {
		return this.process;
	}

	ServiceWorker worker() {
		return this.worker;
	}

	SimulatedLoop loop() {
		return this.loop;
	}

	String name() {
		return this.name;
	}

	boolean isServing() {
		return this.process.isAlive() && !this.stopping;
	}

	CompletableFuture<Void> stop() {
		this.stopping = true;
		this.history.note(Kind.NOTE, this.name, "stops");
		return this.worker.stopAsync();
	}

	void crash(boolean told) {
		if (this.process.isAlive()) {
			this.history.note(Kind.CRASHED, this.name, told ? "told" : "silently");
			this.process.crash(told);
		}
	}

	private void handle(PigatoRequest request, PigatoReply reply) {
		Request known = find(request);
		if (known == null) {
			reply.end("nobody knows this request");
			return;
		}
		int number = known.number();
		int attempt = this.attempts.merge(number, 1, Integer::sum);
		this.history.add(Kind.STARTED, this.name, number, attempt, 0, "");
		new Attempt(known, attempt, request, reply).run();
	}

	private @Nullable Request find(PigatoRequest request) {
		try {
			String payload = request.data(String.class);
			return (payload != null) ? this.history.findRequest(payload) : null;
		}
		catch (PayloadException ex) {
			return null;
		}
	}

	private void later(long minMillis, long maxMillis, Runnable task) {
		this.process.schedule(Duration.ofMillis(this.random.nextLong(minMillis, maxMillis + 1)).toNanos(), task);
	}

	/**
	 * How a worker is built.
	 */
	record Settings(Duration heartbeatInterval, Duration reconnectDelay, int concurrency, Duration gracePeriod,
			boolean handleOnLoop, SocketOptions socketOptions) {

	}

	/**
	 * One run of the handler.
	 */
	private final class Attempt {

		private final Request known;

		private final int attempt;

		private final PigatoRequest request;

		private final PigatoReply reply;

		private int partials;

		/** What to do when it may write. */
		private @Nullable Runnable onReady;

		private Attempt(Request known, int attempt, PigatoRequest request, PigatoReply reply) {
			this.known = known;
			this.attempt = attempt;
			this.request = request;
			this.reply = reply;
			reply.onReady(() -> {
				Runnable waiting = this.onReady;
				if (waiting != null) {
					this.onReady = null;
					whenReady(waiting);
				}
			});
		}

		/**
		 * Nobody can block here: there is only one thread in the world.
		 */
		private void whenReady(Runnable task) {
			if (this.reply.isReady() || !this.reply.isActive()) {
				task.run();
			}
			else {
				SimulatedWorker.this.scenario.onWait();
				this.onReady = task;
			}
		}

		private void run() {
			String[] parts = this.known.payload().split("\\|", 4)[3].split(":");
			int count = (parts.length > 1) ? Integer.parseInt(parts[1]) : 0;
			switch (parts[0]) {
				case "echo" -> later(0, 20, this::end);
				case "now" -> end();
				case "stream" -> stream(count, this::end);
				case "burst" -> {
					if (SimulatedWorker.this.loop.inEventLoop()) {
						burst(count);
					}
					else {
						stream(count, this::end);
					}
				}
				case "error" -> stream(count, this::error);
				case "throw" -> throw new IllegalStateException("simulated");
				case "reject" -> {
					if (this.attempt == 1) {
						reject();
					}
					else {
						later(0, 20, this::end);
					}
				}
				case "refuse" -> reject();
				case "silent" -> watch();
				case "late" -> later(count, count + 1000L, this::end);
				case "die" -> later(0, 5, () -> SimulatedWorker.this.scenario.die(SimulatedWorker.this));
				default -> throw new IllegalStateException("Unknown behaviour " + parts[0]);
			}
		}

		private void stream(int count, Runnable end) {
			if (this.partials == count) {
				end.run();
				return;
			}
			Runnable next = () -> whenReady(() -> {
				if (write()) {
					stream(count, end);
				}
			});
			if (SimulatedWorker.this.random.nextInt(4) == 0) {
				next.run();
			}
			else {
				later(0, 50, next);
			}
		}

		private boolean write() {
			int index = this.partials++;
			boolean taken = this.reply
				.write(new Reply(Reply.Type.PARTIAL, this.attempt, index, this.known.payload()).text());
			add(taken ? Kind.PARTIAL_SENT : Kind.DROPPED, index);
			return taken;
		}

		/**
		 * Write all at once, on the loop, where that does not wait.
		 */
		private void burst(int count) {
			while (this.partials < count && write()) {
				// as long as it is taken
			}
			if (this.partials == count) {
				end();
			}
		}

		private void end() {
			boolean taken = this.reply.end(text(Reply.Type.FINAL));
			add(taken ? Kind.FINAL_SENT : Kind.DROPPED, this.partials);
			check();
		}

		private void error() {
			boolean taken = this.reply.error((Object) text(Reply.Type.ERROR));
			add(taken ? Kind.ERROR_SENT : Kind.DROPPED, this.partials);
			check();
		}

		private void reject() {
			boolean taken = this.reply.reject("simulated");
			add(taken ? Kind.REJECTED : Kind.DROPPED, 0);
			check();
		}

		/**
		 * Never answer, but find out that nobody waits any more.
		 */
		private void watch() {
			this.reply.onInactive(() -> {
				if (this.reply.isActive() || this.request.isActive()) {
					throw new IllegalStateException("Told to be inactive but is active");
				}
				add(Kind.NOTE, 0);
			});
		}

		private void check() {
			if (this.reply.isActive()) {
				throw new IllegalStateException("Has ended but is active");
			}
		}

		private String text(Reply.Type type) {
			return new Reply(type, this.attempt, this.partials, this.known.payload()).text();
		}

		private void add(Kind kind, int index) {
			SimulatedWorker.this.history.add(kind, SimulatedWorker.this.name, this.known.number(), this.attempt, index,
					"");
		}

	}

	private final class Listener implements WorkerListener {

		@Override
		public void onConnect() {
			SimulatedWorker.this.history.note(Kind.CONNECTED, SimulatedWorker.this.name, "");
		}

		@Override
		public void onDisconnect(String reason) {
			SimulatedWorker.this.history.note(Kind.NOTE, SimulatedWorker.this.name, "disconnected");
		}

		@Override
		public void onError(Throwable failure) {
			if (!"simulated".equals(failure.getMessage())) {
				SimulatedWorker.this.scenario.world().fail(failure);
			}
		}

	}

}
