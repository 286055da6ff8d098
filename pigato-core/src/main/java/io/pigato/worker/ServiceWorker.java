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

package io.pigato.worker;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.json.JacksonPayloadCodec;
import io.pigato.json.PayloadCodec;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TransportException;

/**
 * Offers a service at a broker and answers its requests.
 * <p>
 * A worker may be started and stopped any number of times, from any thread. It connects,
 * and after every loss of the broker connects again under a new identity, until it is
 * stopped.
 */
public final class ServiceWorker implements AutoCloseable {

	/** A concurrency without a limit. */
	public static final int UNLIMITED = -1;

	private final WorkerLifecycle lifecycle;

	private ServiceWorker(WorkerSettings settings) {
		this.lifecycle = new WorkerLifecycle(settings);
	}

	/**
	 * Return a builder of a worker.
	 * @param service the service to offer: a name, a wildcard {@code prefix*}, or
	 * {@code name@1.2.3}
	 * @param handler answers the requests
	 * @return the builder
	 */
	public static Builder builder(String service, RequestHandler handler) {
		return new Builder(service, handler);
	}

	/**
	 * Start the worker, if it is not running; after a stop that is still going on. It
	 * connects in the background and tries until a broker is there.
	 * @throws TransportException if the endpoint can't be connected by the transport;
	 * nothing is left half-started
	 * @throws IllegalArgumentException if there is no such transport
	 */
	public void start() {
		this.lifecycle.start();
	}

	/**
	 * Start the worker as {@link #start()} does, without waiting.
	 * @return completed when the worker has started, or with what {@link #start()} throws
	 */
	public CompletableFuture<Void> startAsync() {
		return this.lifecycle.startAsync();
	}

	/**
	 * Stop the worker, if it is running: it takes no more requests, finishes those in
	 * flight within the grace period, answers the others with
	 * {@link WorkerErrorCode#W_SHUTDOWN} and a warning in the log, and leaves the broker.
	 * Requests that were on their way when it began to stop are rejected, so that other
	 * workers get them; for these it stays connected for at least 100 ms. Waits until all
	 * that is done, unless called on the event loop's thread, by one of this worker's
	 * handlers or by its listener: then it returns once the stop has begun. Handlers that
	 * are not done by then are not interrupted.
	 */
	public void stop() {
		this.lifecycle.stop();
	}

	/**
	 * Stop the worker as {@link #stop()} does, without waiting.
	 * @return completed when the worker has stopped
	 */
	public CompletableFuture<Void> stopAsync() {
		return this.lifecycle.stopAsync();
	}

	/**
	 * Stop the worker as {@link #stop()} does, without waiting, and within another grace
	 * period. If the worker is stopping already, its requests in flight have no longer
	 * than this from now on.
	 * @param gracePeriod how long the stop waits for requests in flight; zero for not at
	 * all
	 * @return completed when the worker has stopped
	 * @throws IllegalArgumentException if the time is negative
	 */
	public CompletableFuture<Void> stopAsync(Duration gracePeriod) {
		if (gracePeriod.isNegative()) {
			throw new IllegalArgumentException("gracePeriod must not be negative but is " + gracePeriod);
		}
		return this.lifecycle.stopAsync(gracePeriod);
	}

	/**
	 * Stop the worker as {@link #stop()} does.
	 */
	@Override
	public void close() {
		stop();
	}

	/**
	 * Take no more requests, but stay connected until the worker is stopped. Requests
	 * that were on their way are rejected, so that other workers get them.
	 * @return completed when all requests in flight are finished
	 */
	public CompletableFuture<Void> drain() {
		return this.lifecycle.drain();
	}

	/**
	 * Whether the worker was started and not stopped, connected or not.
	 * @return {@code true} between start and stop
	 */
	public boolean isRunning() {
		return this.lifecycle.isRunning();
	}

	/**
	 * Return the service that this worker offers.
	 * @return the service
	 */
	public String service() {
		return this.lifecycle.settings().service();
	}

