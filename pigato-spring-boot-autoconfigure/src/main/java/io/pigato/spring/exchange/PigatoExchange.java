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

package io.pigato.spring.exchange;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Makes a method of an interface a request to a service. The interface becomes a bean by
 * {@link ImportPigatoClients}, or a proxy by {@link PigatoExchangeProxyFactory}. On the
 * interface itself, the annotation has defaults for its methods.
 * <p>
 * Parameters are:
 * <ul>
 * <li>the data: one at most, of any type that Jackson writes, annotated with
 * {@link org.springframework.messaging.handler.annotation.Payload} if one likes; without
 * it, the data is {@code null}</li>
 * <li>options that the worker sees, annotated with
 * {@link org.springframework.messaging.handler.annotation.Header}; {@code null} leaves
 * one out. A map annotated with
 * {@link org.springframework.messaging.handler.annotation.Headers} has several</li>
 * <li>{@link PigatoCallOptions} for this call, possibly {@code null}</li>
 * </ul>
 * A method returns the final reply as any type that Jackson reads,
 * {@link io.pigato.json.RawJson} or {@link io.pigato.client.RawReply}, possibly
 * {@code null}, or as an {@code Optional} of it; a {@code CompletionStage},
 * {@code CompletableFuture} or {@code Mono} of it; all replies, partial and final, as a
 * {@code Stream}, to be closed, a {@code Flow.Publisher} or a {@code Flux}; or nothing,
 * having waited for the final reply. Errors are those of
 * {@link io.pigato.client.RequestSpec}. What is reactive is sent for each subscription,
 * everything else when the method is called.
 * <p>
 * All attributes may have placeholders. Of options that are set in several places, those
 * of the call count first, then the properties of the group, the method, the interface,
 * and finally the defaults of the client.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface PigatoExchange {

	/**
	 * Alias for {@link #service()}.
	 * @return the service
	 */
	@AliasFor("service")
	String value() default "";

	/**
	 * The service, which may have a version range, as in {@code orders@^1.2}. On an
	 * interface, a name that ends with {@code *} is a prefix: the names that its methods
	 * have take the place of the {@code *}. Any other name is that of the methods which
	 * have none.
	 * @return the service
	 */
	@AliasFor("value")
	String service() default "";

	/**
	 * How long a request may be idle, such as {@code 5s}, {@code 1m30s}, {@code PT5S} or
	 * milliseconds without a unit, or {@code none} for ever.
	 * @return the time, empty for the default
	 */
	String timeout() default "";

	/**
	 * How long a request may take in all, such as {@code 5s}.
	 * @return the time, empty for the default
	 */
	String deadline() default "";

	/**
	 * Whether a request may run again when its worker or the broker is lost: {@code true}
	 * or {@code false}.
	 * @return whether it may, empty for the default
	 */
	String retry() default "";

	/**
	 * Whether replies must not be from the broker's cache: {@code true} or {@code false}.
	 * @return whether they must not, empty for the default
	 */
	String noCache() default "";

	/**
	 * Whether a request fails at once if no worker offers the service: {@code true} or
	 * {@code false}.
	 * @return whether it does, empty for the default
	 */
	String failFast() default "";

	/**
	 * Whether a request goes to all workers of the service, as
	 * {@link io.pigato.client.PigatoClient#scatter} sends it. The method then returns a
	 * {@link io.pigato.client.GatherResult}, or a {@code CompletionStage},
	 * {@code CompletableFuture} or {@code Mono} of one; or each
	 * {@link io.pigato.client.WorkerResult} as it comes, in a {@code Stream},
	 * {@code Flow.Publisher} or {@code Flux}. Only for methods.
	 * @return whether it does
	 */
	boolean scatter() default false;

}
