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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;

import io.pigato.client.Call;
import io.pigato.client.CallListener;
import io.pigato.client.ClientListener;
import io.pigato.client.PigatoCancelledException;
import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.client.RawReply;
import io.pigato.client.RequestSpec;
import io.pigato.json.JacksonPayloadCodec;
import io.pigato.json.PayloadCodec;
import io.pigato.json.RawJson;
import io.pigato.simulation.History.Kind;
import io.pigato.simulation.History.Request;
import io.pigato.transport.SocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * A client in a process of its own.
 */
final class SimulatedClient {

	/** One for all: there are thousands of worlds. */
	static final PayloadCodec codec = new JacksonPayloadCodec();

	private final Scenario scenario;

	private final History history;

	private final String name;

	private final SimulatedProcess process;

	private final SplittableRandom random;

	private final SimulatedLoop loop;

	private final PigatoClient client;

	private boolean stopping;

	/**
	 * Create and start a client.
	 * @param place the name of the process
	 * @param life how many clients were at this place before, plus one
	 */
	SimulatedClient(Scenario scenario, String place, int life, Settings settings) {
		this.scenario = scenario;
		this.history = scenario.history();
		this.name = place + "." + life;
		this.process = scenario.world().newProcess(place);
		this.random = scenario.world().newRandom();
		this.loop = this.process.newLoop();
		this.client = PigatoClient.builder()
			.endpoint(Scenario.ENDPOINT)
			.prefix(this.name)
			.heartbeatInterval(settings.heartbeatInterval)
			.reconnectDelay(settings.reconnectDelay)
			.codec(codec)
			.socketOptions(settings.socketOptions)
			.executor(this.process.newExecutor())
			.eventLoop(this.loop)
			.listener(new Listener())
			.build();
		this.client.startAsync();
	}

	SimulatedProcess process() {
		return this.process;
	}

	PigatoClient client() {
		return this.client;
	}

	SimulatedLoop loop() {
		return this.loop;
	}

	boolean isRunning() {
		return this.process.isAlive() && !this.stopping;
	}

	String name() {
		return this.name;
	}

	CompletableFuture<Void> stop() {
		this.stopping = true;
		this.history.note(Kind.NOTE, this.name, "stops");
		return this.client.stopAsync();
	}

	void crash(boolean told) {
		if (this.process.isAlive()) {
			this.history.note(Kind.CRASHED, this.name, told ? "told" : "silently");
			this.process.crash(told);
			this.scenario.onCrash(this);
		}
	}

	/**
	 * Make a request.
	 * @param wish what is asked for
	 */
	void issue(Wish wish) {
		if (!isRunning()) {
			return;
		}
		Reading reading = wish.reading;
		// handlers on a loop write bursts without waiting, and the worker holds them
		boolean limited = reading != null && !wish.behaviour.startsWith("burst");
		Request request = this.history.issue(this.name, wish.service, wish.retry, wish.expected, wish.behaviour,
				limited ? reading.bufferSize : Integer.MAX_VALUE);
		this.history.add(Kind.NOTE, this.name, request.number(), 0, 0, wish.toText());
		this.scenario.onIssued(request);
		RequestSpec spec = this.client.request(wish.service).data(request.payload()).retry(wish.retry);
		if (wish.timeout != null) {
			spec.timeout(wish.timeout);
		}
		else {
			spec.noTimeout();
		}
		spec.deadline(wish.deadline);
		if (wish.workerId != null) {
			spec.workerId(wish.workerId);
		}
		if (wish.failFast) {
			spec.failFast();
		}
		if (reading != null) {
			spec.bufferSize(reading.bufferSize).bufferBytes(reading.bufferBytes);
		}
		boolean streamed = wish.behaviour.startsWith("stream") || wish.behaviour.startsWith("burst")
				|| wish.behaviour.startsWith("error");
		int way = this.random.nextInt(10);
		if (way < 2 || reading != null) {
			new Subscriber(request, wish).subscribe(spec);
		}
		else if (way < 4 && !streamed) {
			callAsync(spec, request, wish);
		}
		else {
			send(spec, request, wish);
		}
	}

	private void callAsync(RequestSpec spec, Request request, Wish wish) {
		CompletableFuture<@Nullable String> future = spec.callAsync(String.class);
		future.whenComplete((result, failure) -> {
			if (failure != null) {
				failed(request, failure);
			}
			else {
				received(request, result, Kind.FINAL_RECEIVED);
			}
		});
		cancelLater(request, wish, () -> future.cancel(true));
	}

	private void send(RequestSpec spec, Request request, Wish wish) {
		Call call = spec.send(new CallListener<RawReply>() {

			@Override
			public void onPartial(RawReply reply) {
				received(request, reply.as(String.class), Kind.PARTIAL_RECEIVED);
			}

			@Override
			public void onFinal(RawReply reply) {
				received(request, reply.as(String.class), Kind.FINAL_RECEIVED);
			}

			@Override
			public void onError(PigatoException error) {
				failed(request, error);
			}

		});
		cancelLater(request, wish, call::cancel);
	}

	private void cancelLater(Request request, Wish wish, Runnable cancel) {
		if (wish.cancelAfter != null) {
			this.process.schedule(wish.cancelAfter.toNanos(), () -> {
				this.history.add(Kind.CANCELLED, this.name, request.number(), 0, 0, "");
				cancel.run();
			});
		}
	}

