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

package io.pigato.client;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestIds}.
 */
class RequestIdsTests {

	@Test
	void idsAreUniqueOverClients() {
		Set<Bytes> ids = new HashSet<>();
		for (int client = 0; client < 100; client++) {
			RequestIds source = new RequestIds();
			for (int i = 0; i < 300; i++) {
				ids.add(source.next());
			}
		}
		assertThat(ids).hasSize(30_000);
	}

	@Test
	void idsAreTextWithANumber() {
		RequestIds source = new RequestIds();
		for (int i = 1; i <= 5000; i++) {
			assertThat(source.next().toString()).matches("[0-9a-f]{32}-[0-9a-f]+")
				.endsWith("-" + Integer.toHexString(i));
		}
	}

}
