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

package io.pigato.spring.boot.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.pigato.broker.PigatoBroker;
import io.pigato.transport.Endpoint;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;
import io.pigato.worker.WorkerException;
import io.pigato.worker.WorkerListener;

/**
 * A service that tests answer, see {@link PigatoStubs}. If it is told several answers,
 * the first request gets the first one, and so on; further requests get the last one.
 * Safe for use from any thread.
 */
public final class PigatoStub {

	/** The code of the error of requests that the stub has no answer for. */
	static final String NO_ANSWER = "STUB_WITHOUT_ANSWER";

	/** The code of the error of requests that were not answered before the stub ended. */
	static final String REMOVED = "STUB_REMOVED";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** Enough for answers that are on their way; what hangs must not hold up the test. */
	private static final Duration GRACE_PERIOD = Duration.ofSeconds(1);

	private final String service;

	private final ServiceWorker worker;

	private final Set<PigatoReply> unanswered = ConcurrentHashMap.newKeySet();

	private final List<RequestHandler> answers = new ArrayList<>();

	/** Partial replies of an answer whose end was not told yet. */
	private Object @Nullable [] open;

	private int requests;

	private volatile CompletableFuture<Void> connected = new CompletableFuture<>();

	PigatoStub(String service, PigatoBroker broker, PigatoRecorder recorder) {
		this.service = service;
		this.worker = ServiceWorker.builder(service, recorder.record(this::handle, "the stub of '" + service + "'"))
			.endpoint(endpointOf(broker))
			.codec(recorder.codec())
			.gracePeriod(GRACE_PERIOD)
			.listener(new WorkerListener() {

				@Override
				public void onConnect() {
					PigatoStub.this.connected.complete(null);
				}

			})
			.build();
	}

	private static Endpoint endpointOf(PigatoBroker broker) {
		List<Endpoint> endpoints = broker.endpoints();
		if (endpoints.isEmpty()) {
			throw new IllegalStateException("There can be no stubs while " + broker
					+ " is not running. Make them once the context has started.");
		}
		return endpoints.get(0).connectable();
	}

	void start() {
		this.connected = new CompletableFuture<>();
		this.worker.start();
	}

	void awaitConnection() {
		try {
			this.connected.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException("The broker did not accept the stub of '" + this.service + "' within "
					+ PATIENCE.toSeconds() + " s", ex);
		}
	}

	CompletableFuture<Void> stop() {
		for (PigatoReply reply : this.unanswered) {
			if (reply.isActive()) {
				reply.error(REMOVED, "The stub of '" + this.service + "' was removed before it answered");
			}
		}
		this.unanswered.clear();
		return this.worker.stopAsync();
	}

	void reset() {
		synchronized (this.answers) {
			this.answers.clear();
			this.open = null;
			this.requests = 0;
		}
	}

	/**
	 * Answer with a result.
	 * @param result the result
	 * @return this stub
	 */
	public PigatoStub replies(@Nullable Object result) {
		return answers((request, reply) -> reply.end(result));
	}

	/**
	 * Answer with an error.
	 * @param code the code of the error
	 * @return this stub
	 */
	public PigatoStub fails(String code) {
		return fails(code, "The stub of '" + this.service + "' fails");
	}

	/**
	 * Answer with an error.
	 * @param code the code of the error
	 * @param message the message of the error
	 * @return this stub
	 */
	public PigatoStub fails(String code, String message) {
		return answers((request, reply) -> reply.error(code, message));
	}

	/**
	 * Reject, as a worker does that can't take a request. The broker offers the request
	 * to another worker, if there is one, until it expires.
	 * @return this stub
	 */
	public PigatoStub rejects() {
		return answers((request, reply) -> reply.reject());
	}

	/**
	 * Do not answer, so that requests run into their timeout.
	 * @return this stub
	 */
	public PigatoStub doesNotReply() {
		return answers((request, reply) -> {
			this.unanswered.add(reply);
			reply.onInactive(() -> this.unanswered.remove(reply));
		});
	}

	/**
	 * Answer with partial replies first. What is told next is the end of the same answer,
	 * such as {@code partials(1, 2).replies(3)}; if nothing is, JSON's null ends it.
	 * @param partials the partial replies
	 * @return this stub
	 */
	public PigatoStub partials(Object... partials) {
		synchronized (this.answers) {
			endOpen();
			this.open = partials.clone();
		}
		return this;
	}

	/**
	 * Answer as a handler does.
	 * @param handler the handler
	 * @return this stub
	 */
	public PigatoStub answers(RequestHandler handler) {
		synchronized (this.answers) {
			this.answers.add(withOpen(handler));
		}
		return this;
	}

	private void endOpen() {
		if (this.open != null) {
			answers((request, reply) -> reply.end());
		}
	}

	private RequestHandler withOpen(RequestHandler end) {
		Object[] partials = this.open;
		if (partials == null) {
			return end;
		}
		this.open = null;
		return (request, reply) -> {
			for (Object partial : partials) {
				reply.write(partial);
			}
			end.handle(request, reply);
		};
	}

	private void handle(PigatoRequest request, PigatoReply reply) throws Exception {
		next().handle(request, reply);
	}

	private RequestHandler next() {
		synchronized (this.answers) {
			endOpen();
			if (this.answers.isEmpty()) {
				throw new WorkerException(NO_ANSWER,
						"The stub of '" + this.service + "' was not told what to answer, as by replies(…)");
			}
			return this.answers.get(Math.min(this.requests++, this.answers.size() - 1));
		}
	}

	@Override
	public String toString() {
		return "stub of '" + this.service + "'";
	}

}
