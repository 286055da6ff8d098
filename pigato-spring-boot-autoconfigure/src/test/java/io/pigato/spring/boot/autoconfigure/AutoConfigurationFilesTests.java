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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the files that tell Boot, IDEs and readers about the auto-configuration.
 */
class AutoConfigurationFilesTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "properties.md");

	@Test
	void importsAreSortedAutoConfigurations() {
		List<String> own = new ArrayList<>();
		ImportCandidates.load(AutoConfiguration.class, null).forEach((name) -> {
			if (name.startsWith("io.pigato")) {
				own.add(name);
			}
		});
		assertThat(own).contains(PigatoAutoConfiguration.class.getName())
			.isSorted()
			.allSatisfy((name) -> assertThat(
					AnnotatedElementUtils.hasAnnotation(Class.forName(name), AutoConfiguration.class))
				.isTrue());
	}

	@Test
	void failureAnalyzersAreRegistered() {
		assertThat(analyzers()).contains(BrokerStartFailureAnalyzer.class.getName(),
				BrokerUnavailableFailureAnalyzer.class.getName(), InvalidExchangeFailureAnalyzer.class.getName(),
				InvalidPigatoPropertyFailureAnalyzer.class.getName(), InvalidWorkerFailureAnalyzer.class.getName());
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties()).isNotEmpty().allSatisfy((property) -> {
			assertThat(property.path("name").asString()).matches("(management\\.(endpoint|health)\\.)?pigato\\..+");
			assertThat(property.path("description").asString("")).as(property.path("name").asString()).endsWith(".");
		});
	}

	@Test
	void additionalMetadataIsOnlyOfPropertiesThatExist() throws IOException {
		List<String> known = properties().stream().map((property) -> property.path("name").asString()).toList();
		JsonNode additional = JsonMapper.shared()
			.readTree(Files
				.readString(Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json")));
		assertThat(additional.path("properties")).extracting((property) -> property.path("name").asString())
			.isSorted()
			.isSubsetOf(known);
		assertThat(properties()).allMatch((property) -> property.has("type"));
	}

	@Test
	void documentHasAllProperties() throws IOException {
		assertThat(Files.readString(DOCUMENT, StandardCharsets.UTF_8))
			.as("The table in docs/properties.md should have these rows")
			.contains(String.join("\n", rows()));
	}

	private static List<String> analyzers() {
		List<String> analyzers = new ArrayList<>();
		try {
			Properties factories = PropertiesLoaderUtils
				.loadProperties(new FileSystemResource("src/main/resources/META-INF/spring.factories"));
			analyzers.addAll(List.of(StringUtils
				.commaDelimitedListToStringArray(factories.getProperty(FailureAnalyzer.class.getName()))));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return analyzers;
	}

	private static List<String> rows() {
		return properties().stream()
			.map((property) -> "| `" + property.path("name").asString() + "` | " + value(property.path("defaultValue"))
					+ " | " + property.path("description").asString() + " |")
			.toList();
	}

	private static String value(JsonNode value) {
		JsonNode scalar = value.isArray() ? value.path(0) : value;
		return scalar.isMissingNode() ? "" : "`" + scalar.asString() + "`";
	}

	private static List<JsonNode> properties() {
		try (InputStream metadata = PigatoProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			List<JsonNode> properties = new ArrayList<>();
			for (JsonNode property : JsonMapper.shared().readTree(metadata).path("properties")) {
				properties.add(property);
			}
			return properties;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
