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
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes beans of interfaces whose methods are annotated with {@link PigatoExchange}:
 * those that are named, and those in packages that are scanned. Without either, the
 * package of the annotated class is scanned.
 * <p>
 * The bean of an interface {@code OrderClient} is {@code orderClient}; if there is a bean
 * with that name, {@code group#} and the full name of the interface. It has the group as
 * a qualifier, and leaves injection by type to any other bean of the interface.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportPigatoClients.Container.class)
@Import(ExchangeRegistrar.class)
public @interface ImportPigatoClients {

	/** The group of interfaces that are in no other. */
	String DEFAULT_GROUP = "default";

	/**
	 * Alias for {@link #types()}.
	 * @return the interfaces
	 */
	@AliasFor("types")
	Class<?>[] value() default {};

	/**
	 * The interfaces.
	 * @return the interfaces
	 */
	@AliasFor("value")
	Class<?>[] types() default {};

	/**
	 * Packages to scan for interfaces that are annotated, or have methods that are.
	 * @return the packages, which may have placeholders
	 */
	String[] basePackages() default {};

	/**
	 * Classes whose packages are scanned.
	 * @return the classes
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * The group of these interfaces, which share settings. With Boot, these are the
	 * properties {@code pigato.exchange.<group>}.
	 * @return the name of the group
	 */
	String group() default DEFAULT_GROUP;

	/**
	 * The client that sends the requests: the qualifier or name of a bean. The settings
	 * of the group may name another one.
	 * @return the client, empty for the one that is injected without a qualifier
	 */
	String client() default "";

	/**
	 * Holds several {@link ImportPigatoClients}.
	 */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Import(ExchangeRegistrar.class)
	@interface Container {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		ImportPigatoClients[] value();

	}

}
