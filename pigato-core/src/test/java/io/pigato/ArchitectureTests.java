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

package io.pigato;

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which package may know which, and for what no class may use.
 */
class ArchitectureTests {

	/** All packages there may be, each with those that it may know. */
	private static final List<Arrow> arrows = List.of(arrow("protocol"), arrow("json"), arrow("concurrent"),
			arrow("transport", "protocol"), arrow("transport.support", "transport", "protocol"),
			arrow("transport.memory", "transport", "transport.support", "protocol"),
			arrow("transport.jeromq", "transport", "transport.support", "protocol"),
			arrow("transport.netty.zmtp", "transport", "protocol"),
			arrow("transport.netty", "transport.netty.zmtp", "transport", "transport.support", "transport.memory",
					"protocol"),
			arrow("broker", "protocol", "transport", "concurrent"),
			arrow("client", "protocol", "transport", "json", "concurrent"),
			arrow("worker", "protocol", "transport", "json", "concurrent"),
			arrow("directory", "broker", "worker", "protocol", "json"));

	private static final JavaClasses mainClasses = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.pigato");

	private static final JavaClasses testClasses = new ClassFileImporter()
		.withImportOption(new ImportOption.OnlyIncludeTests())
		.importPackages("io.pigato");

	@ParameterizedTest
	@FieldSource("arrows")
	void packageKnowsOnlyWhatItMay(Arrow arrow) {
		check(classes().that(resideInAPackage(arrow.from()))
			.should()
			.onlyDependOnClassesThat(resideOutsideOfPackage("io.pigato..").or(resideInAPackage(arrow.from()))
				.or(resideInAnyPackage(arrow.to()))));
	}

	@Test
	void packageIsOneOfThoseWithKnownArrows() {
		String[] known = arrows.stream().map(Arrow::from).toArray(String[]::new);
		check(classes().should().resideInAnyPackage(known));
	}

	@Test
	void packagesHaveNoCycles() {
		check(slices().matching("(**)").should().beFreeOfCycles());
	}

	@ParameterizedTest
	@CsvSource({ "transport.jeromq, org.zeromq", "transport.jeromq, zmq", "transport.netty.., io.netty" })
	void libraryOfATransportIsUsedByThatTransportOnly(String transport, String library) {
		check(noClasses().that()
			.resideOutsideOfPackage("io.pigato." + transport)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library + ".."));
	}

	@ParameterizedTest
	@CsvSource({ "org.springframework", "io.micrometer" })
	void coreWorksWithout(String library) {
		check(noClasses().should().dependOnClassesThat().resideInAPackage(library + ".."));
	}

	@Test
	void nothingIsPrinted() {
		check(noClasses().should(ACCESS_STANDARD_STREAMS));
	}

	@Test
	void everyPackageIsNullMarked() {
		check(classes().should(beInNullMarkedPackage()));
	}

	@Test
	void noTestSleeps() {
		noClasses().should()
			.callMethodWhere(target(name("sleep")).and(target(owner(type(Thread.class).or(type(TimeUnit.class))))))
			.check(testClasses);
	}

	@Test
	void allClassesAreSeen() {
		assertThat(mainClasses).isNotEmpty();
		assertThat(testClasses.contain(ArchitectureTests.class)).isTrue();
	}

	private static void check(ArchRule rule) {
		rule.allowEmptyShould(true).check(mainClasses);
	}

	private static ArchCondition<JavaClass> beInNullMarkedPackage() {
		return ArchCondition.from(DescribedPredicate.describe("be in a @NullMarked package",
				(type) -> type.getPackage().isAnnotatedWith(NullMarked.class)));
	}

	private static Arrow arrow(String from, String... to) {
		return new Arrow(from, to);
	}

	private record Arrow(String name, String... known) {

		String from() {
			return "io.pigato." + this.name;
		}

		String[] to() {
			String[] packages = new String[this.known.length];
			for (int i = 0; i < packages.length; i++) {
				packages[i] = "io.pigato." + this.known[i];
			}
			return packages;
		}

		@Override
		public String toString() {
			return this.name + " → " + String.join(", ", this.known);
		}

	}

}
