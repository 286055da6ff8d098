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

package io.pigato.client;

/**
 * A request that was sent, for whom gets its replies by a {@link CallListener}. Safe for
 * use from any thread.
 */
public interface Call {

	/**
	 * Give the request up: its outcome is a {@link PigatoCancelledException}, unless it
	 * has one. A broker that understands it is told, and tells the worker (protocol part
	 * 4). Returns at once.
	 */
	void cancel();

	/**
	 * Tell the broker now that the request is still wanted. Clients do that by themselves
	 * once in every heartbeat interval.
	 */
	void heartbeat();

	/**
	 * Whether the request has its outcome. It may not have been told yet.
	 * @return {@code true} after the final reply, an error, a timeout or a cancel
	 */
	boolean isDone();

	/**
	 * Return the id under which the request is known on the wire.
	 * @return the id, unique over all clients
	 */
	String requestId();

}
