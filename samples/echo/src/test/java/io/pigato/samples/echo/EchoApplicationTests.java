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

package io.pigato.samples.echo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EchoApplication}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EchoApplicationTests {

	@Test
	void sendsRequestsAndEndsWithoutAFailure(CapturedOutput output) {
		int exitCode = SpringApplication.exit(SpringApplication.run(EchoApplication.class));
		assertThat(exitCode).isZero();
		assertThat(output).containsSubsequence("Request: echo \"Hello\"", "Reply: \"Hello\"", "Request: countdown 3",
				"Reply: 3", "Reply: 2", "Reply: 1", "Reply: \"lift-off\"");
	}

}
