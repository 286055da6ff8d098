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

package io.pigato.protocol;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServiceName}.
 */
class ServiceNameTests {

	@ParameterizedTest
	@CsvSource({ "*,''", "echo*,echo", "echo-*,echo-", "**,*", "a*b*,a*b", "__proto__*,__proto__" })
	void wildcardHasPrefix(String name, String prefix) {
		assertThat(ServiceName.isWildcard(name)).isTrue();
		assertThat(ServiceName.prefix(name)).isEqualTo(prefix);
		assertThat(ServiceName.isVersioned(name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "echo", "a*b", "*a", "echo@*", "@*", "echo@1.*", "echo*@", "constructor", "* " })
	void otherNamesAreNoWildcards(String name) {
		assertThat(ServiceName.isWildcard(name)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceName.prefix(name))
			.withMessage("'" + name + "' is not a wildcard");
	}

	@ParameterizedTest
	@CsvSource({ "echo@1.2.3,echo,1.2.3", "echo@*,echo,*", "echo*@1,echo*,1", "@scope/echo@^1,@scope/echo,^1",
			"a@b@2.x,a@b,2.x", "a@@1,a@,1", "@@@,@@,''", "a@x,a,x", "'a@ ',a,' '" })
	void versionIsBehindTheLastAt(String name, String base, String version) {
		boolean versioned = !version.isEmpty();
		assertThat(ServiceName.isVersioned(name)).isEqualTo(versioned);
		assertThat(ServiceName.base(name)).isEqualTo(versioned ? base : name);
		assertThat(ServiceName.version(name)).isEqualTo(version);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "@", "echo", "@1.2.3", "echo@", "a@1@", "toString" })
	void otherNamesHaveNoVersion(String name) {
		assertThat(ServiceName.isVersioned(name)).isFalse();
		assertThat(ServiceName.base(name)).isEqualTo(name);
		assertThat(ServiceName.version(name)).isEmpty();
		assertThat(ServiceName.offeredVersion(name)).isNull();
		assertThat(ServiceName.range(name).includes(new Version(1, 2, 3, List.of()))).isFalse();
	}

	@Test
	void offeredVersionIsExact() {
		assertThat(ServiceName.offeredVersion("echo@1.2.3")).hasToString("1.2.3");
		assertThat(ServiceName.offeredVersion("echo@1.2.3-beta.1+b7")).hasToString("1.2.3-beta.1");
		assertThat(ServiceName.offeredVersion("echo@1.2")).isNull();
		assertThat(ServiceName.offeredVersion("echo@^1.2.3")).isNull();
		assertThat(ServiceName.offeredVersion("echo@latest")).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			echo           | echo              | true
			echo           | Echo              | false
			echo           | ech               | false
			echo           | echo2             | false
			echo           | echo@1.2.3        | false
			echo           | ech*              | false
			ech*           | echo              | true
			echo*          | echo              | true
			echo*          | ech               | false
			ech*           | ech*              | true
			ech*           | echo*             | true
			echo*          | ech*              | false
			*              | echo              | true
			*              | ''                | true
			*              | constructor       | true
			*              | echo@1.2.3        | false
			echo*          | echo@1.2.3        | false
			echo*          | echo@~1           | false
			echo*          | echo@             | false
			a.*            | axb               | false
			echo@1.2.3     | echo@1.2.3        | true
			echo@1.2.3     | echo@~1           | true
			echo@1.2.3     | echo@^2           | false
			echo@1.2.3     | echo@*            | true
			echo@1.2.3     | echo@ >=1 <2      | true
			echo@1.2.3     | echo@1 - 2        | true
			echo@1.2.3     | echo              | false
			echo@1.2.3     | ech@1.2.3         | false
			echo@1.2.3     | other@*           | false
			echo@1.2.3     | echo@nonsense     | false
			echo@1.2.3+b1  | echo@1.2.3        | true
			echo@v1.2.3    | echo@^1           | true
			echo@1.2.3-rc1 | echo@^1           | false
			echo@1.2.3-rc1 | echo@1.2.3-rc1    | true
			echo@1.2.3-rc1 | echo@^1.2.3-rc0   | true
			echo@1.2       | echo@1.2          | true
			echo@1.2       | echo@*            | false
			echo@^1        | echo@^1           | true
			echo@^1        | echo@1.2.3        | false
			@s/e@1.2.3     | @s/e@1.x          | true
			@1.2.3         | @*                | false
			e@1@1.2.3      | e@1@^1            | true
			e@1@1.2.3      | e@^1              | false
			constructor    | constructor       | true
			constructor    | toString          | false
			__proto__      | __proto__         | true
			__proto__@1.0.0| __proto__@1       | true
			toString*      | toStringX         | true
			''             | ''                | true
			''             | UNK               | false
			""")
	void offerMatchesRequest(String offered, String requested, boolean matches) {
		assertThat(ServiceName.matches(offered, requested)).isEqualTo(matches);
	}

	@Test
	void hostileNamesMatchNothingButThemselves() {
		for (String hostile : HostileText.all()) {
			String name = "echo@" + hostile;
			assertThat(ServiceName.matches("echo@1.2.3", name)).as(HostileText.describe(name)).isFalse();
			assertThat(ServiceName.matches(name, "echo@*")).as(HostileText.describe(name)).isFalse();
			assertThat(ServiceName.matches(name, name)).isTrue();
			assertThat(ServiceName.base(name)).isNotNull();
		}
	}

}
