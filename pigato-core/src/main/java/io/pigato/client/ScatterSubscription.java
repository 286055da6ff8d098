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

import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.pigato.concurrent.SerialExecutor;
import io.pigato.json.TypeRef;

/**
 * A request to all workers of a service whose results are told to a subscriber as it asks
 * for them. Everything happens in tasks that run one at a time on the client's executor.
 *
 * @param <T> the type of the answers
 */
final class ScatterSubscription<T> implements Flow.Subscription {

	private static final Type IDS = new TypeRef<List<String>>() {
	}.type();

	private static final Type IDS_BY_SERVICE = new TypeRef<Map<String, List<String>>>() {
	}.type();

	private final ScatterTemplate template;

	private final Type type;

	private final Flow.Subscriber<? super WorkerResult<T>> subscriber;

	private final Executor tasks;

	/** The workers that have not been asked yet. */
	private final Queue<String> workers = new ArrayDeque<>();

	/** What was asked and has no result yet: the directory, and then workers. */
	private final Set<CompletableFuture<?>> open = new HashSet<>();

	/** The results that the subscriber has not asked for yet. */
	private final Queue<WorkerResult<T>> results = new ArrayDeque<>();

	private long demand;

	private boolean started;

	private long startNanos;

	/** Whether the subscriber is not told anything any more. */
	private volatile boolean ended;

	ScatterSubscription(ScatterTemplate template, Type type, Flow.Subscriber<? super WorkerResult<T>> subscriber) {
		this.template = template;
		this.type = type;
		this.subscriber = subscriber;
		this.tasks = new SerialExecutor(template.calls().executor());
	}

	@Override
	public void request(long n) {
		run(() -> onRequest(n));
	}

	@Override
	public void cancel() {
		if (!this.ended) {
			this.ended = true;
			this.tasks.execute(this::giveUp);
		}
	}

	private void run(Runnable task) {
		this.tasks.execute(() -> {
			if (this.ended) {
				return;
			}
			try {
				task.run();
				proceed();
			}
			catch (Throwable ex) {
				// what the subscriber threw
				cancel();
				this.template.calls().listenerFailed(ex);
			}
		});
	}

	private void onRequest(long n) {
		if (n <= 0) {
			fail(new IllegalArgumentException(
					"A subscriber must request a positive number of results but requested " + n));
			return;
		}
		this.demand = (this.demand + n < 0) ? Long.MAX_VALUE : this.demand + n;
		if (!this.started) {
			this.started = true;
			this.startNanos = System.nanoTime();
			this.<List<String>>askDirectory(this.template.service(), IDS, this::onWorkersOfName);
		}
	}

	private void onWorkersOfName(@Nullable List<String> ids) {
		if (ids != null && !ids.isEmpty()) {
			onWorkers(ids);
		}
		else {
			this.<Map<String, @Nullable List<String>>>askDirectory(null, IDS_BY_SERVICE, this::onDirectory);
		}
	}

	private void onDirectory(@Nullable Map<String, @Nullable List<String>> directory) {
		onWorkers((directory != null) ? ServiceWorkers.of(directory, this.template.service()) : List.of());
	}

	private void onWorkers(List<String> ids) {
		if (ids.isEmpty() && this.template.failFast()) {
			fail(this.template.noWorker());
		}
		this.workers.addAll(ids);
	}

	private <A> void askDirectory(@Nullable String service, Type answers, Consumer<@Nullable A> then) {
		Long left = millisLeft();
		RequestSpec request = this.template.directoryRequest(service,
				(left != null) ? (Long) Math.max(left, 1L) : null);
		send(request, answers, (@Nullable A answer, @Nullable Throwable failure) -> {
			if (failure != null) {
				fail(failure);
			}
			else {
				then.accept(answer);
			}
		});
	}

	private void askWorker(String workerId) {
		Long left = millisLeft();
		if (left != null && left <= 0) {
			this.results.add(WorkerResult.failed(workerId, this.template.tooLate(workerId)));
			return;
		}
		send(this.template.workerRequest(workerId, left), this.type,
				(@Nullable T value, @Nullable Throwable failure) -> this.results.add(result(workerId, value, failure)));
	}

	private WorkerResult<T> result(String workerId, @Nullable T value, @Nullable Throwable failure) {
		if (failure == null) {
			return WorkerResult.answered(workerId, value);
		}
		return WorkerResult.failed(workerId,
				(failure instanceof PigatoException known) ? known : this.template.unreadable(workerId, failure));
	}

	private <A> void send(RequestSpec request, Type answers, Answer<A> then) {
		CompletableFuture<@Nullable A> future;
		try {
			future = request.callAsync(answers);
		}
		catch (RuntimeException ex) {
			fail(ex);
			return;
		}
		this.open.add(future);
		future.whenComplete((answer, failure) -> run(() -> {
			this.open.remove(future);
			then.accept(answer, failure);
		}));
	}

	/**
	 * Tell results, ask further workers, and end, as far as that is possible now.
	 */
	private void proceed() {
		do {
			while (this.demand > 0 && !this.results.isEmpty() && !this.ended) {
				this.demand -= (this.demand != Long.MAX_VALUE) ? 1 : 0;
				this.subscriber.onNext(this.results.remove());
			}
			while (this.open.size() + this.results.size() < this.template.parallelism() && !this.workers.isEmpty()
					&& !this.ended) {
				askWorker(this.workers.remove());
			}
		}
		while (this.demand > 0 && !this.results.isEmpty() && !this.ended);
		if (this.started && this.open.isEmpty() && this.results.isEmpty() && !this.ended) {
			this.ended = true;
			this.subscriber.onComplete();
		}
	}

	private @Nullable Long millisLeft() {
		Long deadline = this.template.deadline();
		return (deadline != null) ? (Long) (deadline - Millis.ofNanos(System.nanoTime() - this.startNanos)) : null;
	}

	private void fail(Throwable failure) {
		if (!this.ended) {
			this.ended = true;
			giveUp();
			this.subscriber.onError(failure);
		}
	}

	private void giveUp() {
		this.workers.clear();
		this.results.clear();
		// cancelling runs what removes them
		List.copyOf(this.open).forEach((future) -> future.cancel(false));
		this.open.clear();
	}

	/**
	 * Takes an answer, or why there is none.
	 *
	 * @param <A> the type of the answer
	 */
	private interface Answer<A> {

		void accept(@Nullable A answer, @Nullable Throwable failure);

	}

}
