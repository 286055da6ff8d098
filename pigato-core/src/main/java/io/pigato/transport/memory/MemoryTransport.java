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

import io.pigato.transport.EventLoop;
import io.pigato.transport.Transport;

/**
 * The transport {@code memory}: messages between the event loops of one JVM, with the
 * limits, back-pressure and connection events of a real one.
 * <p>
 * Endpoints are {@code inproc://name}; a name is bound once in the JVM, and {@code *}
 * means a free one. Messages are copied, so peers share nothing. Nothing subscribes to
 * publishers by this transport: what they publish goes to nobody.
 */
public final class MemoryTransport implements Transport {

	@Override
	public String name() {
		return "memory";
	}

	@Override
	public boolean supports(String scheme) {
		return scheme.equals(MemorySockets.SCHEME);
	}

	@Override
	public EventLoop newEventLoop(String name) {
		MemoryEventLoop loop = new MemoryEventLoop(name);
		loop.start();
		return loop;
	}

}