	/**
	 * Return where the broker is now.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.lifecycle.settings().endpoint().get();
	}

	/**
	 * Return the identity that the worker has at present; it changes with every
	 * connection.
	 * @return the identity, {@code null} if the worker has no socket
	 */
	public @Nullable String workerId() {
		return this.lifecycle.workerId();
	}

	/**
	 * Return how many requests the worker takes at a time.
	 * @return the number, {@link #UNLIMITED} for any, 0 for none
	 */
	public int concurrency() {
		return this.lifecycle.concurrency();
	}

	/**
	 * Set how many requests the worker takes at a time, and tell the broker at once.
	 * Requests that are over the new limit are finished all the same; with 0, those that
	 * were not started are rejected, so that other workers get them.
	 * @param concurrency the number, {@link #UNLIMITED} for any, 0 for none
	 * @throws IllegalArgumentException if the number is less than -1
	 */
	public void concurrency(int concurrency) {
		this.lifecycle.concurrency(WorkerSettings.checkConcurrency(concurrency));
	}

	/**
	 * Return what the worker does and has done.
	 * @return a snapshot
	 */
	public WorkerStatistics statistics() {
		return this.lifecycle.statistics();
	}

	WorkerSettings settings() {
		return this.lifecycle.settings();
	}

	@Override
	public String toString() {
		return "worker of '" + service() + "' at " + this.lifecycle.settings().endpoint().get();
	}

	/**
	 * Builds a {@link ServiceWorker}. Values are checked by {@link #build()}.
	 */
	public static final class Builder {

		private static final Endpoint DEFAULT_ENDPOINT = Endpoint.tcp("localhost", 55555);

		private final String service;

		private final RequestHandler handler;

		private Supplier<Endpoint> endpoint = () -> DEFAULT_ENDPOINT;

		private @Nullable String transport;

		private @Nullable String prefix;

		private Duration heartbeatInterval = Duration.ofMillis(2500);

		private int heartbeatLiveness = 3;

		private Duration reconnectDelay = Duration.ofSeconds(1);

		private int concurrency = 100;

		private Duration gracePeriod = Duration.ofSeconds(30);

		private @Nullable Executor executor;

		private boolean handleOnLoop;

		private @Nullable PayloadCodec codec;

		private @Nullable EventLoop eventLoop;

		private SocketOptions socketOptions = SocketOptions.defaults();

		private @Nullable WorkerListener listener;

		private boolean exposeErrors;

		private Builder(String service, RequestHandler handler) {
			this.service = service;
			this.handler = handler;
		}

		/**
		 * Set the broker.
		 * @param endpoint the endpoint; default {@code tcp://localhost:55555}
		 * @return this builder
		 * @throws IllegalArgumentException if the text is not an endpoint
		 */
		public Builder endpoint(String endpoint) {
			return endpoint(Endpoint.parse(endpoint));
		}

		/**
		 * Set the broker.
		 * @param endpoint the endpoint; default {@code tcp://localhost:55555}
		 * @return this builder
		 */
		public Builder endpoint(Endpoint endpoint) {
			return endpoint(() -> endpoint);
		}

		/**
		 * Set where the broker is, if that may change: asked anew for each connection, on
		 * the event loop, so it must not block. Its scheme must not change.
		 * @param endpoint supplies the endpoint
		 * @return this builder
		 */
		public Builder endpoint(Supplier<Endpoint> endpoint) {
			this.endpoint = endpoint;
			return this;
		}

		/**
		 * Set how to connect.
		 * @param transport the name of a transport; default {@code memory} for
		 * {@code inproc} endpoints, else {@code netty}
		 * @return this builder
		 */
		public Builder transport(String transport) {
			this.transport = transport;
			return this;
		}

		/**
		 * Set how the worker's identities begin; a random UUID is appended.
		 * @param prefix the prefix; default {@code W} and a random UUID
		 * @return this builder
		 */
		public Builder prefix(String prefix) {
			this.prefix = prefix;
			return this;
		}

