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

package io.pigato.transport.memory;

import io.pigato.transport.Endpoint;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.support.LoopSocket;

/**
 * A bound name to which nothing can subscribe.
 */
final class MemoryPublisher extends LoopSocket implements PublisherSocket {

	private final MemorySockets sockets;

	private final AbstractEventLoop loop;

	private final String name;

	MemoryPublisher(MemorySockets sockets, String name) {
		super(sockets.loop());
		this.sockets = sockets;
		this.loop = sockets.loop();
		this.name = name;
	}

	@Override
	public void publish(byte[][] frames) {
		this.loop.assertInEventLoop();
	}

	@Override
	public Endpoint endpoint() {
		return Endpoint.inproc(this.name);
	}

	@Override
	public void close() {
		this.loop.assertInEventLoop();
		this.sockets.forget(this, this.name);
	}

	@Override
	protected void process() {
	}

	@Override
	protected void fail(Throwable cause) {
		this.sockets.forget(this, this.name);
	}

}
