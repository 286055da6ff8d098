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

package io.pigato.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is generated of an application context ahead of time: hints, and classes that make
 * the same context again. The classes are compiled, and loaded beside those that they
 * belong to.
 */
final class GeneratedContext {

	private final RuntimeHints hints;

	private final ApplicationContextInitializer<GenericApplicationContext> initializer;

	/**
	 * Generate.
	 * @param context a context that is not refreshed
	 * @param target names the classes
	 * @param directory an empty directory for them
	 */
	GeneratedContext(GenericApplicationContext context, Class<?> target, Path directory) {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(target)), files);
		ClassName name = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		this.hints = generation.getRuntimeHints();
		try {
			compile(files, directory);
			this.initializer = load(directory, name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	RuntimeHints hints() {
		return this.hints;
	}

	void initialize(GenericApplicationContext context) {
		this.initializer.initialize(context);
	}

	private static void compile(InMemoryGeneratedFiles files, Path directory) throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-d", directory.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")));
		for (Map.Entry<String, InputStreamSource> file : files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE)
			.entrySet()) {
			Path source = directory.resolve("sources").resolve(file.getKey());
			Files.createDirectories(source.getParent());
			Files.writeString(source,
					new String(file.getValue().getInputStream().readAllBytes(), StandardCharsets.UTF_8));
			arguments.add(source.toString());
		}
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
		assertThat(result).isZero();
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> load(Path directory, ClassName name)
			throws IOException, ReflectiveOperationException {
		List<Path> classes;
		try (Stream<Path> paths = Files.walk(directory)) {
			classes = paths.filter((path) -> path.toString().endsWith(".class")).toList();
		}
		for (Path path : classes) {
			String className = ClassUtils.convertResourcePathToClassName(directory.relativize(path).toString());
			// generated classes are package-private friends of those that they are named
			// after
			Class<?> friend = Class.forName(className.substring(0, className.indexOf("__")));
			MethodHandles.privateLookupIn(friend, MethodHandles.lookup()).defineClass(Files.readAllBytes(path));
		}
		return (ApplicationContextInitializer<GenericApplicationContext>) Class.forName(name.reflectionName())
			.getConstructor()
			.newInstance();
	}

}
