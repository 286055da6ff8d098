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

package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

import io.pigato.broker.Dispatch;

/**
 * Properties of PIGATO.
 */
@ConfigurationProperties("pigato")
public class PigatoProperties {

	/**
	 * Whether to enable the auto-configuration of PIGATO.
	 */
	private boolean enabled = true;

	/**
	 * Where the broker is: one endpoint, like tcp://localhost:55555. By default that of
	 * the broker in this application, if there is one.
	 */
	private List<String> endpoints = new ArrayList<>();

	/**
	 * Name of the transport; by default the one that suits the endpoints.
	 */
	private @Nullable String transport;

	private final Client client = new Client();

	/**
	 * Clients of other brokers by their names, each with endpoints and whatever is other
	 * than for pigato.client. Client 'billing' is injected with @Qualifier("billing").
	 */
	private final Map<String, NamedClientProperties> clients = new LinkedHashMap<>();

	/**
	 * Settings of groups of @PigatoExchange interfaces by the names of the groups:
	 * client, timeout, deadline, retry, no-cache and fail-fast. They count before those
	 * of the annotations.
	 */
	private final Map<String, ExchangeGroupProperties> exchange = new LinkedHashMap<>();

	private final Worker worker = new Worker();

	private final Broker broker = new Broker();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getEndpoints() {
		return this.endpoints;
	}

	public void setEndpoints(List<String> endpoints) {
		this.endpoints = endpoints;
	}

	public @Nullable String getTransport() {
		return this.transport;
	}

	public void setTransport(@Nullable String transport) {
		this.transport = transport;
	}

	public Client getClient() {
		return this.client;
	}

	public Map<String, NamedClientProperties> getClients() {
		return this.clients;
	}

	public Map<String, ExchangeGroupProperties> getExchange() {
		return this.exchange;
	}

	public Worker getWorker() {
		return this.worker;
	}

	public Broker getBroker() {
		return this.broker;
	}

	/**
	 * Settings of clients.
	 */
	public static class Client {

		/**
		 * Whether to create a client.
		 */
		private boolean enabled = true;

		/**
		 * What the identities of the client start with; by default, C and a random UUID.
		 */
		private @Nullable String prefix;

		/**
		 * How often the client says that it is alive and still wants its requests.
		 */
		private Duration heartbeatInterval = Duration.ofMillis(2500);

		/**
		 * Number of intervals of silence after which the broker counts as lost.
		 */
		private int heartbeatLiveness = 3;

		/**
		 * Time between two attempts to connect to a broker that was lost.
		 */
		private Duration reconnectDelay = Duration.ofSeconds(1);

		/**
		 * How long a request may be without a reply, or between two partial ones.
		 */
		private Duration timeout = Duration.ofSeconds(60);

		/**
		 * Whether requests may run a second time when a worker or the broker is lost.
		 */
		private boolean retry;

		/**
		 * Number of requests that may be pending.
		 */
		private int maxPendingRequests = 100_000;

		/**
		 * Number of partial replies of a request that may wait for their reader.
		 */
		private int bufferSize = 1024;

		/**
		 * Whether the application fails to start if the broker does not answer.
		 */
		private boolean requiredAtStartup;

		/**
		 * How long the start waits for the broker if it is required.
		 */
		private Duration startupTimeout = Duration.ofSeconds(10);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getPrefix() {
			return this.prefix;
		}

		public void setPrefix(@Nullable String prefix) {
			this.prefix = prefix;
		}

		public Duration getHeartbeatInterval() {
			return this.heartbeatInterval;
		}

		public void setHeartbeatInterval(Duration heartbeatInterval) {
			this.heartbeatInterval = heartbeatInterval;
		}

		public int getHeartbeatLiveness() {
			return this.heartbeatLiveness;
		}

		public void setHeartbeatLiveness(int heartbeatLiveness) {
			this.heartbeatLiveness = heartbeatLiveness;
		}

		public Duration getReconnectDelay() {
			return this.reconnectDelay;
		}

