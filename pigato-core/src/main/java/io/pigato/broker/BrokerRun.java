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

package io.pigato.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.ErrorCode;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers;

/**
 * One life of a broker, from its start to its stop: the loop, the sockets on it, the
 * engine and the core services.
 */
final class BrokerRun implements CoreServiceContext {

	private static final Logger logger = LoggerFactory.getLogger(BrokerRun.class);

	static final String NOT_RUNNING = "The broker is not running. Start it first.";

	private final BrokerConfig config;

	private final Counters counters;

	private final EventLoop loop;

	private final Executor serial;

	private final @Nullable ExecutorService ownExecutor;

	private final BrokerSockets sockets;

	private final CoreServices coreServices;

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private @Nullable BrokerEngine engine;

	private @Nullable PublisherSocket publisher;

	private Timers.@Nullable Timer graceTimer;

	/** When the grace period is over. */
	private long graceEndNanos;

	private volatile boolean stopping;

	private volatile @Nullable Throwable failure;

	private volatile List<Endpoint> endpoints = List.of();

	private volatile @Nullable Endpoint directoryEndpoint;

	/**
	 * Create a run, to be {@linkplain #start started}.
	 * @param config what the broker is built of
	 * @param listeners told what happens
	 * @param counters count what happens
	 * @param loop the loop to run on
	 * @param serial where listeners and core services are called
	 * @param ownExecutor the executor behind that, if it ends with this run
	 */
	BrokerRun(BrokerConfig config, List<BrokerListener> listeners, Counters counters, EventLoop loop, Executor serial,
			@Nullable ExecutorService ownExecutor) {
		this.config = config;
		this.counters = counters;
		this.loop = loop;
		this.serial = serial;
		this.ownExecutor = ownExecutor;
		BrokerLimits limits = config.options().limits();
		this.sockets = new BrokerSockets(limits.maxPeers() * config.endpoints().size(), counters, this::onFailure);
		this.coreServices = new CoreServices(config.coreServices(), listeners, this, serial, loop, (request, reply) -> {
			if (this.engine != null) {
				this.engine.completeCoreRequest(request, reply);
			}
		});
	}

	/**
	 * Bind the sockets.
	 * @return completed when all are bound; when one can't be, with its failure and with
	 * nothing left behind
	 */
	CompletableFuture<Void> start() {
		CompletableFuture<Void> started = new CompletableFuture<>();
		CompletableFuture<Void> bound = onLoop(() -> {
			BrokerEngine newEngine = new BrokerEngine(this.config.options(), this.loop.timers(), this.sockets,
					this.coreServices, this.counters, this.config.random());
			this.engine = newEngine;
			this.sockets.setEngine(newEngine);
		}).thenCompose((nothing) -> bindAll());
		bound.whenComplete((nothing, bindFailure) -> {
			if (bindFailure == null) {
				this.endpoints = this.sockets.endpoints();
				this.coreServices.tell((listener) -> listener.onStart(this.endpoints));
				started.complete(null);
				return;
			}
			Throwable cause = (bindFailure.getCause() != null) ? bindFailure.getCause() : bindFailure;
			onLoop(this::closeSockets).thenCompose((closed) -> closeLoop()).whenComplete((closed, closeFailure) -> {
				closeExecutor();
				started.completeExceptionally(cause);
			});
		});
		return started;
	}

	private CompletableFuture<Void> bindAll() {
		SocketOptions socketOptions = this.config.socketOptions();
		Bytes identity = Bytes.of(this.config.options().name());
		CompletableFuture<Void> bound = CompletableFuture.completedFuture(null);
		for (Endpoint endpoint : this.config.endpoints()) {
			bound = bound.thenCompose((nothing) -> {
				BrokerSockets.Handler handler = this.sockets.newHandler();
				return this.loop.bindRouter(endpoint, identity, socketOptions, handler).thenAccept(handler);
			});
		}
		Endpoint directory = this.config.directoryEndpoint();
		if (directory != null) {
			bound = bound.thenCompose((nothing) -> this.loop.bindPublisher(directory, socketOptions))
				.thenAccept((socket) -> {
					this.publisher = socket;
					this.directoryEndpoint = socket.endpoint();
				});
		}
		return bound;
	}

