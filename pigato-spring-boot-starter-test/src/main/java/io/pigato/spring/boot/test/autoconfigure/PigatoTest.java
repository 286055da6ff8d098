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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of the workers and clients of an application, and of nothing else.
 * <p>
 * Only what has to do with PIGATO is auto-configured, JSON and validation included. Of
 * the components of the application, only these are scanned:
 * <ul>
 * <li>classes annotated with {@link io.pigato.spring.PigatoWorker}, and those with
 * methods that are</li>
 * <li>configurations annotated with
 * {@link io.pigato.spring.exchange.ImportPigatoClients}</li>
 * <li>whatever takes part in requests: exception mappers, argument resolvers,
 * interceptors, decorators of handlers, and customizers of PIGATO</li>
 * <li>Jackson's components and modules</li>
 * </ul>
 * Give what these need by {@link org.springframework.context.annotation.Import} or as
 * mocks. The transport is in-memory unless the test has
 * {@link AutoConfigureTestPigatoBroker}.
 *
 * @see AutoConfigureTestPigatoTransport
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(PigatoTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(PigatoTypeExcludeFilter.class)
@AutoConfigureTestPigatoTransport
@ImportAutoConfiguration
public @interface PigatoTest {

	/**
	 * Alias for {@link #workers()}.
	 * @return the classes
	 */
	@AliasFor("workers")
	Class<?>[] value() default {};

	/**
	 * The classes with workers to test. Default is all that are found.
	 * @return the classes
	 */
	@AliasFor("value")
	Class<?>[] workers() default {};

	/**
	 * Properties in form {@literal key=value} to add to the environment.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * Whether only the components named above are scanned. Default is {@code true}; with
	 * {@code false}, only those of the {@link #includeFilters()} are.
	 * @return the flag
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Filters for components to scan besides.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Filters for components not to scan.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations to leave out.
	 * @return the classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
