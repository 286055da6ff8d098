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

import io.micrometer.observation.transport.RequestReplyReceiverContext;
import org.jspecify.annotations.Nullable;

import io.pigato.spring.WorkerEndpoint;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

/**
 * What is known of a request while a worker observes it. The request is the carrier: what
 * was propagated is read from its options. The response is the reply.
 */
public final class PigatoWorkerObservationContext extends RequestReplyReceiverContext<PigatoRequest, PigatoReply> {

	private final PigatoRequest request;

	private final WorkerEndpoint endpoint;

	private final AtomicInteger partialReplies = new AtomicInteger();

	private volatile RequestOutcome outcome = RequestOutcome.UNKNOWN;

	private volatile @Nullable String errorCode;

	/**
	 * Create a context.
	 * @param request the request
	 * @param reply the reply
	 * @param endpoint what the worker is made of
	 */
	public PigatoWorkerObservationContext(PigatoRequest request, PigatoReply reply, WorkerEndpoint endpoint) {
		super((carrier, key) -> (carrier.options().get(key) instanceof String text) ? text : null);
		this.request = request;
		this.endpoint = endpoint;
		setCarrier(request);
		setResponse(reply);
	}

	/**
	 * Return the request.
	 * @return the request
	 */
	public PigatoRequest getRequest() {
		return this.request;
	}

	/**
	 * Return what the worker is made of.
	 * @return the endpoint
	 */
	public WorkerEndpoint getEndpoint() {
		return this.endpoint;
	}

	/**
	 * Return how many partial replies were sent until now.
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
	 * Return the code of the error as the client gets it, which may be any text.
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
