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

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.unit.DataSize;

import io.pigato.transport.Endpoint;
import io.pigato.transport.Transports;

/**
 * Says which property is wrong when the core refuses a value: the core names its own
 * options, as {@code maxQueued must be positive but is -1}.
 */
final class Checks {

	/** The start of the core's messages: an option's name, which is also a property's. */
	private static final Pattern OPTION = Pattern.compile("([a-z][A-Za-z]+) (must .*)", Pattern.DOTALL);

	private Checks() {
	}

	/**
	 * Build something of properties.
	 * @param prefix the properties it is built of
	 * @throws InvalidPigatoPropertyException if a value is not valid
	 */
	static <T> T build(String prefix, Supplier<T> builder) {
		try {
			return builder.get();
		}
		catch (IllegalArgumentException ex) {
			String message = String.valueOf(ex.getMessage());
			Matcher option = OPTION.matcher(message);
			if (option.matches()) {
				throw new InvalidPigatoPropertyException(property(prefix, option.group(1)), "it " + option.group(2),
						ex);
			}
			throw new InvalidPigatoPropertyException(prefix, message, ex);
		}
	}

	private static String property(String prefix, String option) {
		StringBuilder name = new StringBuilder(prefix).append('.');
		for (char character : option.toCharArray()) {
			if (Character.isUpperCase(character)) {
				name.append('-');
			}
			name.append(Character.toLowerCase(character));
		}
		return ConfigurationPropertyName.of(name).toString();
	}

	static Endpoint endpoint(String property, String text) {
		try {
			return Endpoint.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPigatoPropertyException(property, String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * Read the endpoint of a client or worker.
	 * @return the endpoint, {@code null} if there is none
	 */
	static @Nullable Endpoint singleEndpoint(String property, List<String> endpoints) {
		if (endpoints.size() > 1) {
			throw new InvalidPigatoPropertyException(property,
					"clients and workers connect to one broker so far, but it has " + endpoints.size()
							+ " endpoints. Leave one.",
					null);
		}
		return endpoints.isEmpty() ? null : endpoint(property, endpoints.get(0));
	}

	static Duration positive(String property, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw new InvalidPigatoPropertyException(property, "it must be positive but is " + duration, null);
		}
		return duration;
	}

	/**
	 * Make sure that a transport is there and can do with endpoints.
	 * @param transport the name of the transport, {@code null} for the one that suits the
	 * endpoints
	 * @param transportProperty the property that the name is from
	 * @param endpointsProperty the property that the endpoints are from
	 */
	static void transport(@Nullable String transport, String transportProperty, String endpointsProperty,
			List<Endpoint> endpoints) {
		String source = (transport != null) ? transportProperty : endpointsProperty;
		for (Endpoint endpoint : endpoints) {
			String name = (transport != null) ? transport : Transports.defaultFor(endpoint);
			try {
				Transports.checkSupported(name, List.of(endpoint));
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidPigatoPropertyException(source, String.valueOf(ex.getMessage()), ex);
			}
		}
	}

	static int toInt(String property, DataSize size) {
		if (size.toBytes() > Integer.MAX_VALUE || size.toBytes() < Integer.MIN_VALUE) {
			throw new InvalidPigatoPropertyException(property,
					"it must be at most " + Integer.MAX_VALUE + " bytes but is " + size, null);
		}
		return (int) size.toBytes();
	}

}