	private CompletableFuture<Void> onLoop(Runnable task) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		try {
			this.loop.execute(() -> {
				try {
					task.run();
					done.complete(null);
				}
				catch (Throwable ex) {
					done.completeExceptionally(ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			done.completeExceptionally(ex);
		}
		return done;
	}

	private void onFailure(Throwable cause) {
		this.failure = cause;
		this.coreServices.tell((listener) -> listener.onError(cause));
	}

	/**
	 * Return what brought an endpoint down, {@code null} while all are up.
	 */
	@Nullable Throwable failure() {
		return this.failure;
	}

	List<Endpoint> endpoints() {
		return this.endpoints;
	}

	@Nullable Endpoint directoryEndpoint() {
		return this.directoryEndpoint;
	}

	boolean inEventLoop() {
		return this.loop.inEventLoop();
	}

	/**
	 * Whether it takes no more requests.
	 */
	boolean isDraining() {
		return this.stopping;
	}

	/**
	 * Ask the engine for something, on the loop.
	 * @return completed away from the loop, where those who wait for it may do as they
	 * like
	 */
	<T extends @Nullable Object> CompletableFuture<T> ask(Function<BrokerEngine, T> question) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		onLoop(() -> {
			BrokerEngine current = this.engine;
			if (current == null) {
				throw new IllegalStateException(NOT_RUNNING);
			}
			T found = question.apply(current);
			answer.completeAsync(() -> found);
		}).exceptionally((failure) -> {
			Throwable cause = (failure instanceof RejectedExecutionException)
					? new IllegalStateException(NOT_RUNNING, failure) : failure;
			CompletableFuture.runAsync(() -> answer.completeExceptionally(cause));
			return null;
		});
		return answer;
	}

	/**
	 * Finish what is in flight, at most for a grace period, and close everything.
	 */
	CompletableFuture<Void> stop(Duration gracePeriod) {
		onLoop(() -> drain(gracePeriod.toNanos())).whenComplete((nothing, ex) -> {
			if (ex != null) {
				// the loop is gone, and the sockets with it
				closed();
			}
		});
		return this.stopped;
	}

	private void drain(long graceNanos) {
		BrokerEngine current = this.engine;
		if (this.stopping || current == null) {
			return;
		}
		this.stopping = true;
		grace(graceNanos);
		current.drain(this::close);
	}

	private void grace(long graceNanos) {
		this.graceEndNanos = this.loop.timers().nanoTime() + graceNanos;
		this.graceTimer = this.loop.timers().schedule(graceNanos, this::onGraceOver);
	}

	/**
	 * Let what is in flight take no longer than this, if the broker is stopping.
	 */
	void hasten(Duration gracePeriod) {
		onLoop(() -> {
			long graceNanos = gracePeriod.toNanos();
			if (this.engine != null && this.graceTimer != null
					&& this.graceEndNanos - this.loop.timers().nanoTime() > graceNanos) {
				this.graceTimer.cancel();
				grace(graceNanos);
			}
		});
	}

	private void onGraceOver() {
		BrokerEngine current = this.engine;
		if (current != null) {
			List<PendingRequest> unfinished = current.pending();
			if (!unfinished.isEmpty()) {
				logger.warn("Broker '{}' stops with unfinished requests ({}), which it answers with {}: {}",
						brokerName(), unfinished.size(), ErrorCode.B_SHUTDOWN, UnfinishedRequests.describe(unfinished));
			}
		}
		close();
	}

	private void close() {
		BrokerEngine current = this.engine;
		if (current == null) {
			return;
		}
		if (this.graceTimer != null) {
			this.graceTimer.cancel();
		}
		current.close();
		closeSockets();
		closeLoop().whenComplete((nothing, ex) -> closed());
	}

	private void closeSockets() {
		this.engine = null;
		this.sockets.close();
		if (this.publisher != null) {
			this.publisher.close();
			this.publisher = null;
		}
	}

	private CompletableFuture<Void> closeLoop() {
		return this.config.ownsLoop() ? this.loop.closeAsync() : CompletableFuture.completedFuture(null);
	}

	private void closed() {
		this.coreServices.tell(BrokerListener::onStop);
		this.serial.execute(() -> this.stopped.complete(null));
		closeExecutor();
	}

	/**
	 * End the executor after what was handed to it.
	 */
	private void closeExecutor() {
		if (this.ownExecutor != null) {
			this.ownExecutor.shutdown();
		}
	}

	@Override
	public String brokerName() {
		return this.config.options().name();
	}

	@Override
	public boolean isPublishing() {
		return this.config.directoryEndpoint() != null;
	}

	@Override
	public void publish(byte[] message) {
		onLoop(() -> {
			if (this.publisher != null) {
				this.publisher.publish(new byte[][] { message });
			}
		});
	}

	@Override
	public void execute(Runnable task) {
		this.serial.execute(task);
	}

}
