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

package io.pigato.spring.aot;

import java.util.List;
import java.util.ServiceLoader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;

import io.pigato.broker.CoreService;
import io.pigato.spring.PigatoHandler;
import io.pigato.spring.PigatoWorker;
import io.pigato.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PigatoRuntimeHints}.
 */
class PigatoRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	PigatoRuntimeHintsTests() {
		for (RuntimeHintsRegistrar registrar : AotServices.factories().load(RuntimeHintsRegistrar.class)) {
			if (registrar instanceof PigatoRuntimeHints) {
				registrar.registerHints(this.hints, getClass().getClassLoader());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Transport.class, CoreService.class })
	void servicesOfTheCoreCanBeLoaded(Class<?> service) {
		assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/services/" + service.getName()))
			.accepts(this.hints);
		List<? extends Class<?>> types = ServiceLoader.load(service)
			.stream()
			.map(ServiceLoader.Provider::type)
			.toList();
		assertThat(types).isNotEmpty()
			.allSatisfy((type) -> assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)).accepts(this.hints));
	}

	@Test
	void annotationsWithAliasesCanBeSynthesized() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(PigatoWorker.class)).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(PigatoHandler.class)).accepts(this.hints);
	}

}