		public void setReconnectDelay(Duration reconnectDelay) {
			this.reconnectDelay = reconnectDelay;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public boolean isRetry() {
			return this.retry;
		}

		public void setRetry(boolean retry) {
			this.retry = retry;
		}

		public int getMaxPendingRequests() {
			return this.maxPendingRequests;
		}

		public void setMaxPendingRequests(int maxPendingRequests) {
			this.maxPendingRequests = maxPendingRequests;
		}

		public int getBufferSize() {
			return this.bufferSize;
		}

		public void setBufferSize(int bufferSize) {
			this.bufferSize = bufferSize;
		}

		public boolean isRequiredAtStartup() {
			return this.requiredAtStartup;
		}

		public void setRequiredAtStartup(boolean requiredAtStartup) {
			this.requiredAtStartup = requiredAtStartup;
		}

		public Duration getStartupTimeout() {
			return this.startupTimeout;
		}

		public void setStartupTimeout(Duration startupTimeout) {
			this.startupTimeout = startupTimeout;
		}

	}

	/**
	 * Settings of workers.
	 */
	public static class Worker {

		/**
		 * Whether to make workers of what is annotated with @PigatoWorker.
		 */
		private boolean enabled = true;

		/**
		 * What the identities of workers start with; by default, W and a random UUID.
		 */
		private @Nullable String prefix;

		/**
		 * How often a worker says that it is alive.
		 */
		private Duration heartbeatInterval = Duration.ofMillis(2500);

		/**
		 * Number of intervals of silence after which the broker counts as lost.
		 */
		private int heartbeatLiveness = 3;

		/**
		 * Time before a worker comes back to a broker that was lost.
		 */
		private Duration reconnectDelay = Duration.ofSeconds(1);

		/**
		 * Number of requests that a worker takes at a time: -1 for any, 0 for none.
		 */
		private int concurrency = 100;

		/**
		 * How long a stopping worker waits for requests in flight. Should be shorter than
		 * spring.lifecycle.timeout-per-shutdown-phase.
		 */
		private Duration gracePeriod = Duration.ofSeconds(25);

		/**
		 * Whether clients see the messages of exceptions that handlers fail with.
		 */
		private boolean exposeErrors;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getPrefix() {
			return this.prefix;
		}

		public void setPrefix(@Nullable String prefix) {
			this.prefix = prefix;
		}

		public Duration getHeartbeatInterval() {
			return this.heartbeatInterval;
		}

		public void setHeartbeatInterval(Duration heartbeatInterval) {
			this.heartbeatInterval = heartbeatInterval;
		}

		public int getHeartbeatLiveness() {
			return this.heartbeatLiveness;
		}

		public void setHeartbeatLiveness(int heartbeatLiveness) {
			this.heartbeatLiveness = heartbeatLiveness;
		}

		public Duration getReconnectDelay() {
			return this.reconnectDelay;
		}

		public void setReconnectDelay(Duration reconnectDelay) {
			this.reconnectDelay = reconnectDelay;
		}

		public int getConcurrency() {
			return this.concurrency;
		}

		public void setConcurrency(int concurrency) {
			this.concurrency = concurrency;
		}

		public Duration getGracePeriod() {
			return this.gracePeriod;
		}

		public void setGracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
		}

		public boolean isExposeErrors() {
			return this.exposeErrors;
		}

		public void setExposeErrors(boolean exposeErrors) {
			this.exposeErrors = exposeErrors;
		}

	}

	/**
	 * Settings of the broker that is embedded in the application.
	 */
	public static class Broker {

		/**
		 * Whether to run a broker in this application.
		 */
		private boolean enabled;

		/**
		 * Name of the broker, which is also its identity; by default, B and a random
		 * UUID.
		 */
		private @Nullable String name;

		/**
		 * Endpoints to bind. Port 0 means a free one.
		 */
		private List<String> endpoints = new ArrayList<>(List.of("tcp://127.0.0.1:55555"));

		/**
		 * How often workers hear from the broker.
		 */
		private Duration heartbeatInterval = Duration.ofMillis(2500);

		/**
		 * Number of intervals of silence after which a worker counts as lost.
		 */
		private int heartbeatLiveness = 3;

		/**
		 * How to choose among the workers that can take a request.
		 */
		private Dispatch dispatch = Dispatch.LOAD;

