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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.json.JacksonPayloadCodec;
import io.pigato.protocol.Bytes;
import io.pigato.protocol.ErrorCode;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ToBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BrokerErrors}.
 */
class BrokerErrorsTests {

	private static final Map<ErrorCode, Class<? extends PigatoException>> TYPES = Map.of(ErrorCode.B_TIMEOUT,
			PigatoTimeoutException.class, ErrorCode.B_WORKER_LOST, PigatoWorkerLostException.class,
			ErrorCode.B_REJECTED, PigatoRejectedException.class, ErrorCode.B_BUSY, PigatoBusyException.class,
			ErrorCode.B_NO_WORKER, PigatoNoWorkerException.class, ErrorCode.B_TOO_LARGE, PigatoTooLargeException.class,
			ErrorCode.B_SHUTDOWN, PigatoBrokerLostException.class, ErrorCode.B_DENIED, PigatoDeniedException.class);

	private static final Map<Outcome.Kind, Class<? extends PigatoException>> OWN_TYPES = Map.of(Outcome.Kind.TIMEOUT,
			PigatoTimeoutException.class, Outcome.Kind.NEVER_SENT, PigatoTimeoutException.class, Outcome.Kind.DEADLINE,
			PigatoTimeoutException.class, Outcome.Kind.BROKER_LOST, PigatoBrokerLostException.class,
			Outcome.Kind.CLOSED, PigatoClientClosedException.class, Outcome.Kind.BUSY, PigatoBusyException.class,
			Outcome.Kind.OVERFLOW, PigatoOverflowException.class, Outcome.Kind.TOO_LARGE, PigatoTooLargeException.class,
			Outcome.Kind.CANCELLED, PigatoCancelledException.class);

	@ParameterizedTest
	@EnumSource
	void errorOfTheBrokerHasItsOwnType(ErrorCode code) {
		assertThat(error("\"" + code + "\"")).isExactlyInstanceOf(TYPES.get(code))
			.hasMessageContainingAll("'echo'", "r-1", code.name());
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "RESULT", "ERROR" })
	void outcomeOfTheClientHasItsOwnType(Outcome.Kind kind) {
		assertThat(exception(new Outcome(kind, Payload.none(), "detail"))).isExactlyInstanceOf(OWN_TYPES.get(kind))
			.hasMessageContainingAll("'echo'", "r-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"B_UNKNOWN\"", "\"b_timeout\"", "{\"code\":\"B_TIMEOUT\"}", "B_TIMEOUT",
			"[\"B_TIMEOUT\"]", "-1", "0", "null", "", "{", "\"C_TIMEOUT\"" })
	void everythingElseIsOfTheWorker(String json) {
		assertThat(error(json)).isExactlyInstanceOf(PigatoRemoteException.class)
			.hasMessageContainingAll("'echo'", "r-1");
		assertThat(((PigatoRemoteException) error(json)).data()).hasToString(json);
	}

	@Test
	void codeAndMessageAreReadFromAnObject() {
		PigatoRemoteException ex = (PigatoRemoteException) error("{\"code\":404,\"message\":\"none\"}");
		assertThat(ex.code()).isEqualTo("404");
		assertThat(ex.remoteMessage()).isEqualTo("none");
	}

	@Test
	void textIsTheMessage() {
		PigatoRemoteException ex = (PigatoRemoteException) error("\"none\"");
		assertThat(ex.code()).isNull();
		assertThat(ex.remoteMessage()).isEqualTo("none");
	}

	@Test
	void longErrorIsQuotedInPart() {
		String text = "x".repeat(100_000);
		PigatoRemoteException ex = (PigatoRemoteException) error("\"" + text + "\"");
		assertThat(ex.getMessage()).hasSizeLessThan(1000);
		assertThat(ex.remoteMessage()).isEqualTo(text);
	}

	private static PigatoException error(String json) {
		return exception(Outcome.error(Payload.of(Bytes.of(json).array())));
	}

	private static PigatoException exception(Outcome outcome) {
		PendingRequest request = new PendingRequest(new ToBroker.Request("echo", Bytes.of("r-1"), Payload.none()), 1, 1,
				false);
		return BrokerErrors.exception(outcome, request, new JacksonPayloadCodec());
	}

}
