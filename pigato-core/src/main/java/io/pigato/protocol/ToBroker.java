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
 * A message that a broker receives.
 */
public sealed interface ToBroker extends Message {

	/**
	 * A message from a client.
	 */
	sealed interface FromClient extends ToBroker {

	}

	/**
	 * A message from a worker.
	 */
	sealed interface FromWorker extends ToBroker {

	}

	/**
	 * {@code C 2 service rid data opts}: a client asks a service.
	 *
	 * @param service the service as it was sent; the empty name means {@code UNK}
	 * @param requestId the client's id of the request
	 * @param payload data, options and more
	 */
	record Request(String service, Bytes requestId, Payload payload) implements FromClient {

	}

	/**
	 * {@code C 4}: a client is alive and asks whether the broker is.
	 */
	record ClientHeartbeat() implements FromClient {

	}

	/**
	 * {@code C 4 request rid}: a client is still interested in one of its requests.
	 *
	 * @param requestId the client's id of the request
	 * @param spelling the word in frame 2; both are in the wild
	 */
	record RequestHeartbeat(Bytes requestId, Spelling spelling) implements FromClient {

		/**
		 * The word that marks a request's heartbeat.
		 */
		public enum Spelling {

			/** The word {@code request}, which the original's client sends. */
			REQUEST,

			/** The word {@code req}, which the original's broker looks for. */
			REQ

		}

	}

	/**
	 * {@code C 4 worker workerId}: the Ruby peer beats for its workers this way.
	 *
	 * @param workerId the worker's identity
	 */
	record WorkerLiveness(Bytes workerId) implements FromClient {

	}

	/**
	 * {@code C 4 hello json}: a client announces what it can do (protocol part 4).
	 *
	 * @param capabilities the JSON of its capabilities
	 */
	record ClientHello(byte[] capabilities) implements FromClient {

	}

	/**
	 * {@code C 4 cancel rid}: a client gives a request up (protocol part 4); only sent to
	 * a broker that announced {@code cancel}.
	 *
	 * @param requestId the client's id of the request
	 */
	record CancelRequest(Bytes requestId) implements FromClient {

	}

	/**
	 * {@code C 4 credit rid partials bytes}: a client's reader has taken partial replies
	 * of one of its requests, so that its worker may send as many more (protocol part 4);
	 * only sent to a broker that announced {@code credit}.
	 *
	 * @param requestId the client's id of the request
	 * @param partials how many partial replies more, in decimal digits
	 * @param bytes how many bytes more, in decimal digits
	 */
	record CreditGrant(Bytes requestId, int partials, int bytes) implements FromClient {

	}

	/**
	 * {@code W 1 service [json]}: a worker offers a service.
	 *
	 * @param service the service, which may be a wildcard or have a version
	 * @param capabilities the JSON of its capabilities, {@code null} from an old peer
	 * @param more the frames behind the capabilities, which this version does not know
	 */
	record Ready(String service, byte @Nullable [] capabilities, Payload more) implements FromWorker {

		/**
		 * Create an offer without further frames.
		 * @param service the service
		 * @param capabilities the JSON of the worker's capabilities, or {@code null}
		 */
		public Ready(String service, byte @Nullable [] capabilities) {
			this(service, capabilities, Payload.none());
		}

	}

	/**
	 * {@code W 3|6|7 clientId "" rid status data opts}: a worker replies.
	 *
	 * @param type whether this is the final reply, a partial one or a reject
	 * @param clientId the client as the worker was told it
	 * @param requestId the client's id of the request
	 * @param status the status frame, see {@link ReplyStatus}
	 * @param payload data, options and more
	 */
	record WorkerReply(ReplyType type, Bytes clientId, Bytes requestId, byte[] status,
			Payload payload) implements FromWorker {

	}

	/**
	 * {@code W 4 "" json}: a worker is alive, and how much it takes.
	 *
	 * @param payload what follows the type: an empty frame and a JSON object with
	 * {@code concurrency} and, from a core service, {@code update}; both may be missing
	 */
	record WorkerHeartbeat(Payload payload) implements FromWorker {

	}

	/**
	 * {@code W 5}: a worker leaves.
	 */
	record WorkerDisconnect() implements FromWorker {

	}

	/**
	 * What no peer that follows the protocol sends.
	 *
	 * @param fault what is wrong with it
	 * @param frames the frames as received
	 */
	record Malformed(Fault fault, byte[][] frames) implements ToBroker {

	}

}
