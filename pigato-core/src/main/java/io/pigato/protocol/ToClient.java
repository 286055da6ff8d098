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

package io.pigato.protocol;

/**
 * A message that a client receives.
 */
public sealed interface ToClient extends Message {

	/**
	 * {@code C 3|6 "" rid status data opts}: a reply.
	 *
	 * @param type final or partial, never a reject
	 * @param requestId the client's id of the request
	 * @param status the status frame, see {@link ReplyStatus}
	 * @param payload data, options and more
	 */
	record Reply(ReplyType type, Bytes requestId, byte[] status, Payload payload) implements ToClient {

	}

	/**
	 * {@code C 4}: the broker is alive.
	 */
	record Heartbeat() implements ToClient {

	}

	/**
	 * {@code C 4 hello json}: the broker's answer to a client's hello (protocol part 4).
	 *
	 * @param capabilities the JSON of its capabilities
	 */
	record Hello(byte[] capabilities) implements ToClient {

	}

	/**
	 * {@code C 4 drain}: the broker takes no more requests and is about to stop (protocol
	 * part 4).
	 */
	record Drain() implements ToClient {

	}

	/**
	 * What no broker that follows the protocol sends.
	 *
	 * @param fault what is wrong with it
	 * @param frames the frames as received
	 */
	record Malformed(Fault fault, byte[][] frames) implements ToClient {

	}

}
