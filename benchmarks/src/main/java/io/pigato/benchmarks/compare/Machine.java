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
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Tells what machine this is.
 */
final class Machine {

	private static final double KIB_PER_GIB = 1024.0 * 1024;

	private Machine() {
	}

	static String describe() {
		String processor = value("/proc/cpuinfo", "model name");
		String memory = value("/proc/meminfo", "MemTotal");
		return Runtime.getRuntime().availableProcessors() + " processors"
				+ ((processor != null) ? " (" + processor + ")" : "") + ((memory != null) ? ", " + gib(memory) : "")
				+ ", " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
				+ System.getProperty("os.arch") + ", Java " + System.getProperty("java.version");
	}

	private static String gib(String kib) {
		return String.format(Locale.ROOT, "%.0f GiB", Long.parseLong(kib.replaceAll("\\D", "")) / KIB_PER_GIB);
	}

	private static @Nullable String value(String file, String name) {
		try (Stream<String> lines = Files.lines(Path.of(file))) {
			return lines.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.findFirst()
				.orElse(null);
		}
		catch (IOException ex) {
			return null;
		}
	}

}
