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

package io.pigato.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.Transports;

/**
 * A PIGATO broker: clients send it requests for named services, it queues them and hands
 * them to workers that offer these, and passes the replies back.
 * <p>
 * It can be started and stopped again and again. All methods may be called from any
 * thread; those that wait refuse to do so on the broker's own loop.
 *
 * <pre>{@code
 * try (PigatoBroker broker = PigatoBroker.builder().endpoint("tcp://127.0.0.1:55555").build()) {
 *     broker.start();
 *     // serve until it is time to stop
 * }
 * }</pre>
 */
public final class PigatoBroker implements AutoCloseable {

	private final BrokerConfig config;

	private final BrokerLifecycle lifecycle;

	private PigatoBroker(BrokerConfig config) {
		this.config = config;
		this.lifecycle = new BrokerLifecycle(config);
	}

	/**
	 * Return a builder that starts with the defaults.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Start the broker and wait until it is bound; does nothing if it is started.
	 * @throws io.pigato.transport.TransportException if an endpoint can't be bound; the
	 * message names it, and nothing stays bound
	 * @throws IllegalStateException if called on the broker's own loop
	 */
	public void start() {
		this.lifecycle.await(startAsync());
	}

	/**
	 * Start the broker; does nothing if it is started.
	 * @return completed when it is bound, or with a
	 * {@link io.pigato.transport.TransportException} that names the endpoint that can't
	 * be
	 */
	public CompletableFuture<Void> startAsync() {
		return this.lifecycle.startAsync();
	}

	/**
	 * Stop the broker as {@link #stopAsync()} does and wait for it.
	 * @throws IllegalStateException if called on the broker's own loop
	 */
	public void stop() {
		this.lifecycle.await(stopAsync());
	}

	/**
	 * Stop the broker: no new requests are taken, those in flight are finished within the
	 * grace period, and the others answered with an error and a warning in the log; peers
	 * are told, and the endpoints are closed. Does nothing if it is stopped.
	 * @return completed when everything is closed
	 */
	public CompletableFuture<Void> stopAsync() {
		return stopAsync(this.config.options().gracePeriod());
	}

	/**
	 * Stop the broker as {@link #stopAsync()} does, within another grace period. If the
	 * broker is stopping already, what is in flight has no longer than this from now on.
	 * @param gracePeriod how long the stop waits for requests in flight; zero for not at
	 * all
	 * @return completed when everything is closed
	 * @throws IllegalArgumentException if the time is negative
	 */
	public CompletableFuture<Void> stopAsync(Duration gracePeriod) {
		if (gracePeriod.isNegative()) {
			throw new IllegalArgumentException("gracePeriod must not be negative but is " + gracePeriod);
		}
		return this.lifecycle.stopAsync(gracePeriod);
	}

	/**
	 * Stop the broker as {@link #stop()} does.
	 */
	@Override
	public void close() {
		stop();
	}

	/**
	 * Whether the broker is bound and serves, or finishes what is in flight.
	 * @return {@code true} between a start and the end of a stop
	 */
	public boolean isRunning() {
		return this.lifecycle.run() != null;
	}

	/**
	 * Whether the broker is running and all its endpoints are up.
	 * @return {@code false} if it is stopped, or an endpoint failed for good
	 */
	public boolean isHealthy() {
		BrokerRun current = this.lifecycle.run();
		return current != null && current.failure() == null;
	}

	/**
	 * Whether the broker is about to stop: it takes no more requests and finishes those
	 * in flight.
	 * @return {@code true} between the beginning and the end of a stop
	 */
	public boolean isDraining() {
		BrokerRun current = this.lifecycle.run();
		return current != null && current.isDraining();
	}

	/**
	 * Add a listener, which is told from the next start on.
	 * @param listener the listener
	 */
	public void addListener(BrokerListener listener) {
		this.lifecycle.addListener(listener);
	}

	/**
	 * Return the broker's name.
	 * @return the name, which is also its identity
	 */
	public String name() {
		return this.config.options().name();
	}

	/**
	 * Return where the broker is bound, with the real ports.
	 * @return the endpoints, none while it is not running
	 */
	public List<Endpoint> endpoints() {
		BrokerRun current = this.lifecycle.run();
		return (current != null) ? current.endpoints() : List.of();
	}

	/**
	 * Return where the broker publishes the directory, with the real port.
	 * @return the endpoint, {@code null} if it does not, or is not running
	 */
	public @Nullable Endpoint directoryEndpoint() {
		BrokerRun current = this.lifecycle.run();
		return (current != null) ? current.directoryEndpoint() : null;
	}

	/**
	 * Return what the broker has now and has counted since it was started last.
	 * @return the numbers
	 */
	public BrokerStatistics statistics() {
		return this.lifecycle.statistics();
	}

