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

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/**
 * Knows where the arguments of some parameters of handlers come from. Beans of this type
 * are asked in their order, before what is built in, once for each parameter when a
 * worker is made.
 */
@FunctionalInterface
public interface PigatoArgumentResolver {

	/**
	 * Return what reads the argument.
	 * @param parameter the parameter
	 * @return the reader, {@code null} to leave the parameter to others
	 * @throws InvalidHandlerException if there can be no argument for it, which fails the
	 * start of the application
	 */
	@Nullable ArgumentReader resolve(MethodParameter parameter);

}
