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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import io.pigato.client.PigatoClient;
import io.pigato.spring.exchange.scan.AnnotatedScannedClient;
import io.pigato.spring.exchange.scan.ScannedClient;
import io.pigato.spring.exchange.scan.ScanningConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link ImportPigatoClients}.
 */
@Timeout(120)
class ImportPigatoClientsTests {

	private final ExchangeWorld world = new ExchangeWorld();

	@AfterEach
	void close() {
		this.world.close();
	}

	private AnnotationConfigApplicationContext start(Class<?>... configurations) {
		return start((context) -> context.register(configurations));
	}

	private AnnotationConfigApplicationContext start(Consumer<AnnotationConfigApplicationContext> setup) {
		// the context before this one stopped it
		this.world.client.start();
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean("pigatoClient", PigatoClient.class, () -> this.world.client,
				(definition) -> definition.setPrimary(true));
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("package", ScannedClient.class.getPackageName(), "name", "b", "operation", "call")));
		setup.accept(context);
		context.refresh();
		return context;
	}

	@Test
	void typesBecomeBeansWithPlaceholdersResolved() {
		try (AnnotationConfigApplicationContext context = start(TypesConfiguration.class)) {
			assertThat(context.getBean("importPigatoClientsTests.Seen")).isInstanceOf(Seen.class);
			assertThat(context.getBean(Seen.class).call("text")).containsEntry("service", "seen.call")
				.containsEntry("data", "text");
			assertThat(context.getType("importPigatoClientsTests.Seen")).isEqualTo(Seen.class);
		}
	}

	@Test
	void packagesAreScanned() {
		for (Class<?> configuration : List.of(PackagesConfiguration.class, PackageClassesConfiguration.class)) {
			try (AnnotationConfigApplicationContext context = start(configuration)) {
				assertThat(context.getBean("scannedClient", ScannedClient.class).echo("a")).isEqualTo("a");
				assertThat(context.getBean(AnnotatedScannedClient.class).call("b")).isEqualTo("b");
				assertThat(context.getBeanNamesForType(PigatoExchangeFactoryBean.class)).hasSize(2);
			}
		}
	}

	@Test
	void withoutTypesAndPackagesThePackageOfTheClassIsScanned() {
		try (AnnotationConfigApplicationContext context = start(ScanningConfiguration.class)) {
			assertThat(context.getBean(ScannedClient.class).echo("a")).isEqualTo("a");
		}
	}

	@Test
	void sameTypeInSeveralGroupsIsInjectedByTheGroup() {
		try (AnnotationConfigApplicationContext context = start(GroupsConfiguration.class, Injected.class)) {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.one.call("text")).containsEntry("timeout", 61_000).containsEntry("retry", 1);
			assertThat(injected.two.call("text")).containsEntry("timeout", 60_000).containsEntry("retry", 0);
			assertThat(context.containsBean("two#" + Seen.class.getName())).isTrue();
		}
	}

	@Test
	void clientIsThatOfTheGroupBeforeThatOfTheAnnotation() {
		PigatoClient a = this.world.newClient();
		PigatoClient b = this.world.newClient();
		a.start();
		b.start();
		try (AnnotationConfigApplicationContext context = start((setup) -> {
			setup.registerBean("a", PigatoClient.class, () -> a);
			setup.registerBean("b", PigatoClient.class, () -> b);
			setup.registerBean("c", PigatoClient.class, () -> PigatoClient.builder().build());
			setup.register(ClientsConfiguration.class);
		})) {
			long before = this.world.client.statistics().requests();
			context.getBean("importPigatoClientsTests.Seen", Seen.class).call("text");
			assertThat(a.statistics().requests()).isEqualTo(1);
			context.getBean("other#" + Seen.class.getName(), Seen.class).call("text");
			assertThat(b.statistics().requests()).isEqualTo(1);
			assertThat(this.world.client.statistics().requests()).isEqualTo(before);
		}
	}

	@Test
	void ownBeanOfTheInterfaceIsInjectedInstead() {
		Seen own = (text) -> Map.of();
		try (AnnotationConfigApplicationContext context = start((setup) -> {
			setup.register(TypesConfiguration.class);
			setup.registerBean("own", Seen.class, () -> own);
		})) {
			assertThat(context.getBean(Seen.class)).isSameAs(own);
		}
	}

	@Test
	void methodThatCantWorkFailsTheStart() {
		assertThatException().isThrownBy(() -> start(InvalidConfiguration.class))
			.havingRootCause()
			.isInstanceOf(InvalidExchangeException.class)
			.withMessageContaining("Invalid.call(String, String)");
	}

	@Test
	void clientThatIsNotThereFailsTheStart() {
		assertThatException().isThrownBy(() -> start(UnknownClientConfiguration.class))
			.havingCause()
			.isInstanceOf(InvalidExchangeException.class)
			.withMessageContainingAll(Seen.class.getName(), "'billing'", "'pigato.clients.billing.endpoints'");
	}

	@Test
	void noClientAtAllFailsTheStart() {
		assertThatException()
			.isThrownBy(() -> new AnnotationConfigApplicationContext(TypesWithoutPlaceholderConfiguration.class))
			.havingCause()
			.isInstanceOf(InvalidExchangeException.class)
			.withMessageContainingAll(NoPlaceholder.class.getName(), "not one PigatoClient", "@ImportPigatoClients");
	}

	interface Seen {

		@PigatoExchange("seen.${operation}")
		Map<String, Object> call(String text);

	}

	interface NoPlaceholder {

		@PigatoExchange("seen.call")
		Map<String, Object> call(String text);

	}

	interface Invalid {

		@PigatoExchange("echo")
		String call(String one, String two);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(Seen.class)
	static class TypesConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(types = NoPlaceholder.class)
	static class TypesWithoutPlaceholderConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(Invalid.class)
	static class InvalidConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(types = Seen.class, client = "billing")
	static class UnknownClientConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(basePackages = "${package}")
	static class PackagesConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(basePackageClasses = ScannedClient.class)
	static class PackageClassesConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(types = Seen.class, group = "one")
	@ImportPigatoClients(types = Seen.class, group = "two")
	static class GroupsConfiguration {

		@Bean
		PigatoExchangeGroupProvider groups() {
			return (name) -> name.equals("one") ? new PigatoExchangeGroup(null,
					PigatoCallOptions.none().withTimeout(Duration.ofSeconds(61)).withRetry(true)) : null;
		}

	}

	static class Injected {

		final Seen one;

		final Seen two;

		Injected(@Qualifier("one") Seen one, @Qualifier("two") Seen two) {
			this.one = one;
			this.two = two;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(types = Seen.class, client = "a")
	@ImportPigatoClients(types = Seen.class, client = "c", group = "other")
	static class ClientsConfiguration {

		@Bean
		PigatoExchangeGroupProvider groups() {
			return (name) -> name.equals("other") ? new PigatoExchangeGroup("b", PigatoCallOptions.none()) : null;
		}

	}

}
