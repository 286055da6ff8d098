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

package io.pigato.samples.perf;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Progress}.
 */
class ProgressTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter screen = new StringWriter();

	private final Tally tally = new Tally();

	private void show(boolean terminal) {
		Progress progress = new Progress(new PrintWriter(this.out), new PrintWriter(this.screen), terminal);
		this.tally.reply(1);
		progress.show(this.tally);
		progress.clear();
		progress.wave(1, 10, TimeUnit.SECONDS.toNanos(2));
	}

	@Test
	void isShownAndWipedOutOnATerminal() {
		show(true);
		assertThat(this.screen.toString()).matches("\r\\u001B\\[K1 replies, [0-9,]+ per second\r\\u001B\\[K");
	}

	@Test
	void isNotShownWhereNobodyWatches() {
		show(false);
		assertThat(this.screen.toString()).isEmpty();
	}

	@Test
	void tellsOfEachWave() {
		show(false);
		assertThat(this.out.toString()).isEqualTo("Wave 1: 10 replies, 5 per second" + System.lineSeparator());
	}

}
