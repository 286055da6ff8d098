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

package io.pigato.spring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

import io.pigato.spring.handler.HandlerFactory;
import io.pigato.spring.handler.ReplyExecutor;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;

/**
 * The workers of an application context. Each is registered as a bean of type
 * {@link PigatoWorkerContainer}, which starts and stops with the context.
 * <p>
 * Comes after the phase of the workers when the context stops: workers that are not done
 * then, because the phase timed out, end at once what they have in flight.
 */
public class PigatoWorkerRegistry implements SmartLifecycle, DisposableBean {

	private final ConfigurableApplicationContext context;

	private final ServiceWorkerFactory factory;

	private final KeepAlive keepAlive = new KeepAlive();

	private final ReplyExecutor ownReplyExecutor = new ReplyExecutor();

	private final Map<String, PigatoWorkerContainer> containers = new LinkedHashMap<>();

	private final Map<String, String> sources = new LinkedHashMap<>();

	private volatile @Nullable HandlerFactory handlerFactory;

	private final List<Consumer<PigatoWorkerContainer>> consumers = new ArrayList<>();

	private volatile boolean running;

	/**
	 * Create a registry.
	 * @param context where workers are registered
	 * @param factory makes the workers
	 */
	public PigatoWorkerRegistry(ConfigurableApplicationContext context, ServiceWorkerFactory factory) {
		this.context = context;
		this.factory = factory;
	}

	/**
	 * Return what makes handlers. Made when it is first asked for: not before all that
	 * may be a bean for it is defined.
	 */
	HandlerFactory handlerFactory() {
		HandlerFactory current = this.handlerFactory;
		if (current == null) {
			// two threads may make one each, which does no harm
			current = new HandlerFactory(this.context.getBeanFactory(), this.factory.exposesErrors());
			this.handlerFactory = current;
		}
		return current;
	}

	/**
	 * Return what writes replies that become ready on threads that may not wait.
	 */
	Executor replyExecutor() {
		Executor executor = this.factory.replyExecutor();
		return (executor != null) ? executor : this.ownReplyExecutor;
	}

	/**
	 * Register a worker, and start it if the context runs already.
	 * @param endpoint what it is made of
	 * @return its container
	 * @throws InvalidWorkerException if a value is not valid; as a
	 * {@link DuplicateWorkerException} if its id is taken by another worker
	 */
	public PigatoWorkerContainer register(WorkerEndpoint endpoint) {
		PigatoWorkerContainer container = newContainer(endpoint);
		List<Consumer<PigatoWorkerContainer>> told;
		synchronized (this.containers) {
			this.containers.put(endpoint.id(), container);
			told = List.copyOf(this.consumers);
		}
		this.context.getBeanFactory().registerSingleton(endpoint.id(), container);
		if (this.context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
			registry.registerDisposableBean(endpoint.id(), container);
		}
		told.forEach((consumer) -> consumer.accept(container));
		if (this.context.isRunning() && container.isAutoStartup()) {
			container.start();
		}
		return container;
	}

	/**
	 * Create a container, its id being taken from now on. Holds no lock while it does:
	 * beans may be created on the way, and those who look at the workers must not wait.
	 */
	private PigatoWorkerContainer newContainer(WorkerEndpoint endpoint) {
		takeId(endpoint);
		try {
			return new PigatoWorkerContainer(endpoint, createWorker(endpoint), this.keepAlive);
		}
		catch (RuntimeException | Error ex) {
			synchronized (this.containers) {
				this.sources.remove(endpoint.id());
			}
			throw ex;
		}
	}

	private void takeId(WorkerEndpoint endpoint) {
		if (this.context.containsBean(endpoint.id()) && !contains(endpoint.id())) {
			throw new InvalidWorkerException(endpoint.source(),
					"the id '" + endpoint.id() + "' is the name of another bean. Choose another id.");
		}
		synchronized (this.containers) {
			String other = this.sources.putIfAbsent(endpoint.id(), endpoint.source());
			if (other != null) {
				throw new DuplicateWorkerException(endpoint.source(), endpoint.id(), other);
			}
		}
	}

	private ServiceWorker createWorker(WorkerEndpoint endpoint) {
		try {
			return this.factory.createWorker(endpoint.withHandler(handlerFactory().withErrors(decorate(endpoint))));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidWorkerException(endpoint.source(), String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * Decorators see what handlers throw, before it is mapped, unless they want to see
	 * what becomes of it.
	 */
	private RequestHandler decorate(WorkerEndpoint endpoint) {
		List<RequestHandlerDecorator> decorators = new ArrayList<>(
				this.context.getBeanProvider(RequestHandlerDecorator.class).orderedStream().toList());
		// the first is the outermost, and so comes last
		Collections.reverse(decorators);
		RequestHandler handler = endpoint.handler();
		for (RequestHandlerDecorator decorator : decorators) {
			handler = decorator.decorate(decorator.seesErrorReplies() ? handlerFactory().withErrors(handler) : handler,
					endpoint);
		}
		return handler;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		endDrains().join();
	}

	@Override
	public void stop(Runnable callback) {
		AsyncStop.stop("A worker", this::endDrains, callback);
	}

	private CompletableFuture<Void> endDrains() {
		this.running = false;
		return CompletableFuture
			.allOf(getContainers().stream().map(PigatoWorkerContainer::endDrain).toArray(CompletableFuture[]::new));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PigatoLifecyclePhases.WORKER - 1;
	}

	/**
	 * Whether a worker has this id.
	 * @param id the id
	 * @return {@code true} if it is taken
	 */
	public boolean contains(String id) {
		synchronized (this.containers) {
			return this.sources.containsKey(id);
		}
	}

	/**
	 * Tell of all workers, those that are registered already and those that will be.
	 * @param consumer told of each worker once
	 */
	public void forEachContainer(Consumer<PigatoWorkerContainer> consumer) {
		Collection<PigatoWorkerContainer> present;
		synchronized (this.containers) {
			present = getContainers();
			this.consumers.add(consumer);
		}
		present.forEach(consumer);
	}

	/**
	 * Return all workers.
	 * @return the containers, in the order of their registration
	 */
	public Collection<PigatoWorkerContainer> getContainers() {
		synchronized (this.containers) {
			return List.copyOf(this.containers.values());
		}
	}

	/**
	 * End the threads of replies; workers have stopped by then.
	 */
	@Override
	public void destroy() {
		this.ownReplyExecutor.close();
	}

}
