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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VersionRange}.
 */
class VersionRangeTests {

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			1.2.3         ; 1.2.3                   ; true
			1.2.4         ; 1.2.3                   ; false
			1.2.3         ; =1.2.3                  ; true
			1.2.3         ; v1.2.3                  ; true
			1.2.3         ; = 1.2.3                 ; true
			1.2.3         ; ==1.2.3                 ; false
			1.2.3         ; '1.2.3 '                ; true
			1.2.3+build   ; 1.2.3                   ; true
			1.2.3         ; 1.2.3+build             ; true
			1.2.3         ; ''                      ; true
			1.2.3         ; *                       ; true
			1.2.3         ; x                       ; true
			1.2.3         ; X.x.*                   ; true
			1.2.3-a       ; *                       ; false
			1.2.3         ; 1                       ; true
			1.9.9         ; 1.x                     ; true
			2.0.0         ; 1.x                     ; false
			2.0.0-a       ; 1.x                     ; false
			1.2.9         ; 1.2                     ; true
			1.3.0         ; 1.2.*                   ; false
			1.2.3         ; ^1.2.3                  ; true
			1.9.0         ; ^1.2.3                  ; true
			1.2.2         ; ^1.2.3                  ; false
			2.0.0         ; ^1.2.3                  ; false
			2.0.0-a       ; ^1.2.3                  ; false
			0.2.9         ; ^0.2.3                  ; true
			0.3.0         ; ^0.2.3                  ; false
			0.0.3         ; ^0.0.3                  ; true
			0.0.4         ; ^0.0.3                  ; false
			0.0.4         ; ^0.0                    ; true
			0.1.0         ; ^0.0                    ; false
			0.9.0         ; ^0                      ; true
			1.5.0         ; ^1.x                    ; true
			1.2.9         ; ~1.2.3                  ; true
			1.3.0         ; ~1.2.3                  ; false
			1.2.2         ; ~1.2.3                  ; false
			1.2.0         ; ~1.2                    ; true
			1.9.9         ; ~1                      ; true
			2.0.0         ; ~1                      ; false
			1.2.9         ; ~>1.2.3                 ; true
			1.2.9         ; ~ 1.2.3                 ; true
			1.2.3         ; >1.2.2                  ; true
			1.2.3         ; >1.2.3                  ; false
			1.2.3         ; >= 1.2.3                ; true
			1.2.3         ; <1.2.3                  ; false
			1.2.3         ; <=1.2.3                 ; true
			1.9.9         ; >1                      ; false
			2.0.0         ; >1                      ; true
			1.3.0         ; >1.2                    ; true
			1.2.9         ; >1.2                    ; false
			1.9.9         ; <=1                     ; true
			2.0.0         ; <=1                     ; false
			1.2.9         ; <=1.2                   ; true
			0.9.9         ; <1.x                    ; true
			1.0.0         ; <1                      ; false
			1.2.3         ; >*                      ; false
			1.2.3         ; >=*                     ; true
			1.5.0         ; >=1.2.3 <2              ; true
			2.0.0         ; >=1.2.3 <2              ; false
			0.0.2         ; ^3.1.3 <0.2.2           ; false
			1.5.0         ; '>=1   <2.0.0'          ; true
			1.2.3         ; 1.2.3 - 2.3.4           ; true
			2.3.4         ; 1.2.3 - 2.3.4           ; true
			2.3.5         ; 1.2.3 - 2.3.4           ; false
			2.3.9         ; 1.2 - 2.3               ; true
			2.4.0         ; 1.2 - 2.3               ; false
			2.9.9         ; 1.2.3 - 2               ; true
			0.9.0         ; * - 1                   ; true
			5.0.0         ; 1 - *                   ; true
			2.0.0         ; 1.2.3 || 2.x            ; true
			3.0.0         ; 1.2.3 || 2.x            ; false
			2.0.0         ; 1.2.3||^2               ; true
			9.9.9         ; 1.2.3 ||                ; true
			1.5.0         ; ^0.1 || 1 - 2 || >9     ; true
			1.2.3-beta    ; ^1.2.3                  ; false
			1.2.3-beta    ; ^1.2.3-alpha            ; true
			1.2.3-alpha   ; ^1.2.3-beta             ; false
			1.2.4-beta    ; ^1.2.3-alpha            ; false
			1.2.4         ; ^1.2.3-alpha            ; true
			1.2.3-beta.2  ; >1.2.3-beta.1 <1.3.0    ; true
			1.2.3-beta.10 ; >1.2.3-beta.2           ; true
			1.2.3-rc      ; >1.2.2                  ; false
			1.2.3-rc      ; 1.2.3-a - 1.2.3-z       ; true
			1.2.3-beta    ; <=1.2.3                 ; false
			1.2.3-beta    ; <1.2.3                  ; false
			2.0.0-alpha   ; >1                      ; false
			1.3.0-alpha   ; >1.2                    ; false
			1.0.0-alpha   ; <1                      ; false
			2.0.0-alpha   ; <=1                     ; false
			1.2.3-rc      ; ~1.2.3-a                ; true
			1.2.3-rc      ; 1.2.3-rc+other          ; true
			1.2.3         ; ^1.2.3 foo              ; false
			1.2.3         ; 1.2.3 || foo            ; false
			1.2.3         ; ^1.02                   ; false
			1.2.3         ; blerg                   ; false
			1.2.3         ; > = 1.0.0               ; false
			""")
	void includesWhatNpmSaysItDoes(String version, String range, boolean includes) {
		assertThat(includes(range, version)).isEqualTo(includes);
	}

	/**
	 * The cases were generated at random, and the answers are those of npm's semver,
	 * 5.0.0 and 7.8.6, in which both agree.
	 */
	@Test
	void agreesWithNpmOnGeneratedCases() throws IOException {
		int cases = 0;
		int included = 0;
		try (InputStream stream = getClass().getResourceAsStream("/versions/npm-satisfies.tsv");
				BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				String[] columns = line.split("\t", -1);
				boolean expected = columns[2].equals("1");
				assertThat(includes(columns[1], columns[0])).as("%s in '%s'", columns[0], columns[1])
					.isEqualTo(expected);
				cases++;
				included += expected ? 1 : 0;
			}
		}
		assertThat(cases).isEqualTo(1000);
		assertThat(included).isEqualTo(500);
	}

	@Test
	void hostileTextIncludesNothing() {
		for (String hostile : HostileText.all()) {
			assertThat(includes(hostile, "1.2.3")).as(HostileText.describe(hostile)).isFalse();
		}
	}

	@Test
	void textOfUpTo256CharactersIsRead() {
		String range = "1.2.3" + " ".repeat(251);
		assertThat(includes(range, "1.2.3")).isTrue();
		assertThat(includes(range + " ", "1.2.3")).isFalse();
	}

	@Test
	void manyAlternativesAreRead() {
		assertThat(includes("1||".repeat(85), "9.9.9")).isTrue();
		assertThat(includes("1||".repeat(84) + "2", "2.0.0")).isTrue();
		assertThat(includes("1||".repeat(84) + "2", "3.0.0")).isFalse();
	}

	@Test
	void noneIncludesNothing() {
		assertThat(VersionRange.none().includes(version("1.2.3"))).isFalse();
	}

	@Test
	void randomTextIsReadOrIncludesNothing() {
		String alphabet = "0123456789.xX*^~<>=v |-+ab";
		Version version = version("1.2.3");
		for (long seed = 0; seed < 20_000; seed++) {
			Random random = new Random(seed);
			StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(24); length > 0; length--) {
				text.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			try {
				VersionRange.parse(text.toString()).includes(version);
				Version.parse(text.toString());
			}
			catch (RuntimeException ex) {
				throw new AssertionError("Seed " + seed + ": '" + text + "'", ex);
			}
		}
	}

	private static boolean includes(String range, String version) {
		return VersionRange.parse(range).includes(version(version));
	}

	private static Version version(String text) {
		Version version = Version.parse(text);
		assertThat(version).as(text).isNotNull();
		return version;
	}

}
