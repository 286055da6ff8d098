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

package io.pigato.spring.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.pigato.spring.handler.HandlerErrorCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PigatoObservationDocumentation}, and for the document for readers.
 */
class ObservationDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "observability.md");

	@ParameterizedTest
	@EnumSource
	void documentHasAllKeys(PigatoObservationDocumentation documentation) throws IOException {
		String document = Files.readString(DOCUMENT);
		assertThat(Stream.of(documentation.getLowCardinalityKeyNames(), documentation.getHighCardinalityKeyNames())
			.flatMap(Stream::of)
			.map(KeyName::asString)).allSatisfy((key) -> assertThat(document).contains("| `" + key + "` |"));
	}

	@ParameterizedTest
	@EnumSource
	void documentHasAllOutcomes(RequestOutcome outcome) throws IOException {
		assertThat(Files.readString(DOCUMENT)).contains("| `" + outcome + "` |");
	}

	@Test
	void documentHasAllCodes() throws IOException {
		String document = Files.readString(DOCUMENT);
		assertThat(Stream.<Enum<?>[]>of(ClientErrorCode.values(), HandlerErrorCode.values()).flatMap(Stream::of))
			.allSatisfy((code) -> assertThat(document).contains("`" + code + "`"));
	}

	@Test
	void defaultConventionsSupportTheirContextsOnly() {
		Observation.Context other = new Observation.Context();
		assertThat(new DefaultPigatoClientObservationConvention().supportsContext(other)).isFalse();
		assertThat(new DefaultPigatoWorkerObservationConvention().supportsContext(other)).isFalse();
	}

}
