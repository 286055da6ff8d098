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

package io.pigato.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.pigato.spring.exchange.PigatoCallOptions;
import io.pigato.spring.exchange.PigatoExchangeGroup;
import io.pigato.spring.exchange.PigatoExchangeGroupProvider;

/**
 * Knows the groups of {@code pigato.exchange}.
 */
final class PropertiesExchangeGroupProvider implements PigatoExchangeGroupProvider {

	private final Map<String, PigatoExchangeGroup> groups = new LinkedHashMap<>();

	PropertiesExchangeGroupProvider(Map<String, ExchangeGroupProperties> groups) {
		groups.forEach((name, properties) -> this.groups.put(name, group("pigato.exchange." + name, properties)));
	}

	private static PigatoExchangeGroup group(String prefix, ExchangeGroupProperties group) {
		if (group.getTimeout() != null) {
			Checks.positive(prefix + ".timeout", group.getTimeout());
		}
		if (group.getDeadline() != null) {
			Checks.positive(prefix + ".deadline", group.getDeadline());
		}
		return new PigatoExchangeGroup(StringUtils.hasText(group.getClient()) ? group.getClient() : null,
				new PigatoCallOptions(group.getTimeout(), group.getDeadline(), group.getRetry(), null,
						group.getNoCache(), group.getFailFast()));
	}

	@Override
	public @Nullable PigatoExchangeGroup getGroup(String name) {
		return this.groups.get(name);
	}

}
