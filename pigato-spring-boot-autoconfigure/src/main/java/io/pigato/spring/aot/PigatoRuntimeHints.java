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

import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

import io.pigato.broker.CoreService;
import io.pigato.spring.PigatoHandler;
import io.pigato.spring.PigatoWorker;
import io.pigato.transport.Transport;

/**
 * Hints for what does not depend on the application: the transports and core services
 * that are loaded as services, and annotations with aliases.
 */
class PigatoRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		registerServices(hints, Transport.class, classLoader);
		registerServices(hints, CoreService.class, classLoader);
		hints.proxies().registerJdkProxy(PigatoWorker.class);
		hints.proxies().registerJdkProxy(PigatoHandler.class);
	}

	private static void registerServices(RuntimeHints hints, Class<?> service, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("META-INF/services/" + service.getName());
		ServiceLoader.load(service, classLoader)
			.stream()
			.forEach((provider) -> hints.reflection()
				.registerType(provider.type(), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
	}

}
