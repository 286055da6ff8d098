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

package io.pigato.samples.perf;

import java.math.BigDecimal;
import java.time.Duration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import io.pigato.transport.Endpoint;

/**
 * What options may have for values, with messages that say so.
 */
final class Values {

	private static final BigDecimal MIN_SECONDS = new BigDecimal("0.001");

	private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1_000_000);

	private Values() {
	}

	private static long number(String value, long min, long max) {
		long number;
		try {
			number = Long.parseLong(value);
		}
		catch (NumberFormatException ex) {
			throw new TypeConversionException("'" + value + "' is not a number");
		}
		if (number < min || number > max) {
			throw new TypeConversionException("must be from " + min + " to " + max + " but is " + value);
		}
		return number;
	}

	private static Duration seconds(String value, BigDecimal min) {
		BigDecimal seconds;
		try {
			seconds = new BigDecimal(value);
		}
		catch (NumberFormatException ex) {
			throw new TypeConversionException("'" + value + "' is not a number of seconds");
		}
		if (seconds.compareTo(min) < 0 || seconds.compareTo(MAX_SECONDS) > 0) {
			throw new TypeConversionException(
					"must be from " + min + " to " + MAX_SECONDS + " seconds but is " + value);
		}
		return Duration.ofNanos(seconds.movePointRight(9).longValue());
	}

	/**
	 * A number of things of which there has to be one.
	 */
	static final class Count implements ITypeConverter<Integer> {

		@Override
		public Integer convert(String value) {
			return (int) number(value, 1, 1_000_000);
		}

	}

	/**
	 * A number of things, or none.
	 */
	static final class CountOrNone implements ITypeConverter<Integer> {

		@Override
		public Integer convert(String value) {
			return (int) number(value, 0, 10_000_000);
		}

	}

	/**
	 * A number of messages.
	 */
	static final class Messages implements ITypeConverter<Long> {

		@Override
		public Long convert(String value) {
			return number(value, 1, Long.MAX_VALUE);
		}

	}

	/**
	 * A size of data in bytes.
	 */
	static final class Size implements ITypeConverter<Integer> {

		@Override
		public Integer convert(String value) {
			return (int) number(value, Payloads.MIN_SIZE, 1 << 30);
		}

	}

	/**
	 * What the original takes for yes and no.
	 */
	static final class Switch implements ITypeConverter<Integer> {

		@Override
		public Integer convert(String value) {
			return (int) number(value, 0, 1);
		}

	}

	/**
	 * Seconds, possibly with a fraction, or none.
	 */
	static final class SecondsOrNone implements ITypeConverter<Duration> {

		@Override
		public Duration convert(String value) {
			return seconds(value, BigDecimal.ZERO);
		}

	}

	/**
	 * Seconds, possibly with a fraction.
	 */
	static final class Seconds implements ITypeConverter<Duration> {

		@Override
		public Duration convert(String value) {
			return seconds(value, MIN_SECONDS);
		}

	}

	/**
	 * An endpoint.
	 */
	static final class EndpointValue implements ITypeConverter<Endpoint> {

		@Override
		public Endpoint convert(String value) {
			try {
				return Endpoint.parse(value);
			}
			catch (IllegalArgumentException ex) {
				throw new TypeConversionException(ex.getMessage());
			}
		}

	}

}
