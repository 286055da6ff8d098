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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceWorkers}.
 */
class ServiceWorkersTests {

	private final Map<String, List<String>> directory = new LinkedHashMap<>();

	ServiceWorkersTests() {
		this.directory.put("orders.create", List.of("exact"));
		this.directory.put("orders.*", List.of("w1", "w2"));
		this.directory.put("ord*", List.of("w3"));
		this.directory.put("echo@1.2.0", List.of("v12"));
		this.directory.put("echo@1.3.0", List.of("v13", "v12"));
		this.directory.put("echo@2.0.0", List.of("v20"));
		this.directory.put("echo", List.of("plain"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			orders.create | exact
			orders.cancel | w1 w2
			orders.*      | w1 w2
			ordinary      | w3
			echo          | plain
			echo@^1       | v12 v13
			echo@1.2.0    | v12
			echo@>=1.3    | v13 v12 v20
			echo@^3       | ''
			echo@nonsense | ''
			other         | ''
			orders@1      | ''
			""")
	void workersAreThoseTheBrokerWouldChooseAmong(String service, String ids) {
		assertThat(ServiceWorkers.of(this.directory, service))
			.containsExactlyElementsOf(ids.isEmpty() ? List.of() : Arrays.asList(ids.split(" ")));
	}

	@Test
	void serviceWhoseWorkersTheDirectoryDoesNotTellHasNone() {
		this.directory.put("odd", null);
		assertThat(ServiceWorkers.of(this.directory, "odd")).isEmpty();
	}

}
