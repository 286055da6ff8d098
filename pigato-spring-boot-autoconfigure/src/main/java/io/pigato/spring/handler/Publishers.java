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

package io.pigato.spring.handler;

import java.util.concurrent.Flow;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

import io.pigato.spring.context.ReactorContexts;

/**
 * Makes publishers of the results of a handler.
 *
 * @param isMultiValue whether they have any number of values, not just one
 * @param converter makes a publisher of a result
 */
record Publishers(boolean isMultiValue, Function<Object, Flow.Publisher<?>> converter) {

	private static final boolean reactiveStreamsPresent = ClassUtils.isPresent("org.reactivestreams.Publisher",
			Publishers.class.getClassLoader());

	private static final boolean reactorPresent = ClassUtils.isPresent("reactor.core.publisher.Flux",
			Publishers.class.getClassLoader());

	private static final String COROUTINES = "kotlinx.coroutines.";

	/**
	 * Return what makes publishers of results of a type.
	 * @return {@code null} if the type is none that has values later
	 * @throws InvalidHandlerException if it is, but libraries are missing
	 */
	static @Nullable Publishers of(Class<?> type) {
		if (Flow.Publisher.class.isAssignableFrom(type)) {
			return new Publishers(true, (result) -> (Flow.Publisher<?>) result);
		}
		Publishers adapted = reactiveStreamsPresent ? ReactiveStreams.of(type) : null;
		if (adapted == null && type.getName().startsWith(COROUTINES)) {
			throw new InvalidHandlerException("it returns a " + type.getSimpleName()
					+ " of Kotlin's coroutines, which needs kotlinx-coroutines-reactor on the class path. Add it.");
		}
		return adapted;
	}

	/**
	 * Return what makes publishers of those that calls of coroutines return.
	 * @param type what the function returns in Kotlin
	 */
	static Publishers ofCoroutine(Class<?> type) {
		Publishers result = of(type);
		return new Publishers(result != null && result.isMultiValue(), ReactiveStreams::toFlow);
	}

	Flow.Publisher<?> toPublisher(Object result) {
		return this.converter.apply(result);
	}

	/**
	 * Loaded where Reactive Streams are.
	 */
	private static final class ReactiveStreams {

		static @Nullable Publishers of(Class<?> type) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
			if (adapter != null) {
				return new Publishers(adapter.isMultiValue(), (result) -> toFlow(adapter.toPublisher(result)));
			}
			return Publisher.class.isAssignableFrom(type) ? new Publishers(true, ReactiveStreams::toFlow) : null;
		}

		static Flow.Publisher<?> toFlow(Object publisher) {
			Publisher<?> source = (Publisher<?>) publisher;
			return FlowAdapters.toFlowPublisher(reactorPresent ? ReactorContexts.capture(source) : source);
		}

	}

}
