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

package io.pigato.spring.boot.test.autoconfigure;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

import io.pigato.spring.ServiceWorkerFactory;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.spring.boot.test.PigatoRecorder;

/**
 * Has the workers of the application recorded: outside of everything else that is put
 * around their handlers, where requests and replies are as the broker sees them.
 */
final class RecorderPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<PigatoRecorder> recorder;

	RecorderPostProcessor(ObjectProvider<PigatoRecorder> recorder) {
		this.recorder = recorder;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof ServiceWorkerFactory factory) ? recording(factory) : bean;
	}

	private ServiceWorkerFactory recording(ServiceWorkerFactory factory) {
		return ProxyFactory.getProxy(ServiceWorkerFactory.class, (MethodInterceptor) (call) -> {
			@Nullable Object[] arguments = call.getArguments();
			if (arguments.length == 1 && arguments[0] instanceof WorkerEndpoint endpoint) {
				arguments = new Object[] {
						endpoint.withHandler(this.recorder.getObject().record(endpoint.handler(), endpoint.source())) };
			}
			return AopUtils.invokeJoinpointUsingReflection(factory, call.getMethod(), arguments);
		});
	}

}
