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

import org.jspecify.annotations.Nullable;

/**
 * A message that a worker receives.
 */
public sealed interface ToWorker extends Message {

	/**
	 * {@code W 1 [json]}: the broker accepted the worker.
	 *
	 * @param capabilities the JSON of its capabilities, {@code null} from an old peer
	 * @param more the frames behind the capabilities, which this version does not know
	 */
	record ReadyAccepted(byte @Nullable [] capabilities, Payload more) implements ToWorker {

		/**
		 * Create an answer without further frames.
		 * @param capabilities the JSON of the broker's capabilities, or {@code null}
		 */
		public ReadyAccepted(byte @Nullable [] capabilities) {
			this(capabilities, Payload.none());
		}

	}

	/**
	 * {@code W 2 clientId service "" rid data opts}: a request to work on.
	 *
	 * @param clientId the client, to be sent back in every reply
	 * @param service the service that the client asked for
	 * @param requestId the client's id of the request
	 * @param payload data, options and more
	 */
	record Request(Bytes clientId, String service, Bytes requestId, Payload payload) implements ToWorker {

	}

	/**
	 * {@code W 4}: the broker is alive.
	 */
	record Heartbeat() implements ToWorker {

	}

	/**
	 * {@code W 4 clientId "" rid}: a client still wants this request.
	 *
	 * @param clientId the client as it was given with the request
	 * @param requestId the client's id of the request
	 */
	record RequestHeartbeat(Bytes clientId, Bytes requestId) implements ToWorker {

	}

	/**
	 * {@code W 4 clientId "" rid cancel}: nobody waits for this request any more
	 * (protocol part 4); only sent to a worker that announced {@code cancel}.
	 *
	 * @param clientId the client as it was given with the request
	 * @param requestId the client's id of the request
	 */
	record CancelRequest(Bytes clientId, Bytes requestId) implements ToWorker {

	}

	/**
	 * {@code W 4 clientId "" rid credit partials bytes}: more partial replies to this
	 * request may be sent (protocol part 4); only sent to a worker that announced
	 * {@code credit}.
	 *
	 * @param clientId the client as it was given with the request
	 * @param requestId the client's id of the request
	 * @param partials how many partial replies more, in decimal digits
	 * @param bytes how many bytes more, in decimal digits
	 */
	record CreditGrant(Bytes clientId, Bytes requestId, int partials, int bytes) implements ToWorker {

	}

	/**
	 * {@code W 4 drain}: the broker takes no more requests and is about to stop (protocol
	 * part 4).
	 */
	record Drain() implements ToWorker {

	}

	/**
	 * {@code W 5}: the broker does not know this worker (any more); it has to come back
	 * with a new socket and a new identity.
	 */
	record Disconnect() implements ToWorker {

	}

	/**
	 * What no broker that follows the protocol sends.
	 *
	 * @param fault what is wrong with it
	 * @param frames the frames as received
	 */
	record Malformed(Fault fault, byte[][] frames) implements ToWorker {

	}

}
