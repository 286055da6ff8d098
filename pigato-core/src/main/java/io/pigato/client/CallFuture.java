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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Payload;

/**
 * A request as a future. Whoever completes the future before the reply does gives the
 * request up.
 *
 * @param <T> the type of the result
 */
final class CallFuture<T> extends CompletableFuture<@Nullable T> implements ReplySink, Runnable {

	private final Calls calls;

	private final PendingRequest request;

	private final ReplyReader<T> reader;

	private volatile @Nullable Outcome outcome;

	CallFuture(Calls calls, PendingRequest request, ReplyReader<T> reader) {
		this.calls = calls;
		this.request = request;
		this.reader = reader;
	}

	@Override
	public boolean onPartial(Payload payload) {
		return true;
	}

	@Override
	public void onOutcome(Outcome outcome) {
		this.outcome = outcome;
		if (!isDone() || this.request.isObserved()) {
			this.calls.executor().execute(this);
		}
	}

	/**
	 * Complete the future with the outcome, on the executor.
	 */
	@Override
	public void run() {
		Outcome outcome = this.outcome;
		if (outcome == null) {
			return;
		}
		try {
			super.complete(this.reader.result(outcome));
		}
		catch (Throwable ex) {
			super.completeExceptionally(ex);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return giveUpIf(super.cancel(mayInterruptIfRunning));
	}

	@Override
	public boolean complete(@Nullable T value) {
		return giveUpIf(super.complete(value));
	}

	@Override
	public boolean completeExceptionally(Throwable ex) {
		return giveUpIf(super.completeExceptionally(ex));
	}

	private boolean giveUpIf(boolean completed) {
		if (completed) {
			this.calls.cancel(this.request, "its future was cancelled");
		}
		return completed;
	}

	@Override
	public @Nullable T get() throws InterruptedException, ExecutionException {
		checkMayBlock();
		return super.get();
	}

	@Override
	public @Nullable T get(long timeout, TimeUnit unit)
			throws InterruptedException, ExecutionException, TimeoutException {
		checkMayBlock();
		return super.get(timeout, unit);
	}

	@Override
	public @Nullable T join() {
		checkMayBlock();
		return super.join();
	}

	private void checkMayBlock() {
		if (!isDone()) {
			this.calls.checkMayBlock();
		}
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
