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

package io.pigato.broker;

import java.util.function.Consumer;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.ErrorCode;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToClient;
import io.pigato.transport.SendResult;

/**
 * The way to clients. A client that does not read its replies is dropped rather than
 * buffered for without a bound, or served with gaps.
 */
final class ClientGateway {

	private static final byte[] NO_OPTIONS = { '{', '}' };

	private final Outbound outbound;

	private final Counters counters;

	/** Told of a client that can't be reached any more. */
	private final Consumer<ClientSession> onUnreachable;

	ClientGateway(Outbound outbound, Counters counters, Consumer<ClientSession> onUnreachable) {
		this.outbound = outbound;
		this.counters = counters;
		this.onUnreachable = onUnreachable;
	}

	boolean send(ClientSession client, ToClient message) {
		if (client.isGone()) {
			this.counters.undeliverable.increment();
			return false;
		}
		SendResult result = this.outbound.send(client.identity(), message);
		if (result == SendResult.SENT) {
			return true;
		}
		this.counters.undeliverable.increment();
		if (result == SendResult.FULL) {
			this.counters.slowClients.increment();
			this.outbound.disconnect(client.identity());
		}
		this.onUnreachable.accept(client);
		return false;
	}

	void sendError(ClientSession client, Bytes requestId, ErrorCode code) {
		if (send(client, error(requestId, code))) {
			counter(code).increment();
		}
	}

	/**
	 * Send an error to a client that is not, and won't be, known.
	 */
	void sendError(Bytes client, Bytes requestId, ErrorCode code) {
		if (this.outbound.send(client, error(requestId, code)) == SendResult.SENT) {
			counter(code).increment();
		}
	}

	@SuppressWarnings("NullAway") // there is one of each
	private Counter counter(ErrorCode code) {
		return this.counters.errors.get(code);
	}

	/**
	 * Errors that the broker makes itself are JSON strings (protocol part 3).
	 */
	static ToClient.Reply error(Bytes requestId, ErrorCode code) {
		return new ToClient.Reply(ReplyType.FINAL, requestId, ReplyStatus.error(),
				Payload.of(Bytes.of('"' + code.name() + '"').array(), NO_OPTIONS));
	}

}
