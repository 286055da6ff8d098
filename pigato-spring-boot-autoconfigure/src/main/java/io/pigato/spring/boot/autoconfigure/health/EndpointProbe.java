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

package io.pigato.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.client.PigatoClient;
import io.pigato.json.RawJson;
import io.pigato.transport.Endpoint;

/**
 * A small client at one endpoint of a broker, that asks the directory for its own
 * workers: a short question with a short answer, through the socket, the loop and the
 * executor of the broker.
 */
final class EndpointProbe {

	private static final Logger logger = LoggerFactory.getLogger(EndpointProbe.class);

	private static final String SERVICE = "$dir";

	private final Endpoint endpoint;

	private final Duration timeout;

	private final PigatoClient client;

	/** Whether an answer is awaited; under the lock of this. */
	private boolean asked;

	private boolean closed;

	private final AtomicReference<@Nullable Result> last = new AtomicReference<>();

	EndpointProbe(Endpoint endpoint, @Nullable String transport, Duration timeout) {
		this.endpoint = endpoint;
		this.timeout = timeout;
		PigatoClient.Builder builder = PigatoClient.builder().endpoint(endpoint.connectable()).prefix("pigato-health");
		if (transport != null) {
			builder.transport(transport);
		}
		this.client = builder.build();
	}

	Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Return how it went the last time, {@code null} if nobody knows yet.
	 */
	@Nullable Result last() {
		return this.last.get();
	}

	/**
	 * Ask, unless the answer to the last question is still awaited; does not wait.
	 */
	synchronized void probe() {
		if (this.asked || this.closed) {
			return;
		}
		this.asked = true;
		long start = System.nanoTime();
		// does nothing if it runs
		this.client.startAsync()
			.thenCompose((nothing) -> this.client.request(SERVICE)
				.data(SERVICE)
				.timeout(this.timeout)
				.callAsync(RawJson.class))
			.whenComplete((answer, failure) -> {
				long end = System.nanoTime();
				answered(new Result(Duration.ofNanos(end - start), end, (failure != null) ? cause(failure) : null));
			});
	}

	private synchronized void answered(Result result) {
		this.asked = false;
		if (this.closed) {
			return;
		}
		Result before = this.last.getAndSet(result);
		if (result.failure() != null && (before == null || before.failure() == null)) {
			logger.warn("The PIGATO broker does not answer at {}: {}", this.endpoint, result.failure().toString());
		}
		else if (result.failure() == null && before != null && before.failure() != null) {
			logger.info("The PIGATO broker answers again at {}", this.endpoint);
		}
	}

	private static Throwable cause(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	synchronized void close() {
		this.closed = true;
		this.client.stopAsync();
	}

	/**
	 * How it went.
	 *
	 * @param roundTrip how long it took
	 * @param nanoTime when it ended
	 * @param failure what was wrong, {@code null} if the broker answered
	 */
	record Result(Duration roundTrip, long nanoTime, @Nullable Throwable failure) {

		/**
		 * Return how long ago it ended.
		 */
		Duration age(long now) {
			return Duration.ofNanos(Math.max(now - this.nanoTime, 0));
		}

	}

}
