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

/**
 * Makes a method handle one of the operations of a worker: those requests whose service
 * is that of the wildcard in the {@link PigatoWorker} of its class, with the name of the
 * operation in place of the {@code *}. The method is as that annotation says. A request
 * for an operation that no method has ends with the error {@code W_NO_HANDLER}.
 *
 * <pre>{@code
 * &#64;PigatoWorker("orders.*")
 * class Orders {
 *
 *     &#64;PigatoHandler
 *     Order create(OrderRequest request) { … } // orders.create
 *
 *     &#64;PigatoHandler("items.add")
 *     void add(Item item) { … } // orders.items.add
 *
 * }
 * }</pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface PigatoHandler {

	/** The name of the method for operations that no other method has. */
	String DEFAULT = "*";

	/**
	 * Alias for {@link #name()}.
	 * @return the name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The name of the operation, which may have placeholders and expressions;
	 * {@link #DEFAULT} for all that no other method has. Default is the name of the
	 * method.
	 * @return the name
	 */
	@AliasFor("value")
	String name() default "";

}
