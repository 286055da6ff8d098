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

import io.pigato.broker.ClientInfo;

/**
 * A client of the broker, of whatever application.
 *
 * @param id its identity
 * @param pending how many of its requests wait or are in flight
 * @param pendingBytes how many bytes these take
 * @param requests how many requests were received from it
 * @param age how long ago it was first heard of
 * @param idle how long ago it was last heard of
 */
public record ClientDescriptor(String id, int pending, long pendingBytes, long requests, Duration age, Duration idle) {

	static ClientDescriptor of(ClientInfo info) {
		return new ClientDescriptor(info.id(), info.pending(), info.pendingBytes(), info.requests(),
				info.age().truncatedTo(ChronoUnit.MILLIS), info.idle().truncatedTo(ChronoUnit.MILLIS));
	}

}
