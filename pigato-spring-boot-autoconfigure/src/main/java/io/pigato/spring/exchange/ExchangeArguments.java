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

package io.pigato.spring.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringValueResolver;

/**
 * Takes what is to be sent from the arguments of a call.
 */
final class ExchangeArguments {

	private final int payload;

	private final int callOptions;

	private final List<ExchangeSignature.Option> options = new ArrayList<>();

	private final List<Integer> optionMaps;

	private final PigatoCallOptions defaults;

	/**
	 * Create arguments.
	 * @param defaults the options of calls that have none of their own
	 * @param resolver resolves placeholders in the values of options
	 */
	ExchangeArguments(ExchangeSignature signature, PigatoCallOptions defaults, StringValueResolver resolver) {
		this.payload = signature.payload();
		this.callOptions = signature.callOptions();
		this.optionMaps = List.copyOf(signature.optionMaps());
		this.defaults = defaults;
		for (ExchangeSignature.Option option : signature.options()) {
			this.options
				.add(new ExchangeSignature.Option(option.index(), option.name(), resolve(option, signature, resolver)));
		}
	}

	private static @Nullable String resolve(ExchangeSignature.Option option, ExchangeSignature signature,
			StringValueResolver resolver) {
		String value = option.defaultValue();
		try {
			return (value != null) ? resolver.resolveStringValue(value) : null;
		}
		catch (IllegalArgumentException ex) {
			throw signature
				.invalid("the default of option '" + option.name() + "' can't be resolved: " + ex.getMessage());
		}
	}

	@Nullable Object data(@Nullable Object[] args) {
		return (this.payload >= 0) ? args[this.payload] : null;
	}

	PigatoCallOptions callOptions(@Nullable Object[] args) {
		return (this.callOptions >= 0 && args[this.callOptions] instanceof PigatoCallOptions ofCall)
				? ofCall.orElse(this.defaults) : this.defaults;
	}

	void forEachOption(@Nullable Object[] args, BiConsumer<String, Object> action) {
		for (int index : this.optionMaps) {
			if (args[index] instanceof Map<?, ?> map) {
				map.forEach((name, value) -> {
					if (value != null) {
						action.accept(String.valueOf(name), value);
					}
				});
			}
		}
		for (ExchangeSignature.Option option : this.options) {
			Object value = (args[option.index()] != null) ? args[option.index()] : option.defaultValue();
			if (value != null) {
				action.accept(option.name(), value);
			}
		}
	}

}
