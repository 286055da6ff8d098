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

package io.pigato.transport;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transports that are there, by name: {@code netty}, {@code jeromq} and
 * {@code memory}, and whatever else the class path provides as a
 * {@linkplain ServiceLoader service} of type {@link Transport}.
 */
public final class Transports {

	private static final Logger logger = LoggerFactory.getLogger(Transports.class);

	private static final Map<String, Transport> byName = load();

	private Transports() {
	}

	private static Map<String, Transport> load() {
		Map<String, Transport> transports = new TreeMap<>();
		ServiceLoader.load(Transport.class, Transports.class.getClassLoader()).stream().forEach((provider) -> {
			try {
				Transport transport = provider.get();
				transports.putIfAbsent(transport.name(), transport);
			}
			catch (ServiceConfigurationError | LinkageError ex) {
				// a transport whose library is missing must not take the others with it
				logger.warn("Transport {} can't be used", provider.type().getName(), ex);
			}
		});
		return Collections.unmodifiableMap(transports);
	}

	/**
	 * Return the names of all transports.
	 * @return the names, sorted
	 */
	public static Set<String> names() {
		return byName.keySet();
	}

	/**
	 * Return the transport of the given name.
	 * @param name the name, such as {@code jeromq}
	 * @return the transport
	 * @throws IllegalArgumentException if there is none; the message lists those there
	 * are
	 */
	public static Transport named(String name) {
		Transport transport = byName.get(name);
		if (transport == null) {
			throw new IllegalArgumentException(
					"There is no transport '" + name + "', only: " + String.join(", ", byName.keySet()));
		}
		return transport;
	}

	/**
	 * Return the name of the transport that an endpoint is for unless another one is
	 * chosen.
	 * @param endpoint the endpoint
	 * @return {@code memory} for {@code inproc}, else {@code netty}
	 */
	public static String defaultFor(Endpoint endpoint) {
		return endpoint.scheme().equals("inproc") ? "memory" : "netty";
	}

	/**
	 * Make sure that a transport is there and can do with endpoints.
	 * @param name the name of the transport
	 * @param endpoints the endpoints
	 * @throws IllegalArgumentException if there is no such transport, or it does not know
	 * the scheme of an endpoint; the message names it
	 */
	public static void checkSupported(String name, Collection<Endpoint> endpoints) {
		Transport transport = named(name);
		for (Endpoint endpoint : endpoints) {
			if (!transport.supports(endpoint.scheme())) {
				throw new IllegalArgumentException("The transport '" + name + "' can't be used with the endpoint "
						+ endpoint + ". Choose another endpoint or transport.");
			}
		}
	}

}
