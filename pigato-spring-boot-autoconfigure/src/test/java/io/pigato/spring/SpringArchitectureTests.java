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

package io.pigato.spring;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Tests for what the Spring side may know.
 */
class SpringArchitectureTests {

	private static final JavaClasses mainClasses = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.pigato.spring");

	@Test
	void annotationModelDoesNotKnowBoot() {
		noClasses().that()
			.resideInAPackage("io.pigato.spring..")
			.and()
			.resideOutsideOfPackage("io.pigato.spring.boot..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", "io.pigato.spring.boot..")
			.check(mainClasses);
	}

	@Test
	void handlersDoNotKnowWorkersThatAreMadeOfThem() {
		noClasses().that()
			.resideInAPackage("io.pigato.spring.handler")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.pigato.spring")
			.check(mainClasses);
	}

	@Test
	void onlyObservationsKnowMicrometersObservation() {
		noClasses().that()
			.resideOutsideOfPackages("io.pigato.spring.observation..",
					"io.pigato.spring.boot.autoconfigure.observation..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer.observation..", "io.pigato.spring.observation..",
					"io.pigato.spring.boot.autoconfigure.observation..")
			.check(mainClasses);
	}

	@Test
	void observationsNeedOnlyMicrometersObservation() {
		noClasses().that()
			.resideInAnyPackage("io.pigato.spring.observation..", "io.pigato.spring.boot.autoconfigure.observation..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer.core..", "io.micrometer.tracing..", "io.micrometer.context..")
			.check(mainClasses);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.zeromq..", "zmq..", "io.netty..", "io.pigato.transport.jeromq..",
			"io.pigato.transport.memory.." })
	void noTransportIsKnown(String library) {
		noClasses().should().dependOnClassesThat().resideInAPackage(library).check(mainClasses);
	}

	@Test
	void clientsNeedNoReactor() {
		noClasses().that()
			.resideInAnyPackage("io.pigato.spring.exchange", "io.pigato.spring.boot.autoconfigure")
			.and()
			.haveSimpleNameNotStartingWith("Reactive")
			.and()
			.haveSimpleNameNotStartingWith("Reactor")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("reactor..")
			.check(mainClasses);
	}

	@ParameterizedTest
	@ValueSource(strings = { "health", "metrics", "actuate" })
	void nobodyKnowsTheIntegrations(String integration) {
		String integrationPackage = "io.pigato.spring.boot.autoconfigure." + integration;
		noClasses().that()
			.resideOutsideOfPackage(integrationPackage)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(integrationPackage)
			.check(mainClasses);
	}

	@ParameterizedTest
	@CsvSource({ "org.springframework.boot.health.., health", "io.micrometer.core.., metrics",
			"org.springframework.boot.actuate.autoconfigure.., actuate" })
	void optionalLibraryIsKnownToItsIntegrationOnly(String library, String integration) {
		noClasses().that()
			.resideOutsideOfPackage("io.pigato.spring.boot.autoconfigure." + integration)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library)
			.check(mainClasses);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().matching("(**)").should().beFreeOfCycles().check(mainClasses);
	}

	@Test
	void autoConfigurationsArePublicFinal() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(FINAL)
			.check(mainClasses);
	}

	@Test
	void nothingIsPrinted() {
		noClasses().should(ACCESS_STANDARD_STREAMS).check(mainClasses);
	}

	@Test
	void everyPackageIsNullMarked() {
		classes().should(beInNullMarkedPackage()).check(mainClasses);
	}

	private static ArchCondition<JavaClass> beInNullMarkedPackage() {
		return ArchCondition.from(DescribedPredicate.describe("be in a @NullMarked package",
				(type) -> type.getPackage().isAnnotatedWith(NullMarked.class)));
	}

}
