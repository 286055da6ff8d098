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

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;

/**
 * What the annotations of a method and its interface say, with placeholders resolved.
 *
 * @param service the service
 * @param options the options
 */
record ExchangeAttributes(String service, PigatoCallOptions options) {

	private static final String PREFIX_MARK = "*";

	/**
	 * Read the annotations.
	 * @param method the method
	 * @param type the interface, which may have inherited the method
	 * @throws InvalidExchangeException if they can't be used
	 */
	static ExchangeAttributes of(Method method, Class<?> type, StringValueResolver resolver) {
		PigatoExchange onMethod = AnnotatedElementUtils.findMergedAnnotation(method, PigatoExchange.class);
		PigatoExchange onType = AnnotatedElementUtils.findMergedAnnotation(type, PigatoExchange.class);
		Reader reader = new Reader(method, resolver);
		if (onType != null && onType.scatter()) {
			throw InvalidExchangeException.of(type, "attribute 'scatter' is only for its methods");
		}
		String service = service(reader.read("service", onMethod, PigatoExchange::service),
				reader.read("service", onType, PigatoExchange::service));
		if (service == null) {
			throw InvalidExchangeException.of(method,
					"it names no service. Name one in its annotation, or in that of the interface.");
		}
		return new ExchangeAttributes(service, reader.options(onMethod).orElse(reader.options(onType)));
	}

	private static @Nullable String service(@Nullable String ofMethod, @Nullable String ofType) {
		if (ofType == null) {
			return ofMethod;
		}
		if (!ofType.endsWith(PREFIX_MARK)) {
			return (ofMethod != null) ? ofMethod : ofType;
		}
		return (ofMethod != null) ? ofType.substring(0, ofType.length() - 1) + ofMethod : null;
	}

	/**
	 * Reads attributes.
	 *
	 * @param method the method, to be named if one can't be read
	 * @param resolver resolves placeholders
	 */
	private record Reader(Method method, StringValueResolver resolver) {

		@Nullable String read(String name, @Nullable PigatoExchange annotation, Function<PigatoExchange, String> attribute) {
			if (annotation == null) {
				return null;
			}
			try {
				String value = this.resolver.resolveStringValue(attribute.apply(annotation));
				return StringUtils.hasText(value) ? value.trim() : null;
			}
			catch (IllegalArgumentException ex) {
				throw invalid(name, attribute.apply(annotation), ex);
			}
		}

		PigatoCallOptions options(@Nullable PigatoExchange annotation) {
			return PigatoCallOptions.none()
				.withTimeout(parse("timeout", read("timeout", annotation, PigatoExchange::timeout), Reader::timeout))
				.withDeadline(
						parse("deadline", read("deadline", annotation, PigatoExchange::deadline), Reader::duration))
				.withRetry(parse("retry", read("retry", annotation, PigatoExchange::retry), Reader::flag))
				.withNoCache(parse("noCache", read("noCache", annotation, PigatoExchange::noCache), Reader::flag))
				.withFailFast(parse("failFast", read("failFast", annotation, PigatoExchange::failFast), Reader::flag));
		}

		private <T> @Nullable T parse(String name, @Nullable String text, Function<String, T> parser) {
			if (text == null) {
				return null;
			}
			try {
				return parser.apply(text);
			}
			catch (IllegalArgumentException ex) {
				throw invalid(name, text, ex);
			}
		}

		private static Duration timeout(String text) {
			return text.equals("none") ? PigatoCallOptions.NO_TIMEOUT : duration(text);
		}

		private static Duration duration(String text) {
			Duration duration = DurationFormatterUtils.detectAndParse(text);
			if (duration.isZero() || duration.isNegative()) {
				throw new IllegalArgumentException("it must be positive");
			}
			return duration;
		}

		private static Boolean flag(String text) {
			return switch (text) {
				case "true" -> true;
				case "false" -> false;
				default -> throw new IllegalArgumentException("it must be true or false");
			};
		}

		private InvalidExchangeException invalid(String name, String text, IllegalArgumentException cause) {
			return InvalidExchangeException.of(this.method,
					"attribute '" + name + "' can't be '" + text + "': " + cause.getMessage(), cause);
		}

	}

}
