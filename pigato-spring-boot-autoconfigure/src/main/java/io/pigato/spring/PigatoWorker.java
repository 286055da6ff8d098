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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Makes a worker that offers a service of a method of a bean, of a class, or of a
 * function. All attributes may have placeholders and expressions: {@code ${…}} and
 * <code>#{…}</code>.
 * <p>
 * <b>On a method</b>, whose parameters may be, in any order:
 * <ul>
 * <li>one for the data of the request, annotated with
 * {@link org.springframework.messaging.handler.annotation.Payload} or not, of any type
 * that Jackson reads, {@link io.pigato.json.RawJson} or {@code byte[]}; with
 * {@code @Valid} or {@code @Validated} it is validated
 * <li>options of the request, annotated with
 * {@link org.springframework.messaging.handler.annotation.Header}; a map of all of them,
 * annotated with {@link org.springframework.messaging.handler.annotation.Headers}; or
 * {@link io.pigato.protocol.RequestOptions}
 * <li>the {@link io.pigato.worker.PigatoRequest} and its
 * {@link io.pigato.worker.PigatoReply}
 * <li>what a {@link io.pigato.spring.handler.PigatoArgumentResolver} bean knows
 * </ul>
 * What it returns is the reply:
 * <ul>
 * <li>a value is the final one; a {@link java.util.concurrent.CompletionStage} or
 * {@code Mono}, and a {@code suspend} function, once it is completed
 * <li>{@code Flux}, {@link java.util.concurrent.Flow.Publisher}, Kotlin's {@code Flow}
 * and other reactive types are partial replies and then an empty final one. They are
 * asked for one value after another, as the reply takes them, and cancelled when nobody
 * waits any more. Their values can't be {@code null}
 * <li>a {@link java.util.stream.Stream} or {@link java.util.Iterator} is the same, read
 * on the handler's thread, and closed
 * <li>{@code void} is JSON's null, unless there is a {@code PigatoReply}: that the method
 * ends itself, then or later, from any thread
 * </ul>
 * What it throws, or what its result fails with, ends the reply with an error, see
 * {@link io.pigato.spring.handler.PigatoExceptionMapper} and
 * {@link io.pigato.worker.RequestHandler}; a
 * {@link io.pigato.spring.handler.PigatoRejectException} hands the request to another
 * worker.
 * <p>
 * <b>On a class</b>, which thereby is found by component scan, and has
 * {@link PigatoHandler} methods; or implements {@link io.pigato.worker.RequestHandler},
 * {@link java.util.function.Function} or another functional interface; or has one public
 * method. These methods are as above.
 * <p>
 * <b>On a {@code @Bean} method</b>, whose bean is a function or an object as above. The
 * types of a function are those that the method declares.
 *
 * <pre>{@code
 * &#64;PigatoWorker("echo")
 * String echo(String text) {
 *     return text;
 * }
 * }</pre>
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface PigatoWorker {

	/**
	 * Alias for {@link #service()}.
	 * @return the service
	 */
	@AliasFor("service")
	String value() default "";

	/**
	 * The service to offer: a name, a wildcard {@code prefix*} or {@code name@1.2.3}.
	 * @return the service
	 */
	@AliasFor("value")
	String service() default "";

	/**
	 * How many requests the worker takes at a time: a number, {@code -1} for any. Default
	 * is what is configured for all workers.
	 * @return the concurrency
	 */
	String concurrency() default "";

	/**
	 * The name of the worker's {@link PigatoWorkerContainer} as a bean. Default is made
	 * of the name of the bean and that of the method.
	 * @return the id
	 */
	String id() default "";

	/**
	 * Whether the worker starts with the application context: {@code true}, the default,
	 * or {@code false}.
	 * @return the flag
	 */
	String autoStartup() default "";

	/**
	 * The name of a {@link java.util.concurrent.Executor} bean that runs the handler and
	 * writes what it replies later. A request that it refuses is rejected, so that
	 * another worker gets it. Default is threads of the worker's own, at most as many as
	 * its concurrency, or virtual threads if these are switched on.
	 * @return the name of the bean
	 */
	String executor() default "";

	/**
	 * Whether the handler runs on the event loop that all workers and clients share,
	 * which is faster, but only for handlers that never block: {@code true} or
	 * {@code false}, the default.
	 * @return the flag
	 */
	String handleOnLoop() default "";

}
