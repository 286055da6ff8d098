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

import java.time.Duration;

/**
 * The limits and intervals of a socket, immutable.
 * <p>
 * Messages that wait for a peer are counted against {@code outboundMessages} and
 * {@code outboundBytes}; where nothing waits, one message of any size is taken.
 *
 * @param maxFrameSize the largest frame that is received, in bytes; default 8 MiB
 * @param maxMessageSize the largest message that is received, in bytes over all frames;
 * default 8 MiB
 * @param maxFrames how many frames a received message may have; default 32
 * @param maxPeers how many peers may be connected to a bound socket; default 10,000
 * @param maxPeersPerAddress how many of these peers may come from one IP address; default
 * 10,000
 * @param maxHandshakes how many connections to a bound socket may be there that have not
 * introduced themselves; the oldest is closed for one more; default 1024
 * @param outboundMessages how many messages may wait for one peer; default 10,000
 * @param outboundBytes how many bytes may wait for one peer; default 16 MiB
 * @param handshakeTimeout how long a new connection may take to introduce itself; default
 * 5 s
 * @param keepAlive how long a silent connection lives before the transport checks it, and
 * how long that check may take; default 15 s
 * @param reconnectDelay the first delay before a lost connection is tried again, which
 * doubles up to ten times itself; default 100 ms
 * @param linger how long a closed socket goes on sending; default 1 s
 */
