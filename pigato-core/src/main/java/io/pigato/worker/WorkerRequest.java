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

package io.pigato.worker;

import java.lang.reflect.Type;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.pigato.json.RawJson;
import io.pigato.protocol.Bytes;
import io.pigato.protocol.RequestOptions;

/**
 * A {@link PigatoRequest} as it was received.
 */
final class WorkerRequest implements PigatoRequest {

	private final InFlightRequest request;

	private final ReplyChannel channel;

	private final PigatoReply reply;

	WorkerRequest(InFlightRequest request, ReplyChannel channel, PigatoReply reply) {
		this.request = request;
		this.channel = channel;
		this.reply = reply;
	}

	@Override
	public String service() {
		return this.request.message.service();
	}

	@Override
	public Bytes clientId() {
		return this.request.key.clientId();
	}

	@Override
	public Bytes requestId() {
		return this.request.key.requestId();
	}

	@Override
	public <T> @Nullable T data(Type type) {
		return this.channel.codec().decode(this.request.message.payload().data(), type);
	}

	@Override
	public RawJson json() {
		return RawJson.wrap(this.request.message.payload().data());
	}

	@Override
	public RequestOptions options() {
		return this.request.options;
	}

	@Override
	public @Nullable Duration timeLeft() {
		if (this.request.deadlineNanos < 0) {
			return null;
		}
		long elapsed = this.channel.nanoTime() - this.request.receivedNanos;
		return Duration.ofNanos(Math.max(this.request.deadlineNanos - elapsed, 0));
	}

	@Override
	public boolean isActive() {
		return this.reply.isActive();
	}

	@Override
	public String toString() {
		return "request " + requestId() + " of '" + service() + "'";
	}

}
