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

package io.pigato.samples.perf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.pigato.transport.Endpoint;

/**
 * All clients of this process.
 */
final class Load implements AutoCloseable {

	private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(30);

	/** How often to look whether there is news. */
	private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

	/** How long to wait for what is in flight once the process is told to end. */
	private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final Tally tally = new Tally();

	private final List<LoadClient> clients = new ArrayList<>();

	private final LoadSettings settings;

	private final Lifetime lifetime;

	private final Progress progress;

	Load(LoadSettings settings, Lifetime lifetime, Progress progress) {
		this.settings = settings;
		this.lifetime = lifetime;
		this.progress = progress;
	}

	Tally tally() {
		return this.tally;
	}

	/**
	 * Start clients and wait until they are connected.
	 * @param endpoints where the broker of each one is
	 * @throws PerfException if a broker does not answer
	 */
	void connect(List<Endpoint> endpoints) throws Exception {
		List<CompletableFuture<Void>> connected = new ArrayList<>();
		for (Endpoint endpoint : endpoints) {
			LoadClient client = new LoadClient(endpoint, this.settings, this.tally);
			this.clients.add(client);
			connected.add(client.start());
		}
		if (!this.lifetime.await(all(connected), CONNECT_NANOS)) {
			throw new PerfException("No broker has answered at " + endpoints.get(0)
					+ ": start one with 'broker', or correct '--endpoint'");
		}
	}

	/**
	 * Send requests in waves, each when the one before is over.
	 * @param count how many in each wave, for each client
	 */
	Result sendWaves(int waves, long count) throws Exception {
		Measurement measurement = this.tally.measure();
		for (int i = 0; i < waves && !this.lifetime.hasEnded(); i++) {
			long before = this.tally.replies();
			long begin = System.nanoTime();
			CompletableFuture<Void> sent = send(count);
			finish(sent);
			if (waves > 1) {
				this.progress.wave(i + 1, this.tally.replies() - before, System.nanoTime() - begin);
			}
		}
		return measurement.result();
	}

	/**
	 * Send requests for some time.
	 * @param warmup how long before anything is measured
	 * @param time how long to measure
	 */
	Result sendFor(Duration warmup, Duration time) throws Exception {
		CompletableFuture<Void> sent = send(Long.MAX_VALUE);
		this.tally.measure();
		pass(sent, warmup);
		Measurement measurement = this.tally.measure();
		pass(sent, time);
		Result result = measurement.result();
		this.clients.forEach(LoadClient::stopSending);
		finish(sent);
		return result;
	}

	private CompletableFuture<Void> send(long count) {
		return all(this.clients.stream().map((client) -> client.send(count)).toList());
	}

	private void pass(CompletableFuture<Void> sent, Duration time) throws Exception {
		long begin = System.nanoTime();
		long left = time.toNanos();
		while (left > 0 && !this.lifetime.hasEnded() && !this.lifetime.await(sent, Math.min(left, TURN_NANOS))) {
			this.progress.show(this.tally);
			left = time.toNanos() - (System.nanoTime() - begin);
		}
	}

	/**
	 * Wait for what is in flight as long as anything arrives.
	 */
	private void finish(CompletableFuture<Void> sent) throws Exception {
		// each ends by its own timeout, and those who lead to that may be late
		long patience = 2 * this.settings.timeout().toNanos() + LEAVE_NANOS;
		long arrivals = this.tally.arrivals();
		long lastArrival = System.nanoTime();
		while (!this.lifetime.hasEnded() && !this.lifetime.await(sent, TURN_NANOS)) {
			this.progress.show(this.tally);
			long now = System.nanoTime();
			if (this.tally.arrivals() != arrivals) {
				arrivals = this.tally.arrivals();
				lastArrival = now;
			}
			else if (now - lastArrival > patience) {
				break;
			}
		}
		if (!sent.isDone()) {
			this.clients.forEach(LoadClient::stopSending);
			try {
				sent.get(LEAVE_NANOS, TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				this.tally.unanswered(this.clients.stream().mapToLong(LoadClient::unanswered).sum());
			}
		}
		this.progress.clear();
	}

	private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
		return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
	}

	@Override
	public void close() {
		this.clients.forEach(LoadClient::close);
	}

}
