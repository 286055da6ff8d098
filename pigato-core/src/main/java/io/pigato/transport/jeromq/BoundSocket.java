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

package io.pigato.transport.jeromq;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Endpoint;

/**
 * A socket that is bound once and for all.
 */
abstract class BoundSocket extends JeroMqLoopSocket {

	private final JeroMqEventLoop loop;

	private final JeroMqSocket socket;

	private @Nullable Endpoint endpoint;

	private boolean closed;

	BoundSocket(JeroMqEventLoop loop, JeroMqSocket socket) {
		super(loop);
		this.loop = loop;
		this.socket = socket;
	}

	final JeroMqSocket socket() {
		return this.socket;
	}

	/**
	 * Called when the socket is bound.
	 */
	final void bound(Endpoint endpoint) {
		this.endpoint = endpoint;
	}

	final Endpoint boundEndpoint() {
		if (this.endpoint == null) {
			throw new IllegalStateException("not bound");
		}
		return this.endpoint;
	}

	final boolean isClosed() {
		return this.closed;
	}

	@Override
	public void close() {
		this.loop.assertInEventLoop();
		if (!this.closed) {
			this.closed = true;
			onClose();
		}
	}

	/**
	 * Called once, when the socket is closed; ends it, or sees to that it is ended later.
	 */
	void onClose() {
		end();
	}

	/**
	 * Give back what the socket holds. What JeroMQ took over is still sent.
	 */
	final void end() {
		this.socket.close();
		this.loop.forget(this);
	}

}
