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

import java.util.ArrayList;
import java.util.List;

import io.pigato.broker.PigatoBroker;
import io.pigato.broker.ReplyCacheOptions;
import io.pigato.transport.Endpoint;

/**
 * Brokers that are started and stopped together.
 */
final class BrokerGroup implements AutoCloseable {

	private final List<PigatoBroker> brokers = new ArrayList<>();

	/**
	 * Start brokers.
	 * @param count how many
	 * @param first where the first one binds; the others at the next ports, or at the
	 * same name and a number
	 */
	void start(int count, Endpoint first, String transport, boolean cache) {
		for (int i = 0; i < count; i++) {
			PigatoBroker broker = PigatoBroker.builder()
				.endpoint(endpoint(first, i))
				.transport(transport)
				.cache(cache ? ReplyCacheOptions.enabledWithDefaults() : ReplyCacheOptions.disabled())
				.build();
			this.brokers.add(broker);
			broker.start();
		}
	}

	private static Endpoint endpoint(Endpoint first, int index) {
		if (index == 0 || first.port() == 0) {
			return first;
		}
		return (first.port() > 0) ? first.withPort(first.port() + index) : Endpoint.parse(first + "-" + (index + 1));
	}

	/**
	 * Return where each broker is.
	 */
	List<Endpoint> endpoints() {
		return this.brokers.stream().map((broker) -> broker.endpoints().get(0)).toList();
	}

	@Override
	public void close() {
		this.brokers.forEach(PigatoBroker::close);
	}

}
