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

package io.pigato.simulation;

import io.pigato.transport.Endpoint;
import io.pigato.transport.PublisherSocket;

/**
 * A bound socket to which nothing subscribes.
 */
final class SimulatedPublisher extends SimulatedSocket implements PublisherSocket {

	private final Endpoint endpoint;

	SimulatedPublisher(SimulatedLoop loop, SimulatedNetwork network, Endpoint endpoint) {
		super(loop, network);
		this.endpoint = endpoint;
	}

	@Override
	public void publish(byte[][] frames) {
		loop().assertInEventLoop();
	}

	@Override
	public Endpoint endpoint() {
		return this.endpoint;
	}

	@Override
	void process(SimulatedWorld world) {
	}

	@Override
	void onClose() {
		network().unbind(this.endpoint);
		loop().deregister(this);
	}

	@Override
	void onVanish(boolean told) {
		network().unbind(this.endpoint);
	}

}
