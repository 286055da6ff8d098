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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.json.JacksonPayloadCodec;
import io.pigato.json.PayloadCodec;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SocketOptions;

/**
 * A client of one broker (protocol part 3, "Client"). Safe for use from any thread.
 * <p>
 * Threads and sockets are there between {@link #start()} and {@link #stop()}, which may
 * be called any number of times. All calls go through one connection, which is renewed
 * when the broker is lost: requests that may not run twice fail then, at once; others are
 * sent again; and what could not be sent yet waits, its timeout running.
 */
public final class PigatoClient implements AutoCloseable {

	private final ClientLifecycle lifecycle;

	private final RequestDefaults defaults;

	private PigatoClient(ClientOptions options) {
		this.lifecycle = new ClientLifecycle(options);
		this.defaults = new RequestDefaults(options);
	}

	/**
	 * Return a builder with the defaults.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Start the client; does nothing if it runs. Returns once the socket is there, not
	 * only when the broker has answered: requests made before that wait for it. Called on
	 * the event loop's thread this does not wait, and can't tell of a failure.
	 * @throws io.pigato.transport.TransportException if the endpoint can't be connected
	 * with the transport; the client is not running then
	 * @throws IllegalArgumentException if there is no such transport
	 */
	public void start() {
		this.lifecycle.start();
	}

	/**
	 * Start the client as {@link #start()} does, without waiting.
	 * @return completed when the client has started, or with what {@link #start()} throws
	 */
	public CompletableFuture<Void> startAsync() {
		return this.lifecycle.startAsync();
	}

	/**
	 * Stop the client; does nothing if it does not run. Everything pending ends with a
	 * {@link PigatoClientClosedException}, what was handed to the socket is sent, and the
	 * socket is closed. Called on the event loop's thread this does not wait.
	 */
	public void stop() {
		this.lifecycle.stop();
	}

	/**
	 * Stop the client as {@link #stop()} does, without waiting.
	 * @return completed when everything is stopped
	 */
	public CompletableFuture<Void> stopAsync() {
		return this.lifecycle.stopAsync();
	}

	/**
	 * Stop the client. It can be started again.
	 */
	@Override
	public void close() {
		stop();
	}

	/**
	 * Whether the client was started and not stopped. That says nothing of the broker:
	 * see {@link ClientStatistics#connected()}.
	 * @return {@code true} if requests are taken
	 */
	public boolean isRunning() {
		return this.lifecycle.isRunning();
	}

	/**
	 * Wait for the broker without blocking: requests need not, they wait by themselves.
	 * The future does not care whether the client runs, and completes on the client's
	 * executor.
	 * @return completed when the broker has answered on the present connection, or on the
	 * next one if there is none
	 */
	public CompletableFuture<Void> whenConnected() {
		return this.lifecycle.whenConnected();
	}

	/**
	 * Return where the broker is now.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.lifecycle.options().endpoint().get();
	}

	/**
	 * Return the counters and the state of the client.
	 * @return a snapshot
	 */
	public ClientStatistics statistics() {
		return this.lifecycle.statistics();
	}

	/**
	 * Make a request.
	 * @param service the service: its name, or its name and a version range as in
	 * {@code name@^1.2}
	 * @return the request, to be given data and options and sent
	 */
	public RequestSpec request(String service) {
		return new DefaultRequestSpec(this.lifecycle, this.defaults, service);
	}

	/**
	 * Make a request to all workers of a service.
	 * @param service the service: its name, or its name and a version range
	 * @return the request, to be given data and options and sent
	 */
	public ScatterSpec scatter(String service) {
		return new DefaultScatterSpec(this.lifecycle, this.defaults, service);
	}

	/**
	 * Send a request with the client's defaults and wait for its result, as
	 * {@link RequestSpec#call(Class)} does.
	 * @param <T> the type of the result
	 * @param service the service
	 * @param data the data
	 * @param type the type of the result
	 * @return the result, possibly {@code null}
	 */
	public <T> @Nullable T call(String service, @Nullable Object data, Class<T> type) {
		return request(service).data(data).call(type);
	}

	/**
	 * Send a request with the client's defaults, as {@link RequestSpec#callAsync(Class)}
	 * does.
	 * @param <T> the type of the result
	 * @param service the service
	 * @param data the data
	 * @param type the type of the result
	 * @return completed with the result, possibly {@code null}
	 */
	public <T> CompletableFuture<@Nullable T> callAsync(String service, @Nullable Object data, Class<T> type) {
		return request(service).data(data).callAsync(type);
	}

	/**
	 * Builds a {@link PigatoClient}.
	 */
	public static final class Builder {

		private static final Endpoint DEFAULT_ENDPOINT = Endpoint.tcp("localhost", 55555);

		private Supplier<Endpoint> endpoint = () -> DEFAULT_ENDPOINT;

		private @Nullable String transport;

		private @Nullable String prefix;

		private Duration heartbeatInterval = Duration.ofMillis(2500);

		private int heartbeatLiveness = 3;

		private Duration reconnectDelay = Duration.ofSeconds(1);

		private Duration timeout = Duration.ofSeconds(60);

		private boolean retry;

		private int maxPendingRequests = 100_000;

		private int bufferSize = 1024;

		private int bufferBytes = 1 << 20;

		private PayloadCodec codec = new JacksonPayloadCodec();

		private @Nullable Executor executor;

		private @Nullable EventLoop eventLoop;

		private SocketOptions socketOptions = SocketOptions.defaults();

		private @Nullable ClientListener listener;

		private final List<RequestInterceptor> interceptors = new ArrayList<>();

		private Builder() {
		}