	/**
	 * Return some of the services: those that workers offer, and behind them those that
	 * nobody offers and requests wait for. They stand in the order they came, except that
	 * the last one takes the place of one that is gone; so of entries that come and go
	 * between two pages some may be seen twice or not at all.
	 * <p>
	 * Looking at a page takes the broker's loop as long as the page is, however many
	 * there are. The same holds for {@link #workers} and {@link #clients}.
	 * @param page which part of them
	 * @return completed with the services, or with an {@link IllegalStateException} if
	 * the broker is not running; on a thread of the common pool, never on the loop
	 */
	public CompletableFuture<Listing<ServiceInfo>> services(Page page) {
		return ask((engine) -> engine.services(page));
	}

	/**
	 * Return a service.
	 * @param name its name as workers offer it, or as clients ask for it if nobody offers
	 * it
	 * @return completed as {@link #services} is, with the service or {@code null} if
	 * there is none
	 */
	public CompletableFuture<@Nullable ServiceInfo> service(String name) {
		return ask((engine) -> engine.service(name));
	}

	/**
	 * Return some of the workers, in an order as that of {@link #services}.
	 * @param page which part of them
	 * @return completed as {@link #services} is, with the workers
	 */
	public CompletableFuture<Listing<WorkerInfo>> workers(Page page) {
		return ask((engine) -> engine.workers(page));
	}

	/**
	 * Return a worker.
	 * @param workerId its identity
	 * @return completed as {@link #services} is, with the worker or {@code null} if there
	 * is none
	 */
	public CompletableFuture<@Nullable WorkerInfo> worker(String workerId) {
		return ask((engine) -> engine.worker(workerId));
	}

	/**
	 * Return some of the clients, in an order as that of {@link #services}.
	 * @param page which part of them
	 * @return completed as {@link #services} is, with the clients
	 */
	public CompletableFuture<Listing<ClientInfo>> clients(Page page) {
		return ask((engine) -> engine.clients(page));
	}

	private <T extends @Nullable Object> CompletableFuture<T> ask(Function<BrokerEngine, T> question) {
		BrokerRun current = this.lifecycle.run();
		return (current != null) ? current.ask(question)
				: CompletableFuture.failedFuture(new IllegalStateException(BrokerRun.NOT_RUNNING));
	}

	@Override
	public String toString() {
		return "PigatoBroker " + name() + " at " + this.config.endpoints();
	}

	/**
	 * Builds a {@link PigatoBroker}. Values are checked by {@link #build()}.
	 */
	public static final class Builder {

		private final List<Endpoint> endpoints = new ArrayList<>();

		private @Nullable Endpoint directoryEndpoint;

		private @Nullable String transport;

		private @Nullable String name;

		private Duration heartbeatInterval = Duration.ofMillis(2500);

		private int heartbeatLiveness = 3;

		private Dispatch dispatch = Dispatch.LOAD;

		private int maxAttempts = 3;

		private Duration gracePeriod = Duration.ofSeconds(30);

		private BrokerLimits limits = BrokerLimits.defaults();

		private ReplyCacheOptions cache = ReplyCacheOptions.disabled();

		private @Nullable EventLoop eventLoop;

		private @Nullable Executor executor;

		private final List<CoreService> coreServices = new ArrayList<>();

		private final List<BrokerListener> listeners = new ArrayList<>();

		/** Not the default one, which not every class loader finds. */
		private RandomGenerator random = new SplittableRandom();

		private Builder() {
		}

		/**
		 * Add where to bind; default {@code tcp://127.0.0.1:55555}.
		 * @param endpoint such as {@code tcp://127.0.0.1:55555}, see
		 * {@link Endpoint#parse}
		 * @return this builder
		 * @throws IllegalArgumentException if the text is not an endpoint
		 */
		public Builder endpoint(String endpoint) {
			return endpoint(Endpoint.parse(endpoint));
		}

		/**
		 * Add where to bind; default {@code tcp://127.0.0.1:55555}.
		 * @param endpoint the endpoint
		 * @return this builder
		 */
		public Builder endpoint(Endpoint endpoint) {
			this.endpoints.add(endpoint);
			return this;
		}

		/**
		 * Publish the directory for core services that are workers; default not at all.
		 * @param endpoint where to bind, such as {@code tcp://127.0.0.1:55550}
		 * @return this builder
		 * @throws IllegalArgumentException if the text is not an endpoint
		 */
		public Builder directoryEndpoint(String endpoint) {
			return directoryEndpoint(Endpoint.parse(endpoint));
		}

