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

package io.pigato.transport;

/**
 * A way to move messages between peers: the factory of the event loops that own sockets
 * of one kind.
 * <p>
 * Transports are found by name through {@link Transports}. Implementations are safe for
 * use from any thread.
 */
public interface Transport {

	/**
	 * Return the name that selects this transport, such as {@code jeromq}.
	 * @return the name
	 */
	String name();

	/**
	 * Whether this transport can bind and connect endpoints of the given scheme.
	 * @param scheme the scheme, such as {@code tcp}
	 * @return {@code true} if it can
	 */
	boolean supports(String scheme);

	/**
	 * Start an event loop of its own thread.
	 * @param name the name of the thread
	 * @return the running loop, to be closed by the caller
	 */
	EventLoop newEventLoop(String name);

}
