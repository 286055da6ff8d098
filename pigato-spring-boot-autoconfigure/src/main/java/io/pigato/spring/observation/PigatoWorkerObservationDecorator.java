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

import io.pigato.spring.RequestHandlerDecorator;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;

/**
 * Observes the requests that workers handle. An observation is the current one of the
 * handler's thread while the handler is called. It stops when the handler has returned
 * and the reply has ended, from whichever thread, or nobody waits for the reply any more.
 */
public class PigatoWorkerObservationDecorator implements RequestHandlerDecorator {

	private final ObservationRegistry registry;

	private final @Nullable PigatoWorkerObservationConvention customConvention;

	private final PigatoWorkerObservationConvention defaultConvention;

	/**
	 * Create a decorator.
	 * @param registry where requests are observed
	 * @param customConvention the convention of the application, {@code null} for none
	 * @param defaultConvention the convention that is used if the application has none
	 */
	public PigatoWorkerObservationDecorator(ObservationRegistry registry,
			@Nullable PigatoWorkerObservationConvention customConvention,
			PigatoWorkerObservationConvention defaultConvention) {
		this.registry = registry;
		this.customConvention = customConvention;
		this.defaultConvention = defaultConvention;
	}

	@Override
	public RequestHandler decorate(RequestHandler handler, WorkerEndpoint endpoint) {
		return (request, reply) -> {
			if (this.registry.isNoop()) {
				handler.handle(request, reply);
			}
			else {
				observe(handler, endpoint, request, reply);
			}
		};
	}

	@Override
	public boolean seesErrorReplies() {
		return true;
	}

	private void observe(RequestHandler handler, WorkerEndpoint endpoint, PigatoRequest request, PigatoReply reply)
			throws Exception {
		PigatoWorkerObservationContext context = new PigatoWorkerObservationContext(request, reply, endpoint);
		Observation observation = PigatoObservationDocumentation.WORKER
			.observation(this.customConvention, this.defaultConvention, () -> context, this.registry)
			.start();
		if (observation.isNoop()) {
			handler.handle(request, reply);
			return;
		}
		ObservedReply observed = new ObservedReply(reply, observation, context);
		reply.onInactive(observed::cancelled);
		Observation.Scope scope = observation.openScope();
		try {
			handler.handle(request, observed);
		}
		catch (Throwable ex) {
			observed.thrown(ex);
			throw ex;
		}
		finally {
			scope.close();
			observed.returned();
		}
	}

}
