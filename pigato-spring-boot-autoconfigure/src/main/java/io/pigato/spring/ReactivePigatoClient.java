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

package io.pigato.spring;

import org.springframework.util.Assert;

import io.pigato.client.PigatoClient;

/**
 * A client whose replies are Reactor's {@code Mono} and {@code Flux}. Safe for use from
 * any thread. Needs Reactor.
 */
public final class ReactivePigatoClient {

	private final PigatoClient client;

	/**
	 * Create a client.
	 * @param client the client that sends the requests; who made it starts and stops it
	 */
	public ReactivePigatoClient(PigatoClient client) {
		Assert.notNull(client, "'client' must not be null");
		this.client = client;
	}

	/**
	 * Make a request.
	 * @param service the service: its name, or its name and a version range as in
	 * {@code name@^1.2}
	 * @return the request, to be given data and options and subscribed to
	 */
	public ReactiveRequestSpec request(String service) {
		Assert.notNull(service, "'service' must not be null");
		return new ReactiveRequestSpec(() -> this.client.request(service));
	}

}
