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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;

import io.pigato.spring.handler.ReplyThreads;
import io.pigato.worker.RequestHandler;

/**
 * Finds {@link PigatoWorker} on beans and registers workers with the
 * {@link PigatoWorkerRegistry}: when all singletons are there, and from then on as beans
 * are created. Has no order, and so comes after all post-processors that have one and may
 * make proxies.
 */
public class PigatoWorkerAnnotationBeanPostProcessor
		implements BeanPostProcessor, SmartInitializingSingleton, BeanFactoryAware {

	private static final String ID_PREFIX = "pigatoWorker.";

	private final AnnotatedWorkerFinder finder = new AnnotatedWorkerFinder();

	private final List<AnnotatedWorker> waiting = new ArrayList<>();

	private @Nullable BeanFactory beanFactory;

	private WorkerAttributes attributes = new WorkerAttributes(null);

	private @Nullable PigatoWorkerRegistry registry;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		if (beanFactory instanceof ConfigurableBeanFactory configurable) {
			this.attributes = new WorkerAttributes(new EmbeddedValueResolver(configurable));
		}
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof AopInfrastructureBean) && !ScopedProxyUtils.isScopedTarget(beanName)) {
			this.finder.find(bean, beanName, this.beanFactory).forEach(this::add);
		}
		return bean;
	}

	private void add(AnnotatedWorker worker) {
		PigatoWorkerRegistry current;
		synchronized (this.waiting) {
			current = this.registry;
			if (current == null) {
				this.waiting.add(worker);
				return;
			}
		}
		register(worker, current);
	}

	@Override
	public void afterSingletonsInstantiated() {
		BeanFactory factory = this.beanFactory;
		if (factory == null) {
			return;
		}
		PigatoWorkerRegistry found = factory.getBean(PigatoWorkerRegistry.class);
		List<AnnotatedWorker> workers;
		synchronized (this.waiting) {
			this.registry = found;
			workers = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		workers.forEach((worker) -> register(worker, found));
	}

	private void register(AnnotatedWorker worker, PigatoWorkerRegistry workers) {
		String source = worker.source();
		PigatoWorker annotation = worker.annotation();
		String service = this.attributes.text(annotation.service(), "service", source);
		if (service.isBlank()) {
			throw new InvalidWorkerException(source, "it names no service. Write @PigatoWorker(\"service\").");
		}
		boolean handleOnLoop = this.attributes.flag(annotation.handleOnLoop(), false, "handleOnLoop", source);
		Executor executor = executor(annotation, handleOnLoop, source);
		RequestHandler handler = new WorkerHandlers(workers.handlerFactory(), this.attributes).create(worker, service,
				new ReplyThreads((executor != null) ? executor : workers.replyExecutor(), handleOnLoop));
		String id = this.attributes.text(annotation.id(), "id", source);
		workers.register(new WorkerEndpoint(id.isBlank() ? newId(worker, workers) : id, service, handler,
				this.attributes.number(annotation.concurrency(), "concurrency", source),
				this.attributes.flag(annotation.autoStartup(), true, "autoStartup", source), executor, handleOnLoop,
				source));
	}

	private @Nullable Executor executor(PigatoWorker annotation, boolean handleOnLoop, String source) {
		String name = this.attributes.text(annotation.executor(), "executor", source);
		if (name.isBlank() || this.beanFactory == null) {
			return null;
		}
		if (handleOnLoop) {
			throw new InvalidWorkerException(source,
					"it has the executor '" + name + "', but runs on the event loop. Decide for one of them.");
		}
		try {
			return this.beanFactory.getBean(name, Executor.class);
		}
		catch (BeansException ex) {
			throw new InvalidWorkerException(source, "its executor can't be had: " + ex.getMessage(), ex);
		}
	}

	private static String newId(AnnotatedWorker worker, PigatoWorkerRegistry workers) {
		Method method = worker.method();
		String id = ID_PREFIX + worker.beanName() + ((method != null) ? "." + method.getName() : "");
		String unique = id;
		// methods may have the same name and different parameters
		for (int i = 2; workers.contains(unique); i++) {
			unique = id + "#" + i;
		}
		return unique;
	}

}
