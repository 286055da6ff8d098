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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds programs.
 */
final class Executables {

	private Executables() {
	}

	/**
	 * Find a program on the {@code PATH}, or where servers are.
	 * @return {@code null} if it is not there
	 */
	static @Nullable String find(String name) {
		List<String> folders = new ArrayList<>();
		String path = System.getenv("PATH");
		if (path != null) {
			folders.addAll(List.of(path.split(File.pathSeparator)));
		}
		folders.addAll(List.of("/usr/local/sbin", "/usr/sbin"));
		for (String folder : folders) {
			Path file = Path.of(folder.isEmpty() ? "." : folder, name);
			if (Files.isRegularFile(file) && Files.isExecutable(file)) {
				return file.toString();
			}
		}
		return null;
	}

}
