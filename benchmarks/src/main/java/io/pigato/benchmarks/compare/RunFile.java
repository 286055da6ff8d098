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
import java.nio.file.StandardCopyOption;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which runs are kept for programs: {@code compare.json}.
 */
final class RunFile {

	static final String NAME = "compare.json";

	private static final JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Path file;

	RunFile(Path directory) {
		this.file = directory.resolve(NAME);
	}

	/**
	 * Return the runs, none if there is no file.
	 * @throws IOException if the file can't be read, or is of another form
	 */
	List<Run> readIfExists() throws IOException {
		return Files.exists(this.file) ? read() : List.of();
	}

	/**
	 * Return the runs.
	 * @throws IOException if the file can't be read, or is of another form
	 */
	List<Run> read() throws IOException {
		String json = Files.readString(this.file);
		try {
			return mapper.readValue(json, Content.class).runs();
		}
		catch (JacksonException ex) {
			throw new IOException(this.file + " is not of this program: " + ex.getOriginalMessage(), ex);
		}
	}

	/**
	 * Replace the file: whoever reads meanwhile, or after this process was ended, has all
	 * of the old or all of the new runs.
	 */
	void write(List<Run> runs) throws IOException {
		Path next = this.file.resolveSibling(NAME + ".next");
		Files.writeString(next, mapper.writeValueAsString(new Content(runs)) + "\n");
		Files.move(next, this.file, StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * What is in the file.
	 *
	 * @param runs the runs, oldest first
	 */
	private record Content(List<Run> runs) {

	}

}
