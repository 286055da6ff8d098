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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request to all workers of a service as a future. Whoever completes the future before
 * the workers do gives the request up.
 *
 * @param <T> the type of the answers
 */
final class GatherFuture<T> extends CompletableFuture<GatherResult<T>> implements Flow.Subscriber<WorkerResult<T>> {

	private final Calls calls;

	private final List<WorkerResult<T>> results = new ArrayList<>();

	GatherFuture(Calls calls) {
		this.calls = calls;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		whenComplete((result, failure) -> subscription.cancel());
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(WorkerResult<T> result) {
		this.results.add(result);
	}

	@Override
	public void onError(Throwable failure) {
		completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		complete(GatherResult.of(this.results));
	}

	@Override
	public GatherResult<T> get() throws InterruptedException, ExecutionException {
		checkMayBlock();
		return super.get();
	}

	@Override
	public GatherResult<T> get(long timeout, TimeUnit unit)
			throws InterruptedException, ExecutionException, TimeoutException {
		checkMayBlock();
		return super.get(timeout, unit);
	}

	@Override
	public GatherResult<T> join() {
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