public record SocketOptions(int maxFrameSize, int maxMessageSize, int maxFrames, int maxPeers, int maxPeersPerAddress,
		int maxHandshakes, int outboundMessages, long outboundBytes, Duration handshakeTimeout, Duration keepAlive,
		Duration reconnectDelay, Duration linger) {

	/** Longer durations than this, some 24 days, do not fit into milliseconds as int. */
	private static final Duration MAX_DURATION = Duration.ofMillis(Integer.MAX_VALUE);

	private static final SocketOptions DEFAULTS = new SocketOptions(8 << 20, 8 << 20, 32, 10_000, 10_000, 1024, 10_000,
			16L << 20, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMillis(100), Duration.ofSeconds(1));

	/**
	 * Check the components.
	 * @throws IllegalArgumentException if a limit is not positive, or a duration
	 * negative, longer than 24 days, or, other than {@code linger}, shorter than a
	 * millisecond; the message names the component
	 */
	public SocketOptions {
		positive("maxFrameSize", maxFrameSize);
		positive("maxMessageSize", maxMessageSize);
		positive("maxFrames", maxFrames);
		positive("maxPeers", maxPeers);
		positive("maxPeersPerAddress", maxPeersPerAddress);
		positive("maxHandshakes", maxHandshakes);
		positive("outboundMessages", outboundMessages);
		positive("outboundBytes", outboundBytes);
		positive("handshakeTimeout", handshakeTimeout);
		positive("keepAlive", keepAlive);
		positive("reconnectDelay", reconnectDelay);
		if (linger.isNegative()) {
			throw new IllegalArgumentException("linger must not be negative but is " + linger);
		}
		bounded("linger", linger);
	}

	private static void positive(String name, long value) {
		if (value <= 0) {
			throw new IllegalArgumentException(name + " must be positive but is " + value);
		}
	}

	private static void positive(String name, Duration value) {
		if (value.compareTo(Duration.ofMillis(1)) < 0) {
			throw new IllegalArgumentException(name + " must be at least 1 ms but is " + value);
		}
		bounded(name, value);
	}

	private static void bounded(String name, Duration value) {
		if (value.compareTo(MAX_DURATION) > 0) {
			throw new IllegalArgumentException(name + " must be at most 24 days but is " + value);
		}
	}

	/**
	 * Return the defaults.
	 * @return the defaults
	 */
	public static SocketOptions defaults() {
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
	 * Return a builder that starts with these options.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this);
	}

	/**
	 * Builds {@link SocketOptions}. Its methods are named like the components they set;
	 * values are checked by {@link #build()}.
	 */
	public static final class Builder {

		private int maxFrameSize;

		private int maxMessageSize;

		private int maxFrames;

		private int maxPeers;

		private int maxPeersPerAddress;

		private int maxHandshakes;

		private int outboundMessages;

		private long outboundBytes;

		private Duration handshakeTimeout;

		private Duration keepAlive;

		private Duration reconnectDelay;

		private Duration linger;

		private Builder(SocketOptions options) {
			this.maxFrameSize = options.maxFrameSize;
			this.maxMessageSize = options.maxMessageSize;
			this.maxFrames = options.maxFrames;
			this.maxPeers = options.maxPeers;
			this.maxPeersPerAddress = options.maxPeersPerAddress;
			this.maxHandshakes = options.maxHandshakes;
			this.outboundMessages = options.outboundMessages;
			this.outboundBytes = options.outboundBytes;
			this.handshakeTimeout = options.handshakeTimeout;
			this.keepAlive = options.keepAlive;
			this.reconnectDelay = options.reconnectDelay;
			this.linger = options.linger;
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
		 * Set how many frames a received message may have.
		 * @param maxFrames the value
		 * @return this builder
		 */
		public Builder maxFrames(int maxFrames) {
			this.maxFrames = maxFrames;
			return this;
		}

		/**
		 * Set how many peers may be connected to a bound socket.
		 * @param maxPeers the value
		 * @return this builder
		 */
		public Builder maxPeers(int maxPeers) {
			this.maxPeers = maxPeers;
			return this;
		}

		/**
		 * Set how many peers may be connected to a bound socket from one IP address. Only
		 * some transports can tell.
		 * @param maxPeersPerAddress the value
		 * @return this builder
		 */
		public Builder maxPeersPerAddress(int maxPeersPerAddress) {
			this.maxPeersPerAddress = maxPeersPerAddress;
			return this;
		}

		/**
		 * Set how many connections to a bound socket may be there that have not
		 * introduced themselves. Only some transports can tell.
		 * @param maxHandshakes the value
		 * @return this builder
		 */
		public Builder maxHandshakes(int maxHandshakes) {
			this.maxHandshakes = maxHandshakes;
			return this;
		}

		/**
		 * Set how many messages may wait for one peer.
		 * @param outboundMessages the value
		 * @return this builder
		 */
		public Builder outboundMessages(int outboundMessages) {
			this.outboundMessages = outboundMessages;
			return this;
		}

		/**
		 * Set how many bytes may wait for one peer.
		 * @param outboundBytes the value
		 * @return this builder
		 */
		public Builder outboundBytes(long outboundBytes) {
			this.outboundBytes = outboundBytes;
			return this;
		}

		/**
		 * Set how long a new connection may take to introduce itself.
		 * @param handshakeTimeout the value
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = handshakeTimeout;
			return this;
		}

		/**
		 * Set how long a silent connection lives before it is checked.
		 * @param keepAlive the value
		 * @return this builder
		 */
		public Builder keepAlive(Duration keepAlive) {
			this.keepAlive = keepAlive;
			return this;
		}

		/**
		 * Set the first delay before a lost connection is tried again.
		 * @param reconnectDelay the value
		 * @return this builder
		 */
		public Builder reconnectDelay(Duration reconnectDelay) {
			this.reconnectDelay = reconnectDelay;
			return this;
		}

		/**
		 * Set how long a closed socket goes on sending.
		 * @param linger the value
		 * @return this builder
		 */
		public Builder linger(Duration linger) {
			this.linger = linger;
			return this;
		}

		/**
		 * Build the options.
		 * @return the options
		 * @throws IllegalArgumentException if a value is not valid; the message names it
		 */
		public SocketOptions build() {
			return new SocketOptions(this.maxFrameSize, this.maxMessageSize, this.maxFrames, this.maxPeers,
					this.maxPeersPerAddress, this.maxHandshakes, this.outboundMessages, this.outboundBytes,
					this.handshakeTimeout, this.keepAlive, this.reconnectDelay, this.linger);
		}

	}

}
