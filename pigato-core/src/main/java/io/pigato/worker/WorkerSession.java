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

package io.pigato.worker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.concurrent.HandOffPool;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SharedEventLoops;

/**
 * A worker between one start and one stop: an engine, its loop and its threads.
 */
final class WorkerSession implements WorkerEvents {

	private static final Logger logger = LoggerFactory.getLogger(WorkerSession.class);

	private final WorkerSettings settings;

	private final EventLoop loop;

	private final boolean ownsLoop;

	private final WorkerLink link;

	private final WorkerEngine engine;

	private final Callbacks callbacks;

	private final @Nullable HandOffPool pool;

	private final ReplyChannel channel;

	private final HandlerInvoker invoker;

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	/**
	 * Create a session, to be {@linkplain #start() started}.
	 * @param worker whose session this is
	 * @throws IllegalArgumentException if there is no such transport
	 */
	WorkerSession(Object worker, WorkerSettings settings, int concurrency, WorkerCounters counters) {
		this.settings = settings;
		EventLoop given = settings.eventLoop();
		this.ownsLoop = given == null;
		this.loop = (given != null) ? given : SharedEventLoops.acquire(settings.transportName());
		this.link = new WorkerLink(settings, this.loop);
		this.engine = new WorkerEngine(settings, concurrency, this.loop.timers(), this.link, this, counters,
				() -> settings.prefix() + "-" + UUID.randomUUID());
		this.link.engine(this.engine);
		this.callbacks = new Callbacks(worker, "pigato-worker-" + settings.service() + "-callbacks",
				settings.listener(), settings.executor());
		this.channel = new ReplyChannel(this.loop, this.engine, settings.codec(), counters, this.callbacks);
		boolean needsPool = settings.executor() == null && !settings.handleOnLoop();
		this.pool = needsPool ? new HandOffPool(newThreadFactory(settings.service()), Integer.MAX_VALUE,
				this.loop.timers()::schedule, this.loop.timers().resolutionNanos()) : null;
		Executor handlers = settings.handleOnLoop() ? null : (this.pool != null) ? this.pool : settings.executor();
		this.invoker = new HandlerInvoker(worker, settings, this.channel, handlers);
	}

	private static ThreadFactory newThreadFactory(String service) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, "pigato-worker-" + service + "-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Open the socket.
	 * @return completed when that is done; if it fails, nothing remains
	 */
	CompletableFuture<Void> start() {
		CompletableFuture<Void> started = new CompletableFuture<>();
		onLoop(() -> {
			try {
				this.engine.start();
			}
			catch (RuntimeException ex) {
				release().whenComplete((nothing, failure) -> started.completeExceptionally(ex));
				return;
			}
			logger.debug("Started worker of '{}' at {}", this.settings.service(), this.settings.endpoint().get());
			this.callbacks.tell(WorkerListener::onStart);
			started.complete(null);
		}, (refused) -> release().whenComplete((nothing, failure) -> started.completeExceptionally(refused)));
		return started;
	}

	/**
	 * Drain and close.
	 * @param grace how long requests in flight may take
	 * @return completed when that is done
	 */
	CompletableFuture<Void> stop(Duration grace) {
		onLoop(() -> this.engine.stop(grace.toNanos(), this::onStopped), (refused) -> onStopped());
		return this.closed;
	}

	/**
	 * Let requests in flight take no longer than this, if the worker is stopping.
	 */
	void hasten(Duration grace) {
		onLoop(() -> this.engine.hasten(grace.toNanos()), (refused) -> logger.debug("The loop is closed", refused));
	}

	private void onStopped() {
		logger.debug("Stopped worker of '{}' at {}", this.settings.service(), this.settings.endpoint().get());
		this.callbacks.tell(WorkerListener::onStop);
		release().whenComplete((nothing, failure) -> this.closed.complete(null));
	}

	private CompletableFuture<Void> release() {
		this.callbacks.close();
		if (this.pool != null) {
			this.pool.shutdown();
		}
		return this.ownsLoop ? this.loop.closeAsync() : CompletableFuture.completedFuture(null);
	}

	CompletableFuture<Void> drain() {
		CompletableFuture<Void> drained = new CompletableFuture<>();
		onLoop(() -> this.engine.drain(() -> drained.complete(null)), (refused) -> drained.complete(null));
		return drained;
	}

	void concurrency(int concurrency) {
		onLoop(() -> this.engine.concurrency(concurrency),
				(refused) -> logger.debug("The concurrency counts from the next start", refused));
	}

	private void onLoop(Runnable task, Consumer<RejectedExecutionException> onRefused) {
		if (this.loop.inEventLoop()) {
			task.run();
			return;
		}
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			onRefused.accept(ex);
		}
	}

	boolean inEventLoop() {
		return this.loop.inEventLoop();
	}

	@Nullable String workerId() {
		return this.link.identity();
	}

	@Override
	public void connected() {
		this.callbacks.tell(WorkerListener::onConnect);
	}

	@Override
	public void disconnected(String reason) {
		logger.debug("Worker of '{}' is disconnected from {}: {}", this.settings.service(),
				this.settings.endpoint().get(), reason);
		this.callbacks.tell((listener) -> listener.onDisconnect(reason));
	}

	@Override
	public void brokerDrains() {
		this.callbacks.tell(WorkerListener::onBrokerDrain);
	}

	@Override
	public void failed(Throwable failure) {
		logger.warn("The socket of the worker of '{}' at {} failed", this.settings.service(),
				this.settings.endpoint().get(), failure);
		this.callbacks.tell((listener) -> listener.onError(failure));
	}

	@Override
	public boolean dispatch(InFlightRequest request) {
		boolean dispatched = this.invoker.dispatch(request);
		if (!this.settings.handleOnLoop()) {
			this.loop.expectHandBack();
		}
		return dispatched;
	}

	@Override
	public void unfinished(List<InFlightRequest> requests) {
		logger.warn("Worker {} of '{}' stops with unfinished requests ({}), which it answers with {}: {}",
				this.link.identity(), this.settings.service(), requests.size(), WorkerErrorCode.W_SHUTDOWN,
				UnfinishedRequests.describe(requests, this.loop.timers().nanoTime()));
	}

	@Override
	public void settled(OutboundReply reply) {
		this.channel.settled(reply);
	}

}
