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

package io.pigato.spring.observation;

import org.jspecify.annotations.Nullable;

import io.pigato.client.PigatoBrokerLostException;
import io.pigato.client.PigatoBusyException;
import io.pigato.client.PigatoCancelledException;
import io.pigato.client.PigatoClientClosedException;
import io.pigato.client.PigatoDeniedException;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.PigatoOverflowException;
import io.pigato.client.PigatoRejectedException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.client.PigatoTimeoutException;
import io.pigato.client.PigatoTooLargeException;
import io.pigato.client.PigatoWorkerLostException;
import io.pigato.json.PayloadException;

/**
 * Codes for the exceptions of clients that are no error of a worker, whether the broker
 * or the client itself found out.
 */
enum ClientErrorCode {

	TIMEOUT(PigatoTimeoutException.class, RequestOutcome.TIMEOUT),

	CANCELLED(PigatoCancelledException.class, RequestOutcome.CANCELLED),

	REJECTED(PigatoRejectedException.class, RequestOutcome.REJECTED),

	BROKER_LOST(PigatoBrokerLostException.class, RequestOutcome.ERROR),

	BUSY(PigatoBusyException.class, RequestOutcome.ERROR),

	CLIENT_CLOSED(PigatoClientClosedException.class, RequestOutcome.ERROR),

	DENIED(PigatoDeniedException.class, RequestOutcome.ERROR),

	NO_WORKER(PigatoNoWorkerException.class, RequestOutcome.ERROR),

	OVERFLOW(PigatoOverflowException.class, RequestOutcome.ERROR),

	TOO_LARGE(PigatoTooLargeException.class, RequestOutcome.ERROR),

	UNREADABLE(PayloadException.class, RequestOutcome.ERROR),

	WORKER_LOST(PigatoWorkerLostException.class, RequestOutcome.ERROR);

	private final Class<? extends Throwable> type;

	private final RequestOutcome outcome;

	ClientErrorCode(Class<? extends Throwable> type, RequestOutcome outcome) {
		this.type = type;
		this.outcome = outcome;
	}

	/**
	 * Tell a context how its request ended.
	 */
	static void setOutcome(PigatoClientObservationContext context, Throwable error) {
		ClientErrorCode code = of(error);
		if (code != null) {
			context.setOutcome(code.outcome, (code != CANCELLED) ? code.name() : null);
		}
		else {
			context.setOutcome(RequestOutcome.ERROR,
					(error instanceof PigatoRemoteException remote) ? remote.code() : null);
		}
	}

	private static @Nullable ClientErrorCode of(Throwable error) {
		for (ClientErrorCode code : values()) {
			if (code.type.isInstance(error)) {
				return code;
			}
		}
		return null;
	}

}
