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

import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SocketOptions;

/**
 * All that a broker is built of. Immutable.
 *
 * @param options how it behaves
 * @param endpoints where it is bound
 * @param directoryEndpoint where it publishes the directory, if at all
 * @param transport the name of the transport
 * @param eventLoop the loop to run on, {@code null} for one of its own
 * @param executor where listeners and core services are called, {@code null} for a thread
 * of its own
 * @param coreServices the core services
 * @param listeners the listeners
 * @param random what chance takes its numbers from
 */
record BrokerConfig(BrokerOptions options, List<Endpoint> endpoints, @Nullable Endpoint directoryEndpoint,
		String transport, @Nullable EventLoop eventLoop, @Nullable Executor executor, List<CoreService> coreServices,
		List<BrokerListener> listeners, RandomGenerator random) {

	BrokerConfig {
		endpoints = List.copyOf(endpoints);
		coreServices = List.copyOf(coreServices);
		listeners = List.copyOf(listeners);
	}

	boolean ownsLoop() {
		return this.eventLoop == null;
	}

	SocketOptions socketOptions() {
		BrokerLimits limits = this.options.limits();
		return SocketOptions.builder()
			.maxFrameSize(limits.maxFrameSize())
			.maxMessageSize(limits.maxMessageSize())
			.maxFrames(limits.maxFrames())
			.maxPeers(limits.maxPeers())
			.maxPeersPerAddress(limits.maxPeersPerAddress())
			.maxHandshakes(limits.maxHandshakes())
			.outboundMessages(limits.maxOutboundMessages())
			.outboundBytes(limits.maxOutboundBytes())
			.build();
	}

}
