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

/**
 * A socket of a {@link SimulatedLoop}.
 */
abstract class SimulatedSocket {

	private final SimulatedLoop loop;

	private final SimulatedNetwork network;

	private boolean ready;

	private boolean closed;

	SimulatedSocket(SimulatedLoop loop, SimulatedNetwork network) {
		this.loop = loop;
		this.network = network;
		loop.register(this);
	}

	SimulatedLoop loop() {
		return this.loop;
	}

	SimulatedNetwork network() {
		return this.network;
	}

	SimulatedProcess process() {
		return this.loop.process();
	}

	boolean isClosed() {
		return this.closed;
	}

	void markReady() {
		if (!this.ready && !this.closed) {
			this.ready = true;
			this.loop.addReady(this);
		}
	}

	void processReady() {
		this.ready = false;
		if (!this.closed) {
			process(this.network.world());
		}
	}

	/**
	 * Tell the handler something, on the loop, unless it closed the socket by now.
	 */
	void tell(Runnable callback) {
		if (!this.closed) {
			this.network.world().run(this.loop, callback);
		}
	}

	abstract void process(SimulatedWorld world);

	public void close() {
		this.loop.assertInEventLoop();
		if (!this.closed) {
			this.closed = true;
			onClose();
		}
	}

	abstract void onClose();

	/**
	 * Be gone because the process crashed.
	 */
	void vanish(boolean told) {
		this.closed = true;
		onVanish(told);
	}

	abstract void onVanish(boolean told);

}
