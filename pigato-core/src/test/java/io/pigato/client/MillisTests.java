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

package io.pigato.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Millis}.
 */
class MillisTests {

	@Test
	void roundsUp() {
		assertThat(Millis.of("x", Duration.ofNanos(1))).isEqualTo(1);
		assertThat(Millis.of("x", Duration.ofMillis(1))).isEqualTo(1);
		assertThat(Millis.of("x", Duration.ofMillis(1).plusNanos(1))).isEqualTo(2);
		assertThat(Millis.of("x", Duration.ofSeconds(2))).isEqualTo(2000);
	}

	@Test
	void refusesWhatIsNotPositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> Millis.of("x", Duration.ZERO))
			.withMessage("x must be positive but is PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> Millis.of("x", Duration.ofNanos(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> Millis.of("x", Duration.ofSeconds(Long.MIN_VALUE)));
	}

	@Test
	void longestDurationsCanBeCountedInNanoseconds() {
		long millis = Millis.of("x", Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
		assertThat(Millis.toNanos(millis)).isPositive().isGreaterThan(Duration.ofDays(365 * 100).toNanos());
	}

}
