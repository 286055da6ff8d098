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

package io.pigato.spring.boot.autoconfigure;

import io.pigato.client.PigatoClient;

/**
 * Changes how clients are built, after everything that properties say. Beans of this type
 * are called in their order.
 */
@FunctionalInterface
public interface PigatoClientCustomizer {

	/**
	 * Customize the client of the application's broker, and whatever else is built by the
	 * builder that is a bean.
	 * @param builder the builder of the client
	 */
	void customize(PigatoClient.Builder builder);

	/**
	 * Customize a client of {@code pigato.clients}; unless overridden, as any other.
	 * @param name the name of the client
	 * @param builder the builder of the client
	 */
	default void customize(String name, PigatoClient.Builder builder) {
		customize(builder);
	}

}
