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
 * Told what happens to a client, on its executor, one after the other and in order; never
 * on the event loop. What a listener throws is logged.
 */
public interface ClientListener {

	/**
	 * The client was started; it is not connected yet.
	 */
	default void onStart() {
	}

	/**
	 * The client was stopped, and whatever was pending has its outcome.
	 */
	default void onStop() {
	}

	/**
	 * The broker answered for the first time on a new connection.
	 */
	default void onConnect() {
	}

	/**
	 * A connection on which the broker had answered is no more.
	 * @param reason why, such as that nothing was heard for a time
	 */
	default void onDisconnect(String reason) {
	}

	/**
	 * The broker says that it is about to stop (protocol part 4). It gets no more
	 * requests: they wait for the next connection, their timeouts running.
	 */
	default void onDrain() {
	}

	/**
	 * Something failed that is not the outcome of a request: the socket, or a
	 * {@link CallListener}.
	 * @param error what failed
	 */
	default void onError(Throwable error) {
	}

	/**
	 * A reply came for a request that is not pending (any more); it was dropped. If too
	 * many come at once, only the {@linkplain ClientStatistics#lateReplies() counter}
	 * tells of some of them.
	 * @param requestId the id of the request as the reply has it
	 */
	default void onLateReply(String requestId) {
	}

}
