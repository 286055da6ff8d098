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

package io.pigato.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class RunFileTests {

	@TempDir
	private Path directory;

	@Test
	void runsAreReadAsTheyWereWritten() throws IOException {
		Run run = new Run("a machine", new Time(3, 5), List.of(new ContenderInfo("ours", "this one", Kind.PROJECT)),
				Map.of("theirs", "Not here"),
				List.of(new Measurement(Workload.ofPartials(64, 1000), "ours", 1,
						new ResultLine(0.5, 1.5, 2.5, 3.5, 4, 500.25), null),
						new Measurement(Workload.ofRequests(1024, 100, 4, 2), "ours", 2, null, "failed: it ended")));
		RunFile file = new RunFile(this.directory);
		file.write(List.of(run));
		file.write(List.of(run, run));
		assertThat(file.read()).containsExactly(run, run);
		assertThat(this.directory).isDirectoryNotContaining("glob:**.next");
	}

	@Test
	void whatIsNotThereHasNoRuns() throws IOException {
		assertThat(new RunFile(this.directory).readIfExists()).isEmpty();
	}

	@Test
	void fileOfAnotherFormIsNamed() throws IOException {
		Path file = Files.writeString(this.directory.resolve(RunFile.NAME), "[1, 2");
		assertThatIOException().isThrownBy(new RunFile(this.directory)::read)
			.withMessageStartingWith(file + " is not of this program: ");
	}

}
