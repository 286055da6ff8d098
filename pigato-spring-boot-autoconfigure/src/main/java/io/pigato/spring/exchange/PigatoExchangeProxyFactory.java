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

import java.lang.reflect.Proxy;

import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

import io.pigato.client.PigatoClient;

/**
 * Makes clients of interfaces whose methods are annotated with {@link PigatoExchange},
 * without an application context. Safe for use from any thread.
 */
public final class PigatoExchangeProxyFactory {

	private final PigatoClient client;

	private final PigatoCallOptions options;

	private final StringValueResolver valueResolver;

	private PigatoExchangeProxyFactory(Builder builder) {
		this.client = builder.client;
		this.options = builder.options;
		this.valueResolver = builder.valueResolver;
	}

	/**
	 * Return a builder.
	 * @param client the client that sends the requests; who made it starts and stops it
	 * @return the builder
	 */
	public static Builder builder(PigatoClient client) {
		return new Builder(client);
	}

	/**
	 * Create a client. Everything about the interface is found out now; calls need no
	 * reflection.
	 * @param <T> the interface
	 * @param type the interface
	 * @return the client, safe for use from any thread
	 * @throws InvalidExchangeException if the interface can't be a client; the message
	 * names the method at fault
	 */
	public <T> T createClient(Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		ExchangeInvocationHandler handler = new ExchangeInvocationHandler(type,
				(method) -> new ExchangeMethod(new ExchangeSignature(method, type),
						ExchangeAttributes.of(method, type, this.valueResolver), this.options, this.client,
						this.valueResolver));
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	/**
	 * Builds a {@link PigatoExchangeProxyFactory}.
	 */
	public static final class Builder {

		private final PigatoClient client;

		private PigatoCallOptions options = PigatoCallOptions.none();

		private StringValueResolver valueResolver = (value) -> value;

		private Builder(PigatoClient client) {
			Assert.notNull(client, "'client' must not be null");
			this.client = client;
		}

		/**
		 * Set options that count before those of annotations. Default is none.
		 * @param options the options
		 * @return this builder
		 */
		public Builder options(PigatoCallOptions options) {
			Assert.notNull(options, "'options' must not be null");
			this.options = options;
			return this;
		}

		/**
		 * Set what resolves placeholders. Default is that they are not resolved.
		 * @param valueResolver the resolver
		 * @return this builder
		 */
		public Builder valueResolver(StringValueResolver valueResolver) {
			Assert.notNull(valueResolver, "'valueResolver' must not be null");
			this.valueResolver = valueResolver;
			return this;
		}

		/**
		 * Build the factory.
		 * @return the factory
		 */
		public PigatoExchangeProxyFactory build() {
			return new PigatoExchangeProxyFactory(this);
		}

	}

}
