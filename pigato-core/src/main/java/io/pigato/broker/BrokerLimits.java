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

/**
 * What a broker takes on before it says no: past a limit the peer that hit it gets an
 * error, a counter counts, and nobody else notices (protocol part 3). Immutable.
 *
 * @param maxFrameSize the largest frame that is received, in bytes; default 8 MiB
 * @param maxMessageSize the largest message that is received, in bytes over all frames;
 * default 8 MiB
 * @param maxFrames how many frames a message may have; default 32
 * @param maxOptionsSize the largest options of a request, in bytes; default 64 KiB
 * @param maxServiceNameLength the longest name of a service, in characters; default 256
 * @param maxPeers how many peers may be connected to an endpoint; default 10,000
 * @param maxPeersPerAddress how many of them may come from one IP address; default 10,000
 * @param maxHandshakes how many connections of an endpoint may be there that have not
 * introduced themselves; the oldest is closed for one more; default 1024
 * @param maxClients how many clients are known at a time; default 10,000
 * @param maxWorkers how many workers may be ready at a time; default 10,000
 * @param maxServices how many different services workers may offer; default 10,000
 * @param maxUnknownServices for how many services that no worker offers requests may
 * wait; default 1,000
 * @param maxRequestsPerClient how many requests of one client may be open; default
 * 100,000
 * @param maxQueuedPerService how many requests may wait for one service; default 100,000
 * @param maxQueued how many requests may wait in all; default 100,000
 * @param maxPendingBytes how many bytes of requests may be held in all, waiting or in
 * flight; default 64 MiB, or a quarter of the heap if that is less
 * @param maxOutboundMessages how many messages may wait to be sent to one peer; a client
 * that lets more pile up is dropped, a worker gets no further requests; default 10,000
 * @param maxOutboundBytes how many bytes may wait to be sent to one peer; default 16 MiB
 * @param maxReaderPause how long a client may leave partial replies unread, so that their
 * worker waits for it, before its request expires; a longer {@code timeout} of the
 * request counts instead; default 5 minutes
 */