		/**
		 * Set how often the worker tells the broker that it is alive.
		 * @param heartbeatInterval the interval; default 2.5 s
		 * @return this builder
		 */
		public Builder heartbeatInterval(Duration heartbeatInterval) {
			this.heartbeatInterval = heartbeatInterval;
			return this;
		}

		/**
		 * Set for how many intervals, its own or the broker's, whichever is longer, the
		 * worker waits for a silent broker.
		 * @param heartbeatLiveness the number of intervals; default 3
		 * @return this builder
		 */
		public Builder heartbeatLiveness(int heartbeatLiveness) {
			this.heartbeatLiveness = heartbeatLiveness;
			return this;
		}

		/**
		 * Set how long the worker waits before it comes back to a broker that fell silent
		 * or sends it away again and again; the delay doubles up to ten times itself.
		 * @param reconnectDelay the delay; default 1 s
		 * @return this builder
		 */
		public Builder reconnectDelay(Duration reconnectDelay) {
			this.reconnectDelay = reconnectDelay;
			return this;
		}

		/**
		 * Set how many requests the worker takes at a time.
		 * @param concurrency the number, {@link #UNLIMITED} for any, 0 for none; default
		 * 100
		 * @return this builder
		 */
		public Builder concurrency(int concurrency) {
			this.concurrency = concurrency;
			return this;
		}

		/**
		 * Set how long a stop waits for requests in flight.
		 * @param gracePeriod the time; default 30 s
		 * @return this builder
		 */
		public Builder gracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
			return this;
		}

		/**
		 * Set where handlers, the listener and callbacks run. A request that the executor
		 * refuses is rejected.
		 * @param executor the executor, which is never shut down by the worker; default
		 * threads of the worker's own, at most as many as its concurrency
		 * @return this builder
		 */
		public Builder executor(Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Set whether the handler runs directly on the event loop's thread, where it must
		 * not block: it would hold up all that the loop does.
		 * @param handleOnLoop whether it does; default {@code false}
		 * @return this builder
		 */
		public Builder handleOnLoop(boolean handleOnLoop) {
			this.handleOnLoop = handleOnLoop;
			return this;
		}

		/**
		 * Set what reads and writes JSON.
		 * @param codec the codec; default {@link JacksonPayloadCodec}
		 * @return this builder
		 */
		public Builder codec(PayloadCodec codec) {
			this.codec = codec;
			return this;
		}

		/**
		 * Set the event loop, for those who manage loops themselves.
		 * @param eventLoop the loop, which is never closed by the worker; default the
		 * transport's shared one
		 * @return this builder
		 */
		public Builder eventLoop(EventLoop eventLoop) {
			this.eventLoop = eventLoop;
			return this;
		}

		/**
		 * Set the limits of the socket.
		 * @param socketOptions the options
		 * @return this builder
		 */
		public Builder socketOptions(SocketOptions socketOptions) {
			this.socketOptions = socketOptions;
			return this;
		}

		/**
		 * Set who is told of the worker's life.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder listener(WorkerListener listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * Set whether clients see the messages of exceptions that handlers throw.
		 * @param exposeErrors whether they do; default {@code false}, except for
		 * {@link WorkerException}
		 * @return this builder
		 */
		public Builder exposeErrors(boolean exposeErrors) {
			this.exposeErrors = exposeErrors;
			return this;
		}

		/**
		 * Build the worker, which has to be {@linkplain ServiceWorker#start() started}.
		 * @return the worker
		 * @throws IllegalArgumentException if a value is not valid; the message names it
		 */
		public ServiceWorker build() {
			return new ServiceWorker(new WorkerSettings(this.service, this.handler, this.endpoint, this.transport,
					(this.prefix != null) ? this.prefix : "W" + UUID.randomUUID(), this.heartbeatInterval,
					this.heartbeatLiveness, this.reconnectDelay, this.concurrency, this.gracePeriod, this.executor,
					this.handleOnLoop, (this.codec != null) ? this.codec : new JacksonPayloadCodec(), this.eventLoop,
					this.socketOptions, this.listener, this.exposeErrors));
		}

	}

}
