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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.protocol.Bytes;
import io.pigato.protocol.IdentityPrefix;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Transports;

/**
 * What a client was built with, checked. The setters of {@link PigatoClient.Builder} say
 * what each is.
 */
record ClientOptions(Supplier<Endpoint> endpoint, @Nullable String transport, @Nullable String prefix,
		Duration heartbeatInterval, int heartbeatLiveness, Duration reconnectDelay, Duration timeout, boolean retry,
		int maxPendingRequests, int bufferSize, int bufferBytes, PayloadCodec codec, @Nullable Executor executor,
		@Nullable EventLoop eventLoop, SocketOptions socketOptions, @Nullable ClientListener listener,
		List<RequestInterceptor> interceptors) {

	ClientOptions {
		interceptors = List.copyOf(interceptors);
		positive("heartbeatLiveness", heartbeatLiveness);
		positive("maxPendingRequests", maxPendingRequests);
		positive("bufferSize", bufferSize);
		positive("bufferBytes", bufferBytes);
		Millis.of("heartbeatInterval", heartbeatInterval);
		Millis.of("reconnectDelay", reconnectDelay);
		Millis.of("timeout", timeout);
		if (prefix == null) {
			prefix = "C" + UUID.randomUUID();
		}
		else {
			IdentityPrefix.check(prefix);
		}
	}

	static int positive(String name, int value) {
		if (value <= 0) {
			throw new IllegalArgumentException(name + " must be positive but is " + value);
		}
		return value;
	}

	String transportName() {
		if (this.transport != null) {
			return this.transport;
		}
		return Transports.defaultFor(this.endpoint.get());
	}

	/**
	 * Return an identity that was never used before.
	 */
	Bytes newIdentity() {
		return Bytes.of(this.prefix + "-" + UUID.randomUUID());
	}

}
