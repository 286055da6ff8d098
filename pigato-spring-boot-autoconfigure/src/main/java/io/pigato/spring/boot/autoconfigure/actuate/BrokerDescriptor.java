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

package io.pigato.spring.boot.autoconfigure.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pigato.broker.BrokerStatistics;
import io.pigato.broker.PigatoBroker;
import io.pigato.transport.Endpoint;

/**
 * The broker in an application.
 *
 * @param name its name
 * @param running whether it runs
 * @param draining whether it is about to stop
 * @param endpoints where it is bound
 * @param directoryEndpoint where it publishes the directory, {@code null} if it does not
 * @param statistics what it has and has counted since it was started
 */
public record BrokerDescriptor(String name, boolean running, boolean draining, List<String> endpoints,
		@Nullable String directoryEndpoint, BrokerStatistics statistics) {

	static BrokerDescriptor of(PigatoBroker broker) {
		Endpoint directory = broker.directoryEndpoint();
		return new BrokerDescriptor(broker.name(), broker.isRunning(), broker.isDraining(),
				broker.endpoints().stream().map(Endpoint::toString).toList(),
				(directory != null) ? directory.toString() : null, broker.statistics());
	}

}