		/**
		 * Endpoint to publish the directory at, for core services that are workers; by
		 * default not at all.
		 */
		private @Nullable String directoryEndpoint;

		/**
		 * How often a request that may run again is handed to a worker at most.
		 */
		private int maxAttempts = 3;

		/**
		 * How long a stopping broker waits for requests in flight. Should be shorter than
		 * spring.lifecycle.timeout-per-shutdown-phase.
		 */
		private Duration gracePeriod = Duration.ofSeconds(25);

		@NestedConfigurationProperty
		private final BrokerHealthProperties health = new BrokerHealthProperties();

		private final Cache cache = new Cache();

		private final Limits limits = new Limits();

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = name;
		}

		public List<String> getEndpoints() {
			return this.endpoints;
		}

		public void setEndpoints(List<String> endpoints) {
			this.endpoints = endpoints;
		}

		public Duration getHeartbeatInterval() {
			return this.heartbeatInterval;
		}

		public void setHeartbeatInterval(Duration heartbeatInterval) {
			this.heartbeatInterval = heartbeatInterval;
		}

		public int getHeartbeatLiveness() {
			return this.heartbeatLiveness;
		}

		public void setHeartbeatLiveness(int heartbeatLiveness) {
			this.heartbeatLiveness = heartbeatLiveness;
		}

		public Dispatch getDispatch() {
			return this.dispatch;
		}

		public void setDispatch(Dispatch dispatch) {
			this.dispatch = dispatch;
		}

		public @Nullable String getDirectoryEndpoint() {
			return this.directoryEndpoint;
		}

		public void setDirectoryEndpoint(@Nullable String directoryEndpoint) {
			this.directoryEndpoint = directoryEndpoint;
		}

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getGracePeriod() {
			return this.gracePeriod;
		}

