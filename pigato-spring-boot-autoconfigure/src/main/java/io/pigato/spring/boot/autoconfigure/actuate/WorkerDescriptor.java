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

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.pigato.broker.WorkerInfo;

/**
 * A worker at the broker, of whatever application.
 *
 * @param id its identity
 * @param service the service that it offers
 * @param concurrency how many requests it takes at a time: -1 for any, 0 for none
 * @param inFlight how many requests it works on
 * @param queued how many requests wait for this very worker
 * @param load the share of its concurrency that is in use
 * @param dispatched how many times a request was handed to it
 * @param blocked whether its connection takes no more messages for now
 * @param age how long ago it became ready
 * @param idle how long ago it was last heard of
 */
public record WorkerDescriptor(String id, String service, int concurrency, int inFlight, int queued, double load,
		long dispatched, boolean blocked, Duration age, Duration idle) implements OperationResponseBody {

	static WorkerDescriptor of(WorkerInfo info) {
		return new WorkerDescriptor(info.id(), info.service(), info.concurrency(), info.inFlight(), info.queued(),
				Math.round(info.load() * 1000) / 1000.0, info.dispatched(), info.blocked(),
				info.age().truncatedTo(ChronoUnit.MILLIS), info.idle().truncatedTo(ChronoUnit.MILLIS));
	}

	static @Nullable WorkerDescriptor ofNullable(@Nullable WorkerInfo info) {
		return (info != null) ? of(info) : null;
	}

}
