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

package io.pigato.transport.netty.zmtp;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentFrames}.
 */
class RecentFramesTests {

	private final RecentFrames recent = new RecentFrames();

	@Test
	void whatStandsInTheSamePlaceAgainIsTheSameArray() {
		byte[] first = read(2, "echo");
		assertThat(read(2, "echo")).isSameAs(first).asString().isEqualTo("echo");
	}

	@Test
	void whatDiffersIsReadAsItIs() {
		byte[] first = read(0, "echo");
		assertThat(read(0, "ecHo")).asString().isEqualTo("ecHo");
		assertThat(read(0, "echoes")).asString().isEqualTo("echoes");
		assertThat(read(0, "")).isEmpty();
		assertThat(read(1, "echo")).asString().isEqualTo("echo");
		assertThat(first).asString().isEqualTo("echo");
	}

	@Test
	void aNewHabitIsNoticedAfterAWhile() {
		read(1, "old");
		for (int i = 0; i < 100; i++) {
			read(1, "new");
		}
		assertThat(read(1, "new")).isSameAs(read(1, "new"));
	}

	@Test
	void framesFarBehindAreReadAsTheyAre() {
		byte[] first = read(1000, "echo");
		assertThat(read(1000, "echo")).isEqualTo(first).isNotSameAs(first);
	}

	private byte[] read(int place, String text) {
		byte[] wire = ("__" + text + "__").getBytes(StandardCharsets.US_ASCII);
		return this.recent.read(place, wire, 2, text.length());
	}

}