		/**
		 * Set where the broker is. Default is {@code tcp://localhost:55555}.
		 * @param endpoint the endpoint
		 * @return this builder
		 * @throws IllegalArgumentException if the text is not an endpoint
		 */
		public Builder endpoint(String endpoint) {
			return endpoint(Endpoint.parse(endpoint));
		}

		/**
		 * Set where the broker is. Default is {@code tcp://localhost:55555}.
		 * @param endpoint the endpoint
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
		 * Set the transport. Default is {@code memory} for {@code inproc} endpoints, else
		 * {@code netty}.
		 * @param transport the name of the transport
		 * @return this builder
		 */
		public Builder transport(String transport) {
			this.transport = transport;
			return this;
		}

		/**
		 * Set what the identities of the client's sockets start with; a random part
		 * follows. Default is {@code C} and a random part of the client.
		 * @param prefix the prefix, of 1 to 200 bytes and not blank
		 * @return this builder
		 */
		public Builder prefix(String prefix) {
			this.prefix = prefix;
			return this;
		}

		/**
		 * Set how often the client says that it is alive, and that it still wants each
		 * pending request. Default is 2500 ms.
		 * @param heartbeatInterval the interval, at least 1 ms
		 * @return this builder
		 */
		public Builder heartbeatInterval(Duration heartbeatInterval) {
			this.heartbeatInterval = heartbeatInterval;
			return this;
		}

		/**
		 * Set after how many intervals of silence the broker is lost; the broker's own
		 * interval counts if it is longer. Default is 3.
		 * @param heartbeatLiveness the number of intervals, positive
		 * @return this builder
		 */
		public Builder heartbeatLiveness(int heartbeatLiveness) {
			this.heartbeatLiveness = heartbeatLiveness;
			return this;
		}

		/**
		 * Set how long the client waits before it connects again to a broker that fell
		 * silent, and at least between two connections. Default is 1 s.
		 * @param reconnectDelay the delay, at least 1 ms
		 * @return this builder
		 */
		public Builder reconnectDelay(Duration reconnectDelay) {
			this.reconnectDelay = reconnectDelay;
			return this;
		}

		/**
		 * Set how long a request may be idle unless it says otherwise. Default is 60 s.
		 * @param timeout the time, at least 1 ms
		 * @return this builder
		 */
		public Builder timeout(Duration timeout) {
			this.timeout = timeout;
			return this;
		}

		/**
		 * Set whether a request may run again unless it says otherwise. Default is
		 * {@code false}.
		 * @param retry whether it may
		 * @return this builder
		 */
		public Builder retry(boolean retry) {
			this.retry = retry;
			return this;
		}

		/**
		 * Set how many requests may be pending; those beyond fail at once with a
		 * {@link PigatoBusyException}. Default is 100,000.
		 * @param maxPendingRequests the number of requests, positive
		 * @return this builder
		 */
		public Builder maxPendingRequests(int maxPendingRequests) {
			this.maxPendingRequests = maxPendingRequests;
			return this;
		}

		/**
		 * Set how many partial replies of a request may wait for their reader unless the
		 * request says otherwise, see {@link RequestSpec#bufferSize}. Default is 1024.
		 * @param bufferSize the number of partial replies, positive
		 * @return this builder
		 */
		public Builder bufferSize(int bufferSize) {
			this.bufferSize = bufferSize;
			return this;
		}

		/**
		 * Set how many bytes of partial replies of a request may wait for their reader
		 * unless the request says otherwise, see {@link RequestSpec#bufferBytes}. Default
		 * is 1 MiB.
		 * @param bufferBytes the number of bytes, positive
		 * @return this builder
		 */
		public Builder bufferBytes(int bufferBytes) {
			this.bufferBytes = bufferBytes;
			return this;
		}

		/**
		 * Set what reads and writes JSON. Default is Jackson with its defaults.
		 * @param codec the codec
		 * @return this builder
		 */
		public Builder codec(PayloadCodec codec) {
			this.codec = codec;
			return this;
		}

		/**
		 * Set who runs listeners, subscribers and the completion of futures. Default are
		 * daemon threads of the client's own: one as long as callbacks are quick, more of
		 * them, up to 256, if callbacks take their time or block.
		 * @param executor the executor, not closed by the client
		 * @return this builder
		 */
		public Builder executor(Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Set the event loop. Default is the one that all clients and workers with this
		 * transport share.
		 * @param eventLoop the loop, not closed by the client; stop the client before it
		 * @return this builder
		 */
		public Builder eventLoop(EventLoop eventLoop) {
			this.eventLoop = eventLoop;
			return this;
		}

		/**
		 * Set the limits and intervals of the socket.
		 * @param socketOptions the options
		 * @return this builder
		 */
		public Builder socketOptions(SocketOptions socketOptions) {
			this.socketOptions = socketOptions;
			return this;
		}

		/**
		 * Set who is told what happens to the client. Default is nobody.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder listener(ClientListener listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * Add somebody who sees each request before it is sent. Interceptors are called
		 * in the order in which they were added. Default is none.
		 * @param interceptor the interceptor
		 * @return this builder
		 */
		public Builder interceptor(RequestInterceptor interceptor) {
			this.interceptors.add(Objects.requireNonNull(interceptor, "interceptor must not be null"));
			return this;
		}

		/**
		 * Build the client, which is not running yet.
		 * @return the client
		 * @throws IllegalArgumentException if a value is not valid; the message names it
		 */
		public PigatoClient build() {
			return new PigatoClient(options());
		}

		ClientOptions options() {
			return new ClientOptions(this.endpoint, this.transport, this.prefix, this.heartbeatInterval,
					this.heartbeatLiveness, this.reconnectDelay, this.timeout, this.retry, this.maxPendingRequests,
					this.bufferSize, this.bufferBytes, this.codec, this.executor, this.eventLoop, this.socketOptions,
					this.listener, this.interceptors);
		}

	}

}
