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

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.transport.RequestReplySenderContext;
import org.jspecify.annotations.Nullable;

import io.pigato.client.OutgoingRequest;
import io.pigato.client.RawReply;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ServiceName;

/**
 * What is known of a request while its client observes it. The request is the carrier:
 * what is propagated becomes options of it, except for keys that have a meaning in the
 * protocol. The response is the final reply, if there is one.
 */
public final class PigatoClientObservationContext extends RequestReplySenderContext<OutgoingRequest, RawReply> {

	private final OutgoingRequest request;

	private final AtomicInteger partialReplies = new AtomicInteger();

	private volatile RequestOutcome outcome = RequestOutcome.UNKNOWN;

	private volatile @Nullable String errorCode;

	/**
	 * Create a context.
	 * @param request the request
	 */
	public PigatoClientObservationContext(OutgoingRequest request) {
		super((carrier, key, value) -> {
			// no baggage may change what the protocol does, nor keep requests from being
			// sent
			if (carrier != null && !RequestOptions.isDefined(key)) {
				carrier.option(key, value);
			}
		});
		this.request = request;
		setCarrier(request);
		setRemoteServiceName(ServiceName.base(request.service()));
	}

	/**
	 * Return the request.
	 * @return the request; options that are set once it is sent have no effect
	 */
	public OutgoingRequest getRequest() {
		return this.request;
	}

	/**
	 * Return how many partial replies came until now.
	 * @return the number
	 */
	public int getPartialReplies() {
		return this.partialReplies.get();
	}

	void countPartialReply() {
		this.partialReplies.incrementAndGet();
	}

	/**
	 * Return how the request ended.
	 * @return the outcome, {@link RequestOutcome#UNKNOWN} until it has ended
	 */
	public RequestOutcome getOutcome() {
		return this.outcome;
	}

	/**
	 * Return the code of the error as it is: that of the worker, which may be any text,
	 * or one of the client's.
	 * @return the code, {@code null} if there is no error or it has no code
	 */
	public @Nullable String getErrorCode() {
		return this.errorCode;
	}

	/**
	 * Tell how the request ended.
	 * @param outcome the outcome
	 * @param errorCode the code of the error, {@code null} for none
	 */
	public void setOutcome(RequestOutcome outcome, @Nullable String errorCode) {
		this.errorCode = errorCode;
		this.outcome = outcome;
	}

}
