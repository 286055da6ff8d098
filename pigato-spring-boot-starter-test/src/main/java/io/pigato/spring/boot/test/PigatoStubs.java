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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.pigato.broker.PigatoBroker;
import io.pigato.spring.PigatoLifecyclePhases;
import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;

/**
 * Answers requests in place of workers, so that what sends them can be tested:
 *
 * <pre>{@code
 * stubs.stub("billing.charge").replies(new Receipt("r-1"));
 * stubs.stub("billing.refund").fails("NO_FUNDS", "There is nothing left");
 * stubs.stub("billing.list").partials(first, second).replies(null);
 * }</pre>
 * <p>
 * Each stub is a worker of its own at the broker of the application. What stubs are
 * handed is recorded by the {@link PigatoRecorder}. All stubs are removed after each test
 * method. Safe for use from any thread.
 */
public final class PigatoStubs implements SmartLifecycle {

	private final PigatoBroker broker;

	private final PigatoRecorder recorder;

	private final @Nullable PigatoWorkerRegistry workers;

	private final Map<String, PigatoStub> stubs = new LinkedHashMap<>();

	private boolean running;

	/**
	 * Create a place for stubs.
	 * @param broker where stubs offer their services
	 * @param recorder records what they are handed
	 * @param workers the workers of the application, which stubs can't replace, if there
	 * may be any
	 */
	public PigatoStubs(PigatoBroker broker, PigatoRecorder recorder, @Nullable PigatoWorkerRegistry workers) {
		this.broker = broker;
		this.recorder = recorder;
		this.workers = workers;
	}

	/**
	 * Offer a service, and wait until the broker knows that. A stub of the same service
	 * is given up.
	 * @param service the service to offer: a name, a wildcard {@code prefix*}, or
	 * {@code name@1.2.3}
	 * @return the stub, which has to be told what to answer
	 * @throws IllegalStateException if a worker of the application offers the same
	 * service, or the broker does not accept the stub
	 * @throws IllegalArgumentException if the service is not valid
	 */
	public PigatoStub stub(String service) {
		checkNotOffered(service);
		synchronized (this.stubs) {
			PigatoStub stub = this.stubs.get(service);
			if (stub != null) {
				stub.reset();
				return stub;
			}
			stub = new PigatoStub(service, this.broker, this.recorder);
			this.stubs.put(service, stub);
			if (this.running) {
				stub.start();
				stub.awaitConnection();
			}
			return stub;
		}
	}

	private void checkNotOffered(String service) {
		if (this.workers == null) {
			return;
		}
		for (PigatoWorkerContainer container : this.workers.getContainers()) {
			if (container.isRunning() && container.getWorker().service().equals(service)) {
				throw new IllegalStateException("The service '" + service + "' can't be stubbed: the application's own "
						+ container + " offers it and would get some of the requests. "
						+ "Stop that worker or leave it out of the test.");
			}
		}
	}

	/**
	 * Remove all stubs. Done after each test method. Requests that they have not answered
	 * end with an error.
	 */
	public void clear() {
		synchronized (this.stubs) {
			List<PigatoStub> removed = List.copyOf(this.stubs.values());
			this.stubs.clear();
			stop(removed);
		}
	}

	private static void stop(List<PigatoStub> stubs) {
		// at a time: each takes until the broker has surely heard of it
		CompletableFuture.allOf(stubs.stream().map(PigatoStub::stop).toArray(CompletableFuture[]::new)).join();
	}

	/**
	 * Start the stubs that are there.
	 */
	@Override
	public void start() {
		synchronized (this.stubs) {
			this.running = true;
			this.stubs.values().forEach(PigatoStub::start);
			this.stubs.values().forEach(PigatoStub::awaitConnection);
		}
	}

	/**
	 * Stop the stubs that are there, which come back with the next start.
	 */
	@Override
	public void stop() {
		synchronized (this.stubs) {
			this.running = false;
			stop(List.copyOf(this.stubs.values()));
		}
	}

	@Override
	public boolean isRunning() {
		synchronized (this.stubs) {
			return this.running;
		}
	}

	@Override
	public int getPhase() {
		return PigatoLifecyclePhases.WORKER;
	}

}
