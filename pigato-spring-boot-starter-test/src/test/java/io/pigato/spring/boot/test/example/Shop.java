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

package io.pigato.spring.boot.test.example;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.pigato.client.PigatoClient;

/**
 * Sends requests to services of other applications.
 */
@Service
public class Shop {

	private final PigatoClient client;

	Shop(PigatoClient client) {
		this.client = client;
	}

	public @Nullable String buy(Order order) {
		return this.client.request("billing.charge").data(order).failFast().call(String.class);
	}

	public List<@Nullable String> offers() {
		return this.client.request("billing.offers").stream(String.class).toList();
	}

}
