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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import io.pigato.concurrent.HandOffPool;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SendResult;
import io.pigato.transport.SharedEventLoops;

/**
 * A client from one start to the stop after it: an engine, its sockets one after the
 * other, and a hold on the event loop.
 * <p>
 * Everything goes to the engine as a task of the loop. A loop that rejects a task has not
 * run and won't run it, so each request ends exactly once: in the engine or, rejected, on
 * its caller's thread.
 */
final class ClientSession implements BrokerLink {

	/** Callbacks that block take a thread each; more of them than this have to wait. */
	private static final int MAX_CALLBACK_THREADS = 256;

	private final ClientOptions options;

	private final ClientCounters counters;

	private final ListenerEvents events;

	private final EventLoop loop;

	private final boolean ownsLoop;

	private final ClientEngine engine;

	/** For callbacks, if the application gave no executor; used on the loop only. */
	private final @Nullable HandOffPool callbacks;

	private final CompletableFuture<Void> started;

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private @Nullable DealerSocket socket;

	/**
	 * Create a session and start it. Requests are taken from now on; those that come
	 * before the start wait for it.
	 * @param previousStop the end of the session before, which the start waits for
	 */
	ClientSession(ClientOptions options, ClientCounters counters, ListenerEvents events,
			CompletableFuture<Void> previousStop) {
		this.options = options;
		this.counters = counters;
		this.events = events;
		EventLoop given = options.eventLoop();
		this.ownsLoop = given == null;
		this.loop = (given != null) ? given : SharedEventLoops.acquire(options.transportName());
		this.engine = new ClientEngine(options, this.loop.timers(), this, events, counters);
		this.callbacks = (options.executor() == null) ? new HandOffPool(CallbackExecutor.threadFactory(),
				MAX_CALLBACK_THREADS, this.loop.timers()::schedule, this.loop.timers().resolutionNanos()) : null;
		this.started = previousStop.thenCompose((nothing) -> startEngine());
	}

	private CompletableFuture<Void> startEngine() {
		return CompletableFuture.runAsync(() -> {
			this.engine.start();
			this.events.started();
		}, this.loop);
	}

	/**
	 * Return how the start went.
	 * @return completed when the engine runs, or with why it does not: the session is to
	 * be stopped then
	 */
	CompletableFuture<Void> started() {
		return this.started;
	}

	/**
	 * Stop the engine, once it has started, and let go of the loop. To be called once.
	 * @return completed, never with a failure, when everything pending has its outcome,
	 * the socket is closed and, if nobody else uses it, the loop has ended
	 */
	CompletableFuture<Void> stop() {
		this.started.whenComplete((nothing, failure) -> stopNow());
		return this.stopped;
	}

	private void stopNow() {
		try {
			this.loop.execute(() -> {
				stopEngine();
				releaseLoop();
			});
		}
		catch (RejectedExecutionException ex) {
			// somebody closed the loop before its client: its sockets go with it
			this.loop.closeAsync().whenComplete((nothing, failure) -> {
				this.socket = null;
				stopEngine();
				this.stopped.complete(null);
			});
		}
	}

	private void stopEngine() {
		boolean started = this.engine.isStarted();
		this.engine.stop();
		if (this.callbacks != null) {
			this.callbacks.shutdown();
		}
		if (started) {
			this.events.stopped();
		}
	}

	private void releaseLoop() {
		if (this.ownsLoop) {
			this.loop.closeAsync().whenComplete((nothing, failure) -> this.stopped.complete(null));
		}
		else {
			this.stopped.complete(null);
		}
	}

	/**
	 * Have a callback run, if this is the loop's thread and the session takes callbacks.
	 * @return {@code false} if somebody else has to run it
	 */
	boolean callBack(Runnable task) {
		if (this.callbacks == null || !this.loop.inEventLoop()) {
			return false;
		}
		try {
			this.callbacks.execute(task);
			return true;
		}
		catch (Throwable ex) {
			// shut down, or there is no thread for it: no outcome may be lost for that
			return false;
		}
	}

	boolean inEventLoop() {
		return this.loop.inEventLoop();
	}

	/**
	 * Hand over a request that the counters have admitted.
	 */
	void submit(PendingRequest request) {
		if (!execute(() -> this.engine.submit(request))) {
			Outcome outcome = Outcome.closed("the event loop is closed: close it after the client");
			request.done();
			this.counters.ended(outcome);
			request.sink().onOutcome(outcome);
		}
	}

	void cancel(PendingRequest request, Outcome outcome) {
		execute(() -> this.engine.cancel(request, outcome));
	}

	void heartbeat(PendingRequest request) {
		execute(() -> this.engine.heartbeat(request));
	}

	void grant(PendingRequest request, ReaderCredit.Amount taken) {
		execute(() -> this.engine.grant(request, taken));
	}

	private boolean execute(Runnable task) {
		try {
			this.loop.execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	@Override
	public void open() {
		this.socket = this.loop.connectDealer(this.options.endpoint().get(), this.options.newIdentity(),
				this.options.socketOptions(), new Handler());
	}

	@Override
	public SendResult send(ToBroker message) {
		DealerSocket current = this.socket;
		return (current != null) ? current.send(MessageCodec.encode(message)) : SendResult.GONE;
	}

	@Override
	public void close() {
		DealerSocket current = this.socket;
		if (current != null) {
			this.socket = null;
			current.close();
		}
	}

	/**
	 * Hands what a socket tells to the engine.
	 */
	private final class Handler implements DealerHandler {

		@Override
		public void onConnected() {
			ClientSession.this.engine.onConnected();
		}

		@Override
		public void onMessage(byte[][] frames) {
			ToClient message = MessageCodec.decodeToClient(frames);
			ClientSession.this.engine.onMessage(message);
			if (message instanceof ToClient.Reply) {
				// whoever waits for a reply often has the next request
				ClientSession.this.loop.expectHandBack();
			}
		}

		@Override
		public void onOversizedMessage(byte[][] frames) {
			ClientSession.this.engine.onOversizedMessage(frames);
		}

		@Override
		public void onDisconnected() {
			ClientSession.this.engine.onDisconnected();
		}

		@Override
		public void onWritable() {
			ClientSession.this.engine.onWritable();
		}

		@Override
		public void onFailure(Throwable cause) {
			ClientSession.this.engine.onFailure(cause);
		}

	}

}
