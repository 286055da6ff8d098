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

import org.springframework.context.ApplicationEventPublisher;

import io.pigato.broker.BrokerListener;
import io.pigato.broker.DepartureReason;
import io.pigato.broker.PigatoBroker;

/**
 * Makes application events of what happens at a broker.
 */
final class BrokerEventPublisher implements BrokerListener {

	private final PigatoBroker broker;

	private final ApplicationEventPublisher events;

	private volatile boolean muted;

	BrokerEventPublisher(PigatoBroker broker, ApplicationEventPublisher events) {
		this.broker = broker;
		this.events = events;
	}

	/**
	 * Publish nothing any more: the application context is not there for it.
	 */
	void mute() {
		this.muted = true;
	}

	private void publish(PigatoBrokerEvent event) {
		if (!this.muted) {
			this.events.publishEvent(event);
		}
	}

	@Override
	public void onStop() {
		publish(new PigatoBrokerStoppedEvent(this.broker));
	}

	@Override
	public void onWorkerJoined(String service, String workerId) {
		publish(new PigatoWorkerJoinedEvent(this.broker, service, workerId));
	}

	@Override
	public void onWorkerLeft(String service, String workerId, DepartureReason reason) {
		publish(new PigatoWorkerLeftEvent(this.broker, service, workerId, reason));
	}

	@Override
	public void onClientJoined(String clientId) {
		publish(new PigatoClientConnectedEvent(this.broker, clientId));
	}

	@Override
	public void onClientLeft(String clientId) {
		publish(new PigatoClientLostEvent(this.broker, clientId));
	}

}
