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

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import io.pigato.client.OutgoingRequest;
import io.pigato.client.RawReply;
import io.pigato.client.RequestInterceptor;
import io.pigato.client.RequestObserver;

/**
 * Observes the requests of a client. An observation begins, as a child of the current one
 * of the thread that sends, before the request is sent, so that it can be propagated in
 * the request's options; it stops when the request has ended, whichever way it was sent.
 */
public class PigatoClientObservationInterceptor implements RequestInterceptor {

	private final ObservationRegistry registry;

	private final @Nullable PigatoClientObservationConvention customConvention;

	private final PigatoClientObservationConvention defaultConvention;

	/**
	 * Create an interceptor.
	 * @param registry where requests are observed
	 * @param customConvention the convention of the application, {@code null} for none
	 * @param defaultConvention the convention that is used if the application has none
	 */
	public PigatoClientObservationInterceptor(ObservationRegistry registry,
			@Nullable PigatoClientObservationConvention customConvention,
			PigatoClientObservationConvention defaultConvention) {
		this.registry = registry;
		this.customConvention = customConvention;
		this.defaultConvention = defaultConvention;
	}

	@Override
	public @Nullable RequestObserver intercept(OutgoingRequest request) {
		return intercept(request, null);
	}

	@Override
	public RequestInterceptor capture() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null) ? (request) -> intercept(request, current) : this;
	}

	private @Nullable RequestObserver intercept(OutgoingRequest request, @Nullable Observation parent) {
		if (this.registry.isNoop()) {
			return null;
		}
		PigatoClientObservationContext context = new PigatoClientObservationContext(request);
		Observation observation = PigatoObservationDocumentation.CLIENT.observation(this.customConvention,
				this.defaultConvention, () -> context, this.registry);
		if (parent != null) {
			observation.parentObservation(parent);
		}
		observation.start();
		return observation.isNoop() ? null : new ObservedRequest(observation, context);
	}

	/**
	 * Stops the observation of a request when it has ended.
	 */
	private record ObservedRequest(Observation observation,
			PigatoClientObservationContext context) implements RequestObserver {

		@Override
		public void onPartial(RawReply reply) {
			this.context.countPartialReply();
		}

		@Override
		public void onResult(RawReply reply) {
			this.context.setResponse(reply);
			this.context.setOutcome(RequestOutcome.SUCCESS, null);
			this.observation.stop();
		}

		@Override
		public void onError(Throwable error) {
			ClientErrorCode.setOutcome(this.context, error);
			if (this.context.getOutcome() != RequestOutcome.CANCELLED) {
				// what its caller does not want any more has not failed
				this.observation.error(error);
			}
			this.observation.stop();
		}

	}

}