	private void received(Request request, @Nullable String text, Kind kind) {
		Reply reply = Reply.parse(text);
		if (reply != null) {
			this.history.add(kind, this.name, request.number(), reply.attempt(), reply.index(), reply.payload());
		}
		else {
			this.history.add(kind, this.name, request.number(), 0, 0, "foreign " + text);
		}
		if (kind == Kind.FINAL_RECEIVED) {
			this.scenario.onOutcome(request);
		}
	}

	private void failed(Request request, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		String type = (cause instanceof CancellationException) ? PigatoCancelledException.class.getSimpleName()
				: cause.getClass().getSimpleName();
		Reply reply = null;
		String what = "";
		if (cause instanceof PigatoRemoteException remote) {
			reply = Reply.parse(text(remote.data()));
			what = remote.data().toString();
		}
		else if (!(cause instanceof PigatoException) && !(cause instanceof CancellationException)) {
			this.scenario.world().fail(cause);
		}
		if (reply != null) {
			this.history.add(Kind.ERROR_RECEIVED, this.name, request.number(), reply.attempt(), reply.index(),
					type + " " + reply.payload());
		}
		else {
			this.history.add(Kind.ERROR_RECEIVED, this.name, request.number(), 0, 0, (type + " " + what).strip());
		}
		this.scenario.onOutcome(request);
	}

	private static @Nullable String text(RawJson json) {
		return json.toString().startsWith("\"") ? codec.decode(json.bytes(), String.class) : null;
	}

	/**
	 * How a client is built.
	 */
	record Settings(Duration heartbeatInterval, Duration reconnectDelay, SocketOptions socketOptions) {

	}

	/**
	 * What is asked for.
	 *
	 * @param timeout {@code null} for none
	 * @param expected how the request may end in a world where nobody is disturbed
	 * @param reading how partial replies are read, {@code null} as fast as they come
	 */
	record Wish(String service, String behaviour, boolean retry, @Nullable Duration timeout,
			@Nullable Duration deadline, @Nullable String workerId, boolean failFast, @Nullable Duration cancelAfter,
			Set<String> expected, @Nullable Reading reading) {

		/**
		 * Return the options as text without what is random.
		 */
		private String toText() {
			return "timeout " + this.timeout + " deadline " + this.deadline + ((this.workerId != null) ? " pinned" : "")
					+ (this.failFast ? " failFast" : "") + " cancelAfter " + this.cancelAfter;
		}

	}

	/**
	 * How partial replies are read.
	 *
	 * @param bufferSize how many may wait
	 * @param bufferBytes how many bytes these may have
	 * @param pause how long the reader takes for one at most
	 */
	record Reading(int bufferSize, int bufferBytes, Duration pause) {

	}

	/**
	 * Reads replies by a publisher, a few at a time.
	 */
	private final class Subscriber implements Flow.Subscriber<String> {

		private final Request request;

		private final Wish wish;

		private Flow.@Nullable Subscription subscription;

		private boolean ended;

		private boolean cancelled;

		private Subscriber(Request request, Wish wish) {
			this.request = request;
			this.wish = wish;
		}

		private void subscribe(RequestSpec spec) {
			spec.publisher(String.class).subscribe(this);
			cancelLater(this.request, this.wish, () -> {
				if (!this.ended && this.subscription != null) {
					this.ended = true;
					this.cancelled = true;
					this.subscription.cancel();
					// a cancelled subscription may hear something or nothing
					failed(this.request, new CancellationException());
				}
			});
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			ask(subscription);
		}

		private void ask(Flow.Subscription subscription) {
			if (SimulatedClient.this.random.nextBoolean()) {
				subscription.request(1);
			}
			else {
				Reading reading = this.wish.reading;
				long slowest = (reading != null) ? reading.pause.toNanos() : 10_000_000;
				SimulatedClient.this.process.schedule(SimulatedClient.this.random.nextLong(slowest),
						() -> subscription.request(1));
			}
		}

		@Override
		public void onNext(String item) {
			if (this.cancelled) {
				return;
			}
			Reply reply = Reply.parse(item);
			boolean last = reply != null && reply.type() == Reply.Type.FINAL;
			received(this.request, item, last ? Kind.FINAL_RECEIVED : Kind.PARTIAL_RECEIVED);
			this.ended |= last;
			if (this.subscription != null) {
				ask(this.subscription);
			}
		}

		@Override
		public void onError(Throwable failure) {
			if (this.cancelled) {
				return;
			}
			this.ended = true;
			failed(this.request, failure);
		}

		@Override
		public void onComplete() {
			if (!this.ended) {
				this.ended = true;
				failed(this.request, new IllegalStateException("Completed without the final reply"));
			}
		}

	}

	private final class Listener implements ClientListener {

		@Override
		public void onConnect() {
			SimulatedClient.this.history.note(Kind.CONNECTED, SimulatedClient.this.name, "");
		}

		@Override
		public void onDisconnect(String reason) {
			SimulatedClient.this.history.note(Kind.NOTE, SimulatedClient.this.name, "disconnected");
		}

		@Override
		public void onError(Throwable error) {
			SimulatedClient.this.scenario.world().fail(error);
		}

	}

}
