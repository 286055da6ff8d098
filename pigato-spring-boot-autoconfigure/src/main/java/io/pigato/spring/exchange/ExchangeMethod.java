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

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringValueResolver;

import io.pigato.client.PigatoClient;
import io.pigato.client.RequestSpec;
import io.pigato.client.ScatterSpec;

/**
 * What a call to an annotated method does: make a request of the arguments, send it, and
 * adapt what comes of it to what the method returns. Everything that needs reflection is
 * done in the constructor.
 */
final class ExchangeMethod implements MethodInvoker {

	private final PigatoClient client;

	private final String service;

	private final boolean scatter;

	private final ExchangeArguments arguments;

	private final ExchangeResult result;

	/**
	 * Create what a call does.
	 * @param overrides options that count before those of the annotations
	 * @param resolver resolves placeholders
	 * @throws InvalidExchangeException if the method can't be called like that
	 */
	ExchangeMethod(ExchangeSignature signature, ExchangeAttributes attributes, PigatoCallOptions overrides,
			PigatoClient client, StringValueResolver resolver) {
		this.client = client;
		this.service = attributes.service();
		this.scatter = signature.isScatter();
		this.arguments = new ExchangeArguments(signature, overrides.orElse(attributes.options()), resolver);
		this.result = ReturnTypes.result(signature);
	}

	@Override
	public @Nullable Object invoke(Object proxy, @Nullable Object[] args) {
		return this.result.from(() -> newExchange(args));
	}

	private Exchange newExchange(@Nullable Object[] args) {
		return this.scatter ? toAll(args) : toOne(args);
	}

	private Exchange toOne(@Nullable Object[] args) {
		RequestSpec request = this.client.request(this.service).data(this.arguments.data(args));
		this.arguments.callOptions(args).applyTo(request);
		this.arguments.forEachOption(args, request::option);
		return new Exchange.ToOne(request);
	}

	private Exchange toAll(@Nullable Object[] args) {
		ScatterSpec request = this.client.scatter(this.service).data(this.arguments.data(args));
		this.arguments.callOptions(args).applyTo(request);
		this.arguments.forEachOption(args, request::option);
		return new Exchange.ToAll(request);
	}

}
