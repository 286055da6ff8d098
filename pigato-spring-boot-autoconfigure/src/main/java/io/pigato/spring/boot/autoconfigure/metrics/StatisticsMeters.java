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

package io.pigato.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.jspecify.annotations.Nullable;

/**
 * Registers meters that read the statistics of something whenever they are asked.
 *
 * @param <T> the type of what has the statistics
 * @param <S> the type of the statistics
 */
final class StatisticsMeters<T, S> {

	private final MeterRegistry registry;

	private final T source;

	private final Function<T, S> statistics;

	private final Tags tags;

	/**
	 * Create an instance.
	 * @param source what has the statistics, which the meters do not keep alive
	 * @param tags the tags of all meters
	 */
	StatisticsMeters(MeterRegistry registry, T source, Function<T, S> statistics, Tags tags) {
		this.registry = registry;
		this.source = source;
		this.statistics = statistics;
		this.tags = tags;
	}

	StatisticsMeters<T, S> gauge(String name, String description, ToLongFunction<S> value) {
		return gauge(name, null, description, value);
	}

	/**
	 * A gauge of a size in bytes.
	 */
	StatisticsMeters<T, S> bytes(String name, String description, ToLongFunction<S> value) {
		return gauge(name, BaseUnits.BYTES, description, value);
	}

	private StatisticsMeters<T, S> gauge(String name, @Nullable String unit, String description,
			ToLongFunction<S> value) {
		Function<T, S> read = this.statistics;
		Gauge.builder(name, this.source, (from) -> value.applyAsLong(read.apply(from)))
			.description(description)
			.baseUnit(unit)
			.tags(this.tags)
			.register(this.registry);
		return this;
	}

	/**
	 * A gauge of a time, without a value while there is none.
	 */
	StatisticsMeters<T, S> age(String name, String description, Function<S, @Nullable Duration> value) {
		Function<T, S> read = this.statistics;
		TimeGauge.builder(name, this.source, TimeUnit.MILLISECONDS, (from) -> {
			Duration age = value.apply(read.apply(from));
			return (age != null) ? age.toMillis() : Double.NaN;
		}).description(description).tags(this.tags).register(this.registry);
		return this;
	}

	StatisticsMeters<T, S> counter(String name, String description, ToLongFunction<S> value, String... furtherTags) {
		return counter(name, null, description, value, furtherTags);
	}

	/**
	 * A counter of bytes.
	 */
	StatisticsMeters<T, S> byteCounter(String name, String description, ToLongFunction<S> value,
			String... furtherTags) {
		return counter(name, BaseUnits.BYTES, description, value, furtherTags);
	}

	private StatisticsMeters<T, S> counter(String name, @Nullable String unit, String description,
			ToLongFunction<S> value, String[] furtherTags) {
		Function<T, S> read = this.statistics;
		FunctionCounter.builder(name, this.source, (from) -> value.applyAsLong(read.apply(from)))
			.description(description)
			.baseUnit(unit)
			.tags(this.tags.and(furtherTags))
			.register(this.registry);
		return this;
	}

}
