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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Version}.
 */
class VersionTests {

	/** The example of semver.org, item 11, and more, in ascending order. */
	private static final List<String> ASCENDING = List.of("0.0.0-0", "0.0.0", "0.0.1", "0.1.0", "0.9.9", "0.10.0",
			"1.0.0--", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
			"1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "2.0.0-0", "2.0.0-1", "2.0.0-10",
			"2.0.0-99999999999999999999", "2.0.0-A", "2.0.0-a", "2.0.0", "9007199254740991.0.0");

	@ParameterizedTest
	@CsvSource({ "1.2.3,1.2.3", "0.0.0,0.0.0", "v1.2.3,1.2.3", "1.2.3-a,1.2.3-a", "1.2.3-a.0.b-c,1.2.3-a.0.b-c",
			"1.2.3--,1.2.3--", "1.2.3-0a,1.2.3-0a", "1.2.3+01,1.2.3", "1.2.3-a+b.c,1.2.3-a", "1.2.3-X,1.2.3-X",
			"9007199254740991.9007199254740991.9007199254740991,9007199254740991.9007199254740991.9007199254740991" })
	void readsVersions(String text, String version) {
		assertThat(Version.parse(text)).hasToString(version);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "1", "1.2", "1.2.x", "x", "*", "1.2.*", " 1.2.3", "1.2.3 ", "vv1.2.3", "V1.2.3",
			"=1.2.3", "^1.2.3", "1.2.3-a..b", "1.2.3-a.", "1.2.3+a+b", "1.2.3-a_b", "9007199254740992.0.0" })
	void otherTextIsNoVersion(String text) {
		assertThat(Version.parse(text)).isNull();
	}

	@Test
	void hostileTextIsNoVersion() {
		for (String hostile : HostileText.all()) {
			assertThat(Version.parse(hostile)).as(HostileText.describe(hostile)).isNull();
		}
	}

	@Test
	void textOfUpTo256CharactersIsRead() {
		String text = "1.2.3-" + "a".repeat(250);
		assertThat(Version.parse(text)).hasToString(text);
		assertThat(Version.parse(text + "a")).isNull();
	}

	@Test
	void versionsAreOrdered() {
		List<Version> versions = new ArrayList<>();
		for (String text : ASCENDING) {
			versions.add(version(text));
		}
		for (int i = 0; i < versions.size(); i++) {
			for (int j = 0; j < versions.size(); j++) {
				Version one = versions.get(i);
				Version other = versions.get(j);
				assertThat(Integer.signum(one.compareTo(other))).as("%s and %s", one, other)
					.isEqualTo(Integer.compare(i, j));
				assertThat(one.equals(other)).as("%s and %s", one, other).isEqualTo(i == j);
			}
		}
		List<Version> shuffled = new ArrayList<>(versions);
		Collections.shuffle(shuffled, new Random(1));
		Collections.sort(shuffled);
		assertThat(shuffled).containsExactlyElementsOf(versions);
	}

	@Test
	void buildDoesNotCount() {
		Version version = version("1.2.3-a+b1");
		assertThat(version).isEqualTo(version("1.2.3-a+b2"))
			.isEqualByComparingTo(version("1.2.3-a"))
			.hasSameHashCodeAs(version("1.2.3-a"))
			.isNotEqualTo(version("1.2.3"))
			.isNotEqualTo("1.2.3-a");
	}

	private static Version version(String text) {
		Version version = Version.parse(text);
		assertThat(version).as(text).isNotNull();
		return version;
	}

}
