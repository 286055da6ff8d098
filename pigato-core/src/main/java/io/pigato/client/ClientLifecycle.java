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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;

/**
 * Starts and stops a client, any number of times, and hands requests to the session that
 * runs.
 */
final class ClientLifecycle implements Calls {

	private final ClientOptions options;

	private final ClientCounters counters = new ClientCounters();

	private final Executor executor;

	private final ListenerEvents events;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable ClientSession session;

	/** Both change under the lock. */
	private CompletableFuture<Void> lastStart = CompletableFuture.completedFuture(null);

	private CompletableFuture<Void> lastStop = CompletableFuture.completedFuture(null);

	private volatile @Nullable ClientSession lastSession;

	ClientLifecycle(ClientOptions options) {
		this.options = options;
		this.executor = new CallbackExecutor(options.executor(), () -> this.lastSession);
		this.events = new ListenerEvents(options.listener(), this.executor);
	}

	ClientOptions options() {
		return this.options;
	}

	void start() {
		await(startAsync());
	}

	CompletableFuture<Void> startAsync() {
		this.lock.lock();
		try {
			if (this.session == null) {
				ClientSession next = new ClientSession(this.options, this.counters, this.events, this.lastStop);
				this.session = next;
				this.lastSession = next;
				this.lastStart = next.started()
					.exceptionallyCompose(
							(failure) -> stop(next).thenCompose((nothing) -> CompletableFuture.failedFuture(failure)));
			}
			return this.lastStart.copy();
		}
		finally {
			this.lock.unlock();
		}
	}

	void stop() {
		await(stopAsync());
	}

	CompletableFuture<Void> stopAsync() {
		ClientSession current = this.session;
		return (current != null) ? stop(current) : stopped();
	}

	private CompletableFuture<Void> stop(ClientSession stopping) {
		this.lock.lock();
		try {
			if (this.session == stopping) {
				this.session = null;
				this.lastStop = stopping.stop();
			}
			return this.lastStop.copy();
		}
		finally {
			this.lock.unlock();
		}
	}

	private CompletableFuture<Void> stopped() {
		this.lock.lock();
		try {
			return this.lastStop.copy();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void await(CompletableFuture<Void> future) {
		ClientSession last = this.lastSession;
		if (last != null && last.inEventLoop()) {
			return;
		}
		try {
			future.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw ex;
		}
	}

	boolean isRunning() {
		return this.session != null;
	}

	CompletableFuture<Void> whenConnected() {
		return this.events.connection().future();
	}

	ClientStatistics statistics() {
		return this.counters.snapshot();
	}

	@Override
	public void submit(PendingRequest request, ReplySink sink) {
		request.attach(sink);
		ClientSession current = this.session;
		if (current == null) {
			refuse(request, Outcome.closed("the client is not running: start it first"));
		}
		else if (!this.counters.admit(this.options.maxPendingRequests())) {
			refuse(request, Outcome.busy());
		}
		else {
			current.submit(request);
		}
	}

	private static void refuse(PendingRequest request, Outcome outcome) {
		request.done();
		request.sink().onOutcome(outcome);
	}

	@Override
	public void cancel(PendingRequest request, String reason) {
		ClientSession current = this.session;
		if (current != null && !request.isDone()) {
			current.cancel(request, Outcome.cancelled(reason));
		}
	}

	@Override
	public void heartbeat(PendingRequest request) {
		ClientSession current = this.session;
		if (current != null && !request.isDone()) {
			current.heartbeat(request);
		}
	}

	@Override
	public void grant(PendingRequest request, ReaderCredit.Amount taken) {
		ClientSession current = this.session;
		if (current != null && !request.isDone()) {
			current.grant(request, taken);
		}
	}

	@Override
	public void checkMayBlock() {
		ClientSession current = this.session;
		if (current != null && current.inEventLoop()) {
			throw new IllegalStateException("A call that waits would block the event loop's thread '"
					+ Thread.currentThread().getName() + "'. Use callAsync, or call from another thread.");
		}
	}

	@Override
	public void listenerFailed(Throwable failure) {
		this.events.listenerFailed(failure);
	}

	@Override
	public PayloadCodec codec() {
		return this.options.codec();
	}

	@Override
	public Executor executor() {
		return this.executor;
	}

}
