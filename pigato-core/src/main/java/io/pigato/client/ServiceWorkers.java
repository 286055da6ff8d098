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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.ServiceName;

/**
 * Finds the workers in a directory among which a broker would choose for a service
 * (protocol part 1): those of the exact name; without any, those of the longest wildcard
 * that matches, or of all versions in the range.
 */
final class ServiceWorkers {

	private ServiceWorkers() {
	}

	/**
	 * Find the workers of a service.
	 * @param directory the ids of the workers by the names that they offer
	 * @param service the service as a client asks for it
	 * @return the ids, each of them once
	 */
	static List<String> of(Map<String, @Nullable List<String>> directory, String service) {
		Set<String> ids = new LinkedHashSet<>();
		for (String offered : offers(directory, service)) {
			List<String> workers = directory.get(offered);
			if (workers != null) {
				ids.addAll(workers);
			}
		}
		return List.copyOf(ids);
	}

	private static List<String> offers(Map<String, @Nullable List<String>> directory, String service) {
		if (directory.containsKey(service)) {
			return List.of(service);
		}
		List<String> versions = new ArrayList<>();
		String wildcard = null;
		for (String offered : directory.keySet()) {
			if (ServiceName.matches(offered, service)) {
				if (!ServiceName.isWildcard(offered)) {
					versions.add(offered);
				}
				else if (wildcard == null || offered.length() > wildcard.length()) {
					wildcard = offered;
				}
			}
		}
		return (wildcard != null) ? List.of(wildcard) : versions;
	}

}