public record BrokerLimits(int maxFrameSize, int maxMessageSize, int maxFrames, int maxOptionsSize,
		int maxServiceNameLength, int maxPeers, int maxPeersPerAddress, int maxHandshakes, int maxClients,
		int maxWorkers, int maxServices, int maxUnknownServices, int maxRequestsPerClient, int maxQueuedPerService,
		int maxQueued, long maxPendingBytes, int maxOutboundMessages, long maxOutboundBytes, Duration maxReaderPause) {

	private static final BrokerLimits DEFAULTS = new BrokerLimits(8 << 20, 8 << 20, 32, 64 << 10, 256, 10_000, 10_000,
			1024, 10_000, 10_000, 10_000, 1_000, 100_000, 100_000, 100_000,
			Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 4), 10_000, 16L << 20, Duration.ofMinutes(5));

	/**
	 * Check the limits.
	 * @throws IllegalArgumentException if a limit is not positive, or the pause shorter
	 * than a millisecond; the message names it
	 */
	public BrokerLimits {
		positive("maxFrameSize", maxFrameSize);
		positive("maxMessageSize", maxMessageSize);
		positive("maxFrames", maxFrames);
		positive("maxOptionsSize", maxOptionsSize);
		positive("maxServiceNameLength", maxServiceNameLength);
		positive("maxPeers", maxPeers);
		positive("maxPeersPerAddress", maxPeersPerAddress);
		positive("maxHandshakes", maxHandshakes);
		positive("maxClients", maxClients);
		positive("maxWorkers", maxWorkers);
		positive("maxServices", maxServices);
		positive("maxUnknownServices", maxUnknownServices);
		positive("maxRequestsPerClient", maxRequestsPerClient);
		positive("maxQueuedPerService", maxQueuedPerService);
		positive("maxQueued", maxQueued);
		positive("maxPendingBytes", maxPendingBytes);
		positive("maxOutboundMessages", maxOutboundMessages);
		positive("maxOutboundBytes", maxOutboundBytes);
		if (maxReaderPause.compareTo(Duration.ofMillis(1)) < 0) {
			throw new IllegalArgumentException("maxReaderPause must be at least 1 ms but is " + maxReaderPause);
		}
	}

	private static void positive(String name, long value) {
		if (value <= 0) {
			throw new IllegalArgumentException(name + " must be positive but is " + value);
		}
	}

	/**
	 * Return the defaults.
	 * @return the defaults
	 */
	public static BrokerLimits defaults() {
		return DEFAULTS;
	}

	/**
	 * Return a builder that starts with the defaults.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder(DEFAULTS);
	}

	/**
	 * Return a builder that starts with these limits.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this);
	}

	/**
	 * Builds {@link BrokerLimits}. Its methods are named like the components they set;
	 * values are checked by {@link #build()}.
	 */
	public static final class Builder {

		private int maxFrameSize;

		private int maxMessageSize;

		private int maxFrames;

		private int maxOptionsSize;

		private int maxServiceNameLength;

		private int maxPeers;

		private int maxPeersPerAddress;

		private int maxHandshakes;

		private int maxClients;

		private int maxWorkers;

		private int maxServices;

		private int maxUnknownServices;

		private int maxRequestsPerClient;

		private int maxQueuedPerService;

		private int maxQueued;

		private long maxPendingBytes;

		private int maxOutboundMessages;

		private long maxOutboundBytes;

		private Duration maxReaderPause;

		private Builder(BrokerLimits limits) {
			this.maxFrameSize = limits.maxFrameSize;
			this.maxMessageSize = limits.maxMessageSize;
			this.maxFrames = limits.maxFrames;
			this.maxOptionsSize = limits.maxOptionsSize;
			this.maxServiceNameLength = limits.maxServiceNameLength;
			this.maxPeers = limits.maxPeers;
			this.maxPeersPerAddress = limits.maxPeersPerAddress;
			this.maxHandshakes = limits.maxHandshakes;
			this.maxClients = limits.maxClients;
			this.maxWorkers = limits.maxWorkers;
			this.maxServices = limits.maxServices;
			this.maxUnknownServices = limits.maxUnknownServices;
			this.maxRequestsPerClient = limits.maxRequestsPerClient;
			this.maxQueuedPerService = limits.maxQueuedPerService;
			this.maxQueued = limits.maxQueued;
			this.maxPendingBytes = limits.maxPendingBytes;
			this.maxOutboundMessages = limits.maxOutboundMessages;
			this.maxOutboundBytes = limits.maxOutboundBytes;
			this.maxReaderPause = limits.maxReaderPause;
		}

		/**
		 * Set the largest frame that is received, in bytes.
		 * @param maxFrameSize the value
		 * @return this builder
		 */
		public Builder maxFrameSize(int maxFrameSize) {
			this.maxFrameSize = maxFrameSize;
			return this;
		}

		/**
		 * Set the largest message that is received, in bytes over all frames.
		 * @param maxMessageSize the value
		 * @return this builder
		 */
		public Builder maxMessageSize(int maxMessageSize) {
			this.maxMessageSize = maxMessageSize;
			return this;
		}

		/**
		 * Set how many frames a message may have.
		 * @param maxFrames the value
		 * @return this builder
		 */
		public Builder maxFrames(int maxFrames) {
			this.maxFrames = maxFrames;
			return this;
		}

		/**
		 * Set the largest options of a request, in bytes.
		 * @param maxOptionsSize the value
		 * @return this builder
		 */
		public Builder maxOptionsSize(int maxOptionsSize) {
			this.maxOptionsSize = maxOptionsSize;
			return this;
		}

		/**
		 * Set the longest name of a service, in characters.
		 * @param maxServiceNameLength the value
		 * @return this builder
		 */
		public Builder maxServiceNameLength(int maxServiceNameLength) {
			this.maxServiceNameLength = maxServiceNameLength;
			return this;
		}

		/**
		 * Set how many peers may be connected to an endpoint.
		 * @param maxPeers the value
		 * @return this builder
		 */
		public Builder maxPeers(int maxPeers) {
			this.maxPeers = maxPeers;
			return this;
		}

		/**
		 * Set how many peers may be connected to an endpoint from one IP address. The
		 * transport {@code jeromq} does not know addresses.
		 * @param maxPeersPerAddress the value
		 * @return this builder
		 */
		public Builder maxPeersPerAddress(int maxPeersPerAddress) {
			this.maxPeersPerAddress = maxPeersPerAddress;
			return this;
		}

		/**
		 * Set how many connections of an endpoint may be there that have not introduced
		 * themselves. The transport {@code jeromq} can't limit them.
		 * @param maxHandshakes the value
		 * @return this builder
		 */
		public Builder maxHandshakes(int maxHandshakes) {
			this.maxHandshakes = maxHandshakes;
			return this;
		}

		/**
		 * Set how many clients are known at a time.
		 * @param maxClients the value
		 * @return this builder
		 */
		public Builder maxClients(int maxClients) {
			this.maxClients = maxClients;
			return this;
		}

		/**
		 * Set how many workers may be ready at a time.
		 * @param maxWorkers the value
		 * @return this builder
		 */
		public Builder maxWorkers(int maxWorkers) {
			this.maxWorkers = maxWorkers;
			return this;
		}

		/**
		 * Set how many different services workers may offer.
		 * @param maxServices the value
		 * @return this builder
		 */
		public Builder maxServices(int maxServices) {
			this.maxServices = maxServices;
			return this;
		}

		/**
		 * Set for how many services that no worker offers requests may wait.
		 * @param maxUnknownServices the value
		 * @return this builder
		 */
		public Builder maxUnknownServices(int maxUnknownServices) {
			this.maxUnknownServices = maxUnknownServices;
			return this;
		}

		/**
		 * Set how many requests of one client may be open.
		 * @param maxRequestsPerClient the value
		 * @return this builder
		 */
		public Builder maxRequestsPerClient(int maxRequestsPerClient) {
			this.maxRequestsPerClient = maxRequestsPerClient;
			return this;
		}

		/**
		 * Set how many requests may wait for one service.
		 * @param maxQueuedPerService the value
		 * @return this builder
		 */
		public Builder maxQueuedPerService(int maxQueuedPerService) {
			this.maxQueuedPerService = maxQueuedPerService;
			return this;
		}

		/**
		 * Set how many requests may wait in all.
		 * @param maxQueued the value
		 * @return this builder
		 */
		public Builder maxQueued(int maxQueued) {
			this.maxQueued = maxQueued;
			return this;
		}

		/**
		 * Set how many bytes of requests may be held in all, waiting or in flight.
		 * @param maxPendingBytes the value
		 * @return this builder
		 */
		public Builder maxPendingBytes(long maxPendingBytes) {
			this.maxPendingBytes = maxPendingBytes;
			return this;
		}

		/**
		 * Set how many messages may wait to be sent to one peer; a client that lets more
		 * pile up is dropped, a worker gets no further requests.
		 * @param maxOutboundMessages the value
		 * @return this builder
		 */
		public Builder maxOutboundMessages(int maxOutboundMessages) {
			this.maxOutboundMessages = maxOutboundMessages;
			return this;
		}

		/**
		 * Set how many bytes may wait to be sent to one peer.
		 * @param maxOutboundBytes the value
		 * @return this builder
		 */
		public Builder maxOutboundBytes(long maxOutboundBytes) {
			this.maxOutboundBytes = maxOutboundBytes;
			return this;
		}

		/**
		 * Set how long a client may leave partial replies unread, so that their worker
		 * waits for it, before its request expires.
		 * @param maxReaderPause the value
		 * @return this builder
		 */
		public Builder maxReaderPause(Duration maxReaderPause) {
			this.maxReaderPause = maxReaderPause;
			return this;
		}

		/**
		 * Build the limits.
		 * @return the limits
		 * @throws IllegalArgumentException if a limit is not positive; the message names
		 * it
		 */
		public BrokerLimits build() {
			return new BrokerLimits(this.maxFrameSize, this.maxMessageSize, this.maxFrames, this.maxOptionsSize,
					this.maxServiceNameLength, this.maxPeers, this.maxPeersPerAddress, this.maxHandshakes,
					this.maxClients, this.maxWorkers, this.maxServices, this.maxUnknownServices,
					this.maxRequestsPerClient, this.maxQueuedPerService, this.maxQueued, this.maxPendingBytes,
					this.maxOutboundMessages, this.maxOutboundBytes, this.maxReaderPause);
		}

	}

}
