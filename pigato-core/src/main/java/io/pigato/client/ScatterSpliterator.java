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

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/**
 * A request to all workers of a service whose results are read as a stream. Reading
 * waits; one result is asked for ahead.
 *
 * @param <T> the type of the answers
 */
final class ScatterSpliterator<T> extends Spliterators.AbstractSpliterator<WorkerResult<T>>
		implements Flow.Subscriber<WorkerResult<T>> {

	private final Calls calls;

	private volatile @Nullable CompletableFuture<@Nullable WorkerResult<T>> next;

	/** Completed at the end, with {@code null} or with what ended the whole. */
	private final CompletableFuture<@Nullable WorkerResult<T>> end = new CompletableFuture<>();

	private volatile Flow.@Nullable Subscription subscription;

	ScatterSpliterator(Calls calls) {
		super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
		this.calls = calls;
	}

	Stream<WorkerResult<T>> stream() {
		return StreamSupport.stream(this, false).onClose(this::cancel);
	}

	private void cancel() {
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.cancel();
		}
		this.end.complete(null);
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		askForNext();
	}

	private void askForNext() {
		CompletableFuture<@Nullable WorkerResult<T>> asked = new CompletableFuture<>();
		this.next = asked;
		this.end.whenComplete((nothing, failure) -> {
			if (failure != null) {
				asked.completeExceptionally(failure);
			}
			else {
				asked.complete(null);
			}
		});
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.request(1);
		}
	}

	@Override
	public void onNext(WorkerResult<T> result) {
		CompletableFuture<@Nullable WorkerResult<T>> asked = this.next;
		if (asked != null) {
			asked.complete(result);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.end.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.end.complete(null);
	}

	@Override
	public boolean tryAdvance(Consumer<? super WorkerResult<T>> action) {
		CompletableFuture<@Nullable WorkerResult<T>> asked = this.next;
		if (asked == null) {
			return false;
		}
		if (!asked.isDone()) {
			this.calls.checkMayBlock();
		}
		WorkerResult<T> result = Waiting.await(asked, this::cancel);
		if (result == null) {
			this.next = null;
			return false;
		}
		askForNext();
		action.accept(result);
		return true;
	}

}
