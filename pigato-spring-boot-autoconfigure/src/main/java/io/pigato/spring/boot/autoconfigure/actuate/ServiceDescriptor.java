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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.pigato.broker.ServiceInfo;

/**
 * A service of the broker.
 *
 * @param name its name, which may be a wildcard or have a version
 * @param workers how many workers offer it
 * @param queued how many requests wait for them
 * @param inFlight how many requests they work on
 * @param dispatched how many times a request was handed to one of them
 * @param completed how many of these requests ended with a final reply
 * @param requestsPerSecond how many requests a second are handed to them, over the last
 * ten seconds
 */
public record ServiceDescriptor(String name, int workers, int queued, int inFlight, long dispatched, long completed,
		double requestsPerSecond) implements OperationResponseBody {

	static ServiceDescriptor of(ServiceInfo info) {
		return new ServiceDescriptor(info.name(), info.workers(), info.queued(), info.inFlight(), info.dispatched(),
				info.completed(), Math.round(info.rate() * 100) / 100.0);
	}

	static @Nullable ServiceDescriptor ofNullable(@Nullable ServiceInfo info) {
		return (info != null) ? of(info) : null;
	}

}
