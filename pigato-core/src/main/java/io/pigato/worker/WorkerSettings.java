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
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.protocol.IdentityPrefix;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Transports;

/**
 * What a worker was built with, checked.
 */
record WorkerSettings(String service, RequestHandler handler, Supplier<Endpoint> endpoint, @Nullable String transport,
		String prefix, Duration heartbeatInterval, int heartbeatLiveness, Duration reconnectDelay, int concurrency,
		Duration gracePeriod, @Nullable Executor executor, boolean handleOnLoop, PayloadCodec codec,
		@Nullable EventLoop eventLoop, SocketOptions socketOptions, @Nullable WorkerListener listener,
		boolean exposeErrors) {

	/** Longer durations than this do not fit into the wire's milliseconds. */
	private static final Duration MAX_DURATION = Duration.ofMillis(Integer.MAX_VALUE);

	private static final int MAX_LIVENESS = 1000;

	WorkerSettings {
		if (service.isBlank()) {
			throw new IllegalArgumentException("service must not be blank");
		}
		IdentityPrefix.check(prefix);
		positive("heartbeatInterval", heartbeatInterval);
		if (heartbeatLiveness < 1 || heartbeatLiveness > MAX_LIVENESS) {
			throw new IllegalArgumentException(
					"heartbeatLiveness must be between 1 and " + MAX_LIVENESS + " but is " + heartbeatLiveness);
		}
		positive("reconnectDelay", reconnectDelay);
		checkConcurrency(concurrency);
		if (gracePeriod.isNegative()) {
			throw new IllegalArgumentException("gracePeriod must not be negative but is " + gracePeriod);
		}
		bounded("gracePeriod", gracePeriod);
	}

	static int checkConcurrency(int concurrency) {
		if (concurrency < ServiceWorker.UNLIMITED) {
			throw new IllegalArgumentException(
					"concurrency must be positive, 0 for none or -1 for no limit, but is " + concurrency);
		}
		return concurrency;
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
	 * Return the transport that was chosen, or the one that suits the endpoint.
	 */
	String transportName() {
		if (this.transport != null) {
			return this.transport;
		}
		return Transports.defaultFor(this.endpoint.get());
	}

}