		/**
		 * Publish the directory for core services that are workers; default not at all.
		 * @param endpoint where to bind
		 * @return this builder
		 */
		public Builder directoryEndpoint(Endpoint endpoint) {
			this.directoryEndpoint = endpoint;
			return this;
		}

		/**
		 * Set the transport; default {@code memory} for {@code inproc} endpoints and
		 * {@code netty} for all others. Of several endpoints the first one decides.
		 * @param transport the name of the transport, see {@link Transports#names()}
		 * @return this builder
		 */
		public Builder transport(String transport) {
			this.transport = transport;
			return this;
		}

		/**
		 * Set the broker's name, which is also its identity; default {@code B} and a
		 * UUID.
		 * @param name the name
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Set how often workers hear from the broker; default 2500 ms.
		 * @param heartbeatInterval the interval
		 * @return this builder
		 */
		public Builder heartbeatInterval(Duration heartbeatInterval) {
			this.heartbeatInterval = heartbeatInterval;
			return this;
		}

		/**
		 * Set after how many intervals of silence a worker is lost; default 3. Of two
		 * different intervals, the broker's and the one that a worker announced, the
		 * longer one counts.
		 * @param heartbeatLiveness the number of intervals
		 * @return this builder
		 */
		public Builder heartbeatLiveness(int heartbeatLiveness) {
			this.heartbeatLiveness = heartbeatLiveness;
			return this;
		}

		/**
		 * Set how workers are chosen; default {@link Dispatch#LOAD}.
		 * @param dispatch the way
		 * @return this builder
		 */
		public Builder dispatch(Dispatch dispatch) {
			this.dispatch = dispatch;
			return this;
		}

		/**
		 * Set how often a request with {@code retry} is handed to a worker at most;
		 * default 3.
		 * @param maxAttempts the number of attempts, the first one included
		 * @return this builder
		 */
		public Builder maxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
			return this;
		}

		/**
		 * Set how long a stopping broker waits for requests in flight; default 30 s.
		 * @param gracePeriod the time
		 * @return this builder
		 */
		public Builder gracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
			return this;
		}

		/**
		 * Set what the broker takes on.
		 * @param limits the limits
		 * @return this builder
		 */
		public Builder limits(BrokerLimits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Set what the broker keeps of replies; default nothing.
		 * @param cache the options of the cache
		 * @return this builder
		 */
		public Builder cache(ReplyCacheOptions cache) {
			this.cache = cache;
			return this;
		}

		/**
		 * Set the loop to run on, which the broker does not close; default one of its
		 * own.
		 * @param eventLoop the loop
		 * @return this builder
		 */
		public Builder eventLoop(EventLoop eventLoop) {
			this.eventLoop = eventLoop;
			return this;
		}

		/**
		 * Set where listeners and core services are called; default a thread of the
		 * broker's own.
		 * @param executor the executor
		 * @return this builder
		 */
		public Builder executor(Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Add a core service, in place of one with the same name that is found as a
		 * {@linkplain ServiceLoader service}.
		 * @param coreService the core service
		 * @return this builder
		 */
		public Builder coreService(CoreService coreService) {
			this.coreServices.add(coreService);
			return this;
		}

		/**
		 * Add a listener.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder listener(BrokerListener listener) {
			this.listeners.add(listener);
			return this;
		}

		/**
		 * Set what chance takes its numbers from, so that it can be repeated.
		 * @param random the source, used on the broker's loop only
		 * @return this builder
		 */
		public Builder random(RandomGenerator random) {
			this.random = random;
			return this;
		}

		/**
		 * Build the broker, to be {@linkplain PigatoBroker#start() started}.
		 * @return the broker
		 * @throws IllegalArgumentException if a value is not valid; the message names it
		 */
		public PigatoBroker build() {
			List<Endpoint> bound = this.endpoints.isEmpty() ? List.of(Endpoint.tcp("127.0.0.1", 55555))
					: this.endpoints;
			BrokerOptions options = new BrokerOptions((this.name != null) ? this.name : "B" + UUID.randomUUID(),
					this.heartbeatInterval, this.heartbeatLiveness, this.dispatch, this.maxAttempts, this.gracePeriod,
					this.limits, this.cache);
			String transportName = (this.transport != null) ? this.transport : Transports.defaultFor(bound.get(0));
			if (this.eventLoop == null) {
				Transports.checkSupported(transportName, bound);
			}
			List<CoreService> services = new ArrayList<>(this.coreServices);
			ServiceLoader.load(CoreService.class, PigatoBroker.class.getClassLoader()).forEach(services::add);
			return new PigatoBroker(new BrokerConfig(options, bound, this.directoryEndpoint, transportName,
					this.eventLoop, this.executor, services, this.listeners, this.random));
		}

	}

}
