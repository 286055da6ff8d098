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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReplyStatus}.
 */
class ReplyStatusTests {

	@Test
	void framesAreThoseOfTheProtocol() {
		assertThat(Frames.text(new byte[][] { ReplyStatus.ok(), ReplyStatus.error() })).isEqualTo("0 -1");
		assertThat(ReplyStatus.isError(ReplyStatus.error())).isTrue();
		assertThat(ReplyStatus.isError(ReplyStatus.ok())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "1", "-", "-0", "-2", "-10", "--1", "01", " -1", "null", "undefined" })
	void allButMinusOneIsAResult(String status) {
		assertThat(ReplyStatus.isError(Bytes.of(status).array())).isFalse();
	}

}
