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
 * Makes a worker that offers a service of a method of a bean, or of a class. All
 * attributes may have placeholders.
 * <p>
 * <b>On a method</b>, which may have in any order: one parameter for the data of the
 * request, of any type that Jackson reads, {@link io.pigato.json.RawJson} or
 * {@code byte[]}; a {@link io.pigato.worker.PigatoRequest}; and a
 * {@link io.pigato.worker.PigatoReply}, to send partial replies. What it returns is the
 * final reply, a {@link java.util.concurrent.CompletionStage} once it is completed. A
 * {@code void} method that has a {@code PigatoReply} ends it itself, then or later, from
 * any thread; without one, the final reply is JSON's null. What it throws ends the reply
 * with an error, see {@link io.pigato.worker.RequestHandler}.
 * <p>
 * <b>On a class</b>, which thereby is found by component scan, and either implements
 * {@link io.pigato.worker.RequestHandler} or {@link java.util.function.Function}, or has
 * one public method, which is as above.
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

}
