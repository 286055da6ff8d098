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
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import io.pigato.broker.PigatoBroker;
import io.pigato.spring.PigatoLifecyclePhases;
import io.pigato.transport.Endpoint;

/**
 * Sends a request through each endpoint of a broker again and again, so that its health
 * is known before somebody asks. It follows the broker to other ports.
 */
final class BrokerProbe implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(BrokerProbe.class);

	private final PigatoBroker broker;

	private final @Nullable String transport;

	private final Duration interval;

	private final Duration timeout;

	private final Object lock = new Object();

	private volatile List<EndpointProbe> probes = List.of();

	private @Nullable ScheduledExecutorService scheduler;

	/**
	 * Create a probe.
	 * @param transport the name of the transport, {@code null} for the one that suits the
	 * endpoints
	 * @param interval how often to ask
	 * @param timeout how long an answer may take
	 */
	BrokerProbe(PigatoBroker broker, @Nullable String transport, Duration interval, Duration timeout) {
		this.broker = broker;
		this.transport = transport;
		this.interval = interval;
		this.timeout = timeout;
	}

	/**
	 * Return after which time an answer does not count any more.
	 */
	Duration validity() {
		return this.interval.plus(this.timeout).multipliedBy(2);
	}

	/**
	 * Return what is known of each endpoint.
	 */
	List<EndpointProbe> probes() {
		return this.probes;
	}

	@Override
	public void start() {
		synchronized (this.lock) {
			if (this.scheduler != null) {
				return;
			}
			ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor((task) -> {
				Thread thread = new Thread(task, "pigato-broker-probe");
				thread.setDaemon(true);
				return thread;
			});
			started.scheduleWithFixedDelay(this::probe, 0, this.interval.toMillis(), TimeUnit.MILLISECONDS);
			this.scheduler = started;
		}
	}

	private void probe() {
		try {
			List<Endpoint> endpoints = this.broker.endpoints();
			if (!this.probes.stream().map(EndpointProbe::endpoint).toList().equals(endpoints)) {
				follow(endpoints);
			}
			this.probes.forEach(EndpointProbe::probe);
		}
		catch (RuntimeException ex) {
			logger.error("The endpoints of the PIGATO broker '{}' can't be probed", this.broker.name(), ex);
		}
	}

	private void follow(List<Endpoint> endpoints) {
		synchronized (this.lock) {
			close();
			if (this.scheduler != null) {
				this.probes = endpoints.stream()
					.map((endpoint) -> new EndpointProbe(endpoint, this.transport, this.timeout))
					.toList();
			}
		}
	}

	private void close() {
		this.probes.forEach(EndpointProbe::close);
		this.probes = List.of();
	}

	@Override
	public void stop() {
		synchronized (this.lock) {
			if (this.scheduler != null) {
				this.scheduler.shutdown();
				this.scheduler = null;
			}
			close();
		}
	}

	@Override
	public boolean isRunning() {
		synchronized (this.lock) {
			return this.scheduler != null;
		}
	}

	/**
	 * Whether a paused context stops the probe, which would be without the broker that is
	 * not stopped then.
	 * @return {@code false}
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PigatoLifecyclePhases.BROKER + 1;
	}

}
