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

package io.pigato.spring.context;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.util.ClassUtils;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Carries what is current on a thread into Reactor's contexts and out of them, with
 * Micrometer's context propagation; does nothing of that without it. Reactor itself has
 * to be there.
 */
public final class ReactorContexts {

	private static final boolean propagationPresent = ClassUtils
		.isPresent("io.micrometer.context.ContextSnapshotFactory", ReactorContexts.class.getClassLoader());

	private ReactorContexts() {
	}

	/**
	 * Put what is current on the thread that subscribes into the context of a publisher.
	 * @param publisher the publisher
	 * @return the publisher with that context, itself if it is not one of Reactor's
	 */
	public static Publisher<?> capture(Publisher<?> publisher) {
		if (publisher instanceof Flux<?> flux) {
			return flux.contextCapture();
		}
		return (publisher instanceof Mono<?> mono) ? mono.contextCapture() : publisher;
	}

	/**
	 * Return a {@code Mono} of a request that is sent when somebody subscribes, with what
	 * the context of the subscriber has current on the thread.
	 * @param <T> the type of the result
	 * @param request sends the request
	 * @return the result
	 */
	public static <T> Mono<T> mono(Supplier<CompletableFuture<@Nullable T>> request) {
		return Mono.deferContextual((context) -> Mono.fromFuture(() -> within(context, request)));
	}

	/**
	 * Return a {@code Flux} of a request that is sent when a subscriber first asks for
	 * something, with what the context of the subscriber has current on the thread.
	 * @param <T> the type of the replies
	 * @param request makes the publisher that sends the request
	 * @return the replies
	 */
	public static <T> Flux<T> flux(Supplier<Flow.Publisher<T>> request) {
		return Flux.deferContextual((context) -> {
			Flow.Publisher<T> publisher = within(context, request);
			return JdkFlowAdapter
				.flowPublisherToFlux(propagationPresent ? new ContextPublisher<>(publisher, context) : publisher);
		});
	}

	private static <T> T within(ContextView context, Supplier<T> task) {
		return propagationPresent ? ThreadLocals.within(context, task) : task.get();
	}

}