		public void setGracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
		}

		public BrokerHealthProperties getHealth() {
			return this.health;
		}

		public Cache getCache() {
			return this.cache;
		}

		public Limits getLimits() {
			return this.limits;
		}

		/**
		 * Cache of replies that workers allowed to be cached.
		 */
		public static class Cache {

			/**
			 * Whether to cache replies that workers allow to be cached.
			 */
			private boolean enabled;

			/**
			 * Number of replies that are kept.
			 */
			private int maxEntries = 10_000;

			/**
			 * Size of the requests and replies that are kept.
			 */
			private DataSize maxBytes = DataSize.ofMegabytes(16);

			public boolean isEnabled() {
				return this.enabled;
			}

			public void setEnabled(boolean enabled) {
				this.enabled = enabled;
			}

			public int getMaxEntries() {
				return this.maxEntries;
			}

			public void setMaxEntries(int maxEntries) {
				this.maxEntries = maxEntries;
			}

			public DataSize getMaxBytes() {
				return this.maxBytes;
			}

			public void setMaxBytes(DataSize maxBytes) {
				this.maxBytes = maxBytes;
			}

		}

		/**
		 * What the broker takes on before it says no.
		 */
		public static class Limits {

			/**
			 * Largest frame that is received.
			 */
			private DataSize maxFrameSize = DataSize.ofMegabytes(8);

			/**
			 * Largest message that is received, over all frames.
			 */
			private DataSize maxMessageSize = DataSize.ofMegabytes(8);

			/**
			 * Number of frames that a message may have.
			 */
			private int maxFrames = 32;

			/**
			 * Largest options of a request.
			 */
			private DataSize maxOptionsSize = DataSize.ofKilobytes(64);

			/**
			 * Longest name of a service, in characters.
			 */
			private int maxServiceNameLength = 256;

			/**
			 * Number of peers that may be connected to an endpoint.
			 */
			private int maxPeers = 10_000;

			/**
			 * Number of clients that are known at a time.
			 */
			private int maxClients = 10_000;

			/**
			 * Number of workers that may be ready at a time.
			 */
			private int maxWorkers = 10_000;

			/**
			 * Number of different services that workers may offer.
			 */
			private int maxServices = 10_000;

			/**
			 * Number of services that no worker offers for which requests may wait.
			 */
			private int maxUnknownServices = 1_000;

			/**
			 * Number of requests of one client that may be open.
			 */
			private int maxRequestsPerClient = 100_000;

			/**
			 * Number of requests that may wait for one service.
			 */
			private int maxQueuedPerService = 100_000;

			/**
			 * Number of requests that may wait in all.
			 */
			private int maxQueued = 100_000;

			/**
			 * Size of all requests, waiting or in flight; by default 64MB, or a quarter
			 * of the heap if that is less.
			 */
			private @Nullable DataSize maxPendingBytes;

			/**
			 * Number of messages that may wait to be sent to one peer.
			 */
			private int maxOutboundMessages = 10_000;

			/**
			 * Size of the messages that may wait to be sent to one peer.
			 */
			private DataSize maxOutboundBytes = DataSize.ofMegabytes(16);

			public DataSize getMaxFrameSize() {
				return this.maxFrameSize;
			}

			public void setMaxFrameSize(DataSize maxFrameSize) {
				this.maxFrameSize = maxFrameSize;
			}

			public DataSize getMaxMessageSize() {
				return this.maxMessageSize;
			}

			public void setMaxMessageSize(DataSize maxMessageSize) {
				this.maxMessageSize = maxMessageSize;
			}

			public int getMaxFrames() {
				return this.maxFrames;
			}

			public void setMaxFrames(int maxFrames) {
				this.maxFrames = maxFrames;
			}

			public DataSize getMaxOptionsSize() {
				return this.maxOptionsSize;
			}

			public void setMaxOptionsSize(DataSize maxOptionsSize) {
				this.maxOptionsSize = maxOptionsSize;
			}

			public int getMaxServiceNameLength() {
				return this.maxServiceNameLength;
			}

			public void setMaxServiceNameLength(int maxServiceNameLength) {
				this.maxServiceNameLength = maxServiceNameLength;
			}

			public int getMaxPeers() {
				return this.maxPeers;
			}

			public void setMaxPeers(int maxPeers) {
				this.maxPeers = maxPeers;
			}

			public int getMaxClients() {
				return this.maxClients;
			}

			public void setMaxClients(int maxClients) {
				this.maxClients = maxClients;
			}

			public int getMaxWorkers() {
				return this.maxWorkers;
			}

			public void setMaxWorkers(int maxWorkers) {
				this.maxWorkers = maxWorkers;
			}

			public int getMaxServices() {
				return this.maxServices;
			}

			public void setMaxServices(int maxServices) {
				this.maxServices = maxServices;
			}

			public int getMaxUnknownServices() {
				return this.maxUnknownServices;
			}

			public void setMaxUnknownServices(int maxUnknownServices) {
				this.maxUnknownServices = maxUnknownServices;
			}

			public int getMaxRequestsPerClient() {
				return this.maxRequestsPerClient;
			}

			public void setMaxRequestsPerClient(int maxRequestsPerClient) {
				this.maxRequestsPerClient = maxRequestsPerClient;
			}

			public int getMaxQueuedPerService() {
				return this.maxQueuedPerService;
			}

			public void setMaxQueuedPerService(int maxQueuedPerService) {
				this.maxQueuedPerService = maxQueuedPerService;
			}

			public int getMaxQueued() {
				return this.maxQueued;
			}

			public void setMaxQueued(int maxQueued) {
				this.maxQueued = maxQueued;
			}

			public @Nullable DataSize getMaxPendingBytes() {
				return this.maxPendingBytes;
			}

			public void setMaxPendingBytes(@Nullable DataSize maxPendingBytes) {
				this.maxPendingBytes = maxPendingBytes;
			}

			public int getMaxOutboundMessages() {
				return this.maxOutboundMessages;
			}

			public void setMaxOutboundMessages(int maxOutboundMessages) {
				this.maxOutboundMessages = maxOutboundMessages;
			}

			public DataSize getMaxOutboundBytes() {
				return this.maxOutboundBytes;
			}

			public void setMaxOutboundBytes(DataSize maxOutboundBytes) {
				this.maxOutboundBytes = maxOutboundBytes;
			}

		}

	}

}
