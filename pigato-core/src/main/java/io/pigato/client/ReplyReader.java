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

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.json.PayloadException;
import io.pigato.protocol.Payload;

/**
 * Reads the replies to one request as values of a type. Never used on an event loop.
 *
 * @param <T> the type
 */
final class ReplyReader<T> {

	private final PayloadCodec codec;

	private final Type type;

	private final PendingRequest request;

	ReplyReader(PayloadCodec codec, Type type, PendingRequest request) {
		this.codec = codec;
		this.type = type;
		this.request = request;
	}

	/**
	 * Read a partial reply.
	 */
	@Nullable T read(Payload payload) {
		return read(payload, false);
	}

	@SuppressWarnings("unchecked")
	private @Nullable T read(Payload payload, boolean last) {
		if (this.type == RawReply.class) {
			return (T) new RawReply(payload, last, this.codec);
		}
		try {
			return this.codec.decode(payload.data(), this.type);
		}
		catch (PayloadException ex) {
			throw new PayloadException(describe("can't be read: " + ex.getMessage()), ex);
		}
	}

	/**
	 * Return the request whose replies these are.
	 */
	PendingRequest request() {
		return this.request;
	}

	/**
	 * Return the result, or throw what the outcome is instead. Before that, those who
	 * observe the request are told, unless they know.
	 */
	@Nullable T result(Outcome outcome) {
		if (!this.request.isObserved()) {
			return readResult(outcome);
		}
		try {
			T result = readResult(outcome);
			this.request.tellObservers(outcome);
			return result;
		}
		catch (Throwable ex) {
			this.request.tellObservers(ex);
			throw ex;
		}
	}

	private @Nullable T readResult(Outcome outcome) {
		if (outcome.kind() != Outcome.Kind.RESULT) {
			throw exception(outcome);
		}
		return read(outcome.payload(), true);
	}

	PigatoException exception(Outcome outcome) {
		return BrokerErrors.exception(outcome, this.request, this.codec);
	}

	String describe(String what) {
		return "A reply to request " + this.request.id() + " to service '" + this.request.service() + "' " + what;
	}

}
