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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.json.PayloadException;
import io.pigato.json.RawJson;
import io.pigato.protocol.ErrorCode;

/**
 * Turns outcomes without a result into exceptions: those that the client made itself,
 * errors of the broker by their {@link ErrorCode}, and all others, which come from the
 * worker.
 */
final class BrokerErrors {

	private static final int MAX_QUOTED = 200;

	private BrokerErrors() {
	}

	static PigatoException exception(Outcome outcome, PendingRequest request, PayloadCodec codec) {
		String who = "Request " + request.id() + " to service '" + request.service() + "'";
		return switch (outcome.kind()) {
			case ERROR -> error(RawJson.wrap(outcome.payload().data()), who, codec);
			case TIMEOUT -> new PigatoTimeoutException(who + " got no reply for " + request.timeoutMillis()
					+ " ms. Give it a longer timeout, or see whether a worker offers the service.");
			case NEVER_SENT -> new PigatoTimeoutException(who + " could not be sent within " + request.timeoutMillis()
					+ " ms. See whether the broker is there and the client connected to it.");
			case DEADLINE -> new PigatoTimeoutException(who + " was not finished within its deadline of "
					+ request.deadlineMillis() + " ms. Give it a longer deadline, or ask for less.");
			case BROKER_LOST -> new PigatoBrokerLostException(who + " was sent, but the broker was lost: "
					+ outcome.detail() + ". Send it again if it may run twice, or set retry for that.");
			case CLOSED -> new PigatoClientClosedException(who + " failed because " + outcome.detail() + ".");
			case BUSY -> new PigatoBusyException(who + " was refused because too many requests are pending."
					+ " Send fewer at a time, or raise maxPendingRequests.");
			case OVERFLOW -> new PigatoOverflowException(who + " was given up because its partial replies were not"
					+ " read fast enough for a worker that does not wait. Read faster, raise its bufferSize, or have"
					+ " worker and broker use a version that knows of credit.");
			case TOO_LARGE -> new PigatoTooLargeException(who + " got a reply larger than this client takes."
					+ " Ask for less, or raise maxMessageSize of the client's socket options.");
			case CANCELLED -> new PigatoCancelledException(who + " was given up: " + outcome.detail() + ".");
			case RESULT -> throw new IllegalArgumentException("A result is no error");
		};
	}

	private static PigatoException error(RawJson data, String who, PayloadCodec codec) {
		Object value = read(data, codec);
		ErrorCode code = (value instanceof String text) ? codeOf(text) : null;
		if (code != null) {
			return brokerError(code, who);
		}
		String remoteCode = (value instanceof Map<?, ?> map) ? text(map.get("code")) : null;
		String message = (value instanceof Map<?, ?> map) ? text(map.get("message")) : text(value);
		return new PigatoRemoteException(
				who + " was answered with an error: " + quote(data, message)
						+ ". See the worker's log, or what the service expects.",
				remoteCode, (value instanceof Map || value instanceof String) ? message : null, data);
	}

	private static @Nullable Object read(RawJson data, PayloadCodec codec) {
		try {
			return codec.decode(data.bytes(), Object.class);
		}
		catch (PayloadException ex) {
			// still an error, even where nobody can read it
			return null;
		}
	}

	private static @Nullable ErrorCode codeOf(String text) {
		for (ErrorCode code : ErrorCode.values()) {
			if (code.name().equals(text)) {
				return code;
			}
		}
		return null;
	}

	private static PigatoException brokerError(ErrorCode code, String who) {
		String says = who + " failed at the broker (" + code + "): ";
		return switch (code) {
			case B_TIMEOUT -> new PigatoTimeoutException(says
					+ "its time was over. Give it a longer timeout, see whether a worker offers the service, or read"
					+ " partial replies before the broker's max-reader-pause is over.");
			case B_WORKER_LOST -> new PigatoWorkerLostException(
					says + "its worker was lost. Send it again if it may run twice, or set retry for that.");
			case B_REJECTED -> new PigatoRejectedException(
					says + "no worker took it until it expired. See why the workers reject it.");
			case B_BUSY -> new PigatoBusyException(says + "a limit was hit. Send it again later.");
			case B_NO_WORKER ->
				new PigatoNoWorkerException(says + "no worker offers the service. Start one, or don't fail fast.");
			case B_TOO_LARGE -> new PigatoTooLargeException(
					says + "it or a reply is too large. Send or ask for less, or raise the broker's limits.");
			case B_SHUTDOWN ->
				new PigatoBrokerLostException(says + "the broker is stopping. Send it again when a broker is there.");
			case B_DENIED ->
				new PigatoDeniedException(says + "it is not allowed. See what the broker allows to this client.");
		};
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	private static String quote(RawJson data, @Nullable String message) {
		String text = (message != null) ? message : data.toString();
		if (text.isEmpty()) {
			return "(no value)";
		}
		return (text.length() <= MAX_QUOTED) ? text : text.substring(0, MAX_QUOTED) + "...";
	}

}
