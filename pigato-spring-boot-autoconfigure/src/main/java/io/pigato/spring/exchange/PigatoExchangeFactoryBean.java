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
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import io.pigato.client.PigatoClient;

/**
 * Makes a bean of an interface whose methods are annotated with {@link PigatoExchange},
 * as {@link ImportPigatoClients} does. What can't be a client fails the start of the
 * context.
 *
 * @param <T> the interface
 */
public final class PigatoExchangeFactoryBean<T> implements FactoryBean<T>, BeanFactoryAware, InitializingBean {

	private final Class<T> type;

	private final String groupName;

	private final String clientName;

	private @Nullable ConfigurableBeanFactory beans;

	private @Nullable T client;

	/**
	 * Create a factory.
	 * @param type the interface
	 * @param groupName the name of its group
	 * @param clientName the qualifier or name of the client, empty for the one that is
	 * injected without a qualifier
	 */
	public PigatoExchangeFactoryBean(Class<T> type, String groupName, String clientName) {
		this.type = type;
		this.groupName = groupName;
		this.clientName = clientName;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beans = (ConfigurableBeanFactory) beanFactory;
	}

	/**
	 * Create the client.
	 * @throws InvalidExchangeException if the interface can't be a client, or there is
	 * not one to send its requests
	 */
	@Override
	public void afterPropertiesSet() {
		ConfigurableBeanFactory beans = this.beans;
		Assert.state(beans != null, "No BeanFactory");
		PigatoExchangeGroupProvider provider = beans.getBeanProvider(PigatoExchangeGroupProvider.class)
			.getIfAvailable();
		PigatoExchangeGroup group = (provider != null) ? provider.getGroup(this.groupName) : null;
		String name = (group != null && group.client() != null) ? group.client() : resolve(beans, this.clientName);
		this.client = PigatoExchangeProxyFactory.builder(pigatoClient(beans, name))
			.options((group != null) ? group.options() : PigatoCallOptions.none())
			.valueResolver((value) -> resolve(beans, value))
			.build()
			.createClient(this.type);
	}

	private static String resolve(ConfigurableBeanFactory beans, String value) {
		String resolved = beans.resolveEmbeddedValue(value);
		return (resolved != null) ? resolved : "";
	}

	private PigatoClient pigatoClient(BeanFactory beans, String name) {
		try {
			return StringUtils.hasText(name)
					? BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, PigatoClient.class, name)
					: beans.getBean(PigatoClient.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new InvalidExchangeException(this.type.getName(),
					StringUtils.hasText(name) ? "there is no PigatoClient with the qualifier or name '"
							+ name + "'. Define such a bean, with Boot by the property 'pigato.clients." + name
							+ ".endpoints'."
							: "there is not one PigatoClient that is injected without a qualifier. Define one, or name the"
									+ " client in @ImportPigatoClients.",
					ex);
		}
	}

	@Override
	public @Nullable T getObject() {
		return this.client;
	}

	@Override
	public Class<T> getObjectType() {
		return this.type;
	}

}
