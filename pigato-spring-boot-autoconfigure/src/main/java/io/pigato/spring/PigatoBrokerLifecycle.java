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

package io.pigato.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

import io.pigato.broker.PigatoBroker;
import io.pigato.transport.TransportException;

/**
 * Starts and stops a broker with an application context, and keeps the JVM alive in
 * between.
 */
public final class PigatoBrokerLifecycle implements SmartLifecycle, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(PigatoBrokerLifecycle.class);

	private final PigatoBroker broker;

	private final ApplicationEventPublisher events;

	private final BrokerEventPublisher publisher;

	private final KeepAlive keepAlive = new KeepAlive();

	private final AtomicBoolean keepsAlive = new AtomicBoolean();

	private volatile CompletableFuture<Void> stopping = CompletableFuture.completedFuture(null);

	/**
	 * Create a lifecycle.
	 * @param broker the broker
	 * @param events told of a {@link PigatoBrokerEvent} whenever something happens at it
	 */
	public PigatoBrokerLifecycle(PigatoBroker broker, ApplicationEventPublisher events) {
		this.broker = broker;
		this.events = events;
		this.publisher = new BrokerEventPublisher(broker, events);
		broker.addListener(this.publisher);
	}

	/**
	 * Start the broker and wait until it is bound.
	 * @throws PigatoBrokerStartException if an endpoint can't be bound
	 */
	@Override
	public void start() {
		try {
			this.broker.start();
		}
		catch (TransportException ex) {
			throw new PigatoBrokerStartException(this.broker.name(), ex);
		}
		if (this.keepsAlive.compareAndSet(false, true)) {
			this.keepAlive.acquire();
		}
		logger.info("PIGATO broker '{}' serves at {}{}", this.broker.name(), this.broker.endpoints(),
				(this.broker.directoryEndpoint() != null)
						? ", and publishes its directory at " + this.broker.directoryEndpoint() : "");
		this.events.publishEvent(new PigatoBrokerStartedEvent(this.broker));
	}

	@Override
	public void stop() {
		try {
			this.broker.stop();
		}
		finally {
			stopped();
		}
	}

	/**
	 * Stop the broker: requests in flight are finished within its grace period.
	 * @param callback called when it has stopped
	 */
	@Override
	public void stop(Runnable callback) {
		AsyncStop.stop(this.broker, this::stopAsync, callback);
	}

	private CompletableFuture<Void> stopAsync() {
		CompletableFuture<Void> done = this.broker.stopAsync().whenComplete((nothing, failure) -> stopped());
		this.stopping = done;
		return done;
	}

	private void stopped() {
		if (this.keepsAlive.compareAndSet(true, false)) {
			this.keepAlive.release();
			logger.info("PIGATO broker '{}' stopped", this.broker.name());
		}
	}

	@Override
	public boolean isRunning() {
		return this.broker.isRunning();
	}

	/**
	 * Whether a paused context stops the broker, which would lose its free port and its
	 * peers outside the context.
	 * @return {@code false}
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PigatoLifecyclePhases.BROKER;
	}

	/**
	 * Stop the broker, should the context have failed to start; end at once what is in
	 * flight, should its shutdown phase have timed out.
	 */
	@Override
	public void destroy() {
		this.publisher.mute();
		if (this.stopping.isDone()) {
			stop();
			return;
		}
		logger.warn("PIGATO broker '{}' has not finished what is in flight when its shutdown phase timed out",
				this.broker.name());
		stopped();
		this.broker.stopAsync(Duration.ZERO);
	}

}
