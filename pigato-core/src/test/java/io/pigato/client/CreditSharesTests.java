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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CreditShares}.
 */
class CreditSharesTests {

	private final CreditShares shares = new CreditShares();

	@Test
	void oneRequestGetsWhatItAsksFor() {
		ReaderCredit credit = this.shares.take(1024, 1 << 20);
		assertThat(credit.partials()).isEqualTo(1024);
		assertThat(credit.bytes()).isEqualTo(1 << 20);
	}

	@Test
	void manyRequestsTogetherStayBelowWhatABrokerKeeps() {
		long partials = 0;
		long bytes = 0;
		int least = Integer.MAX_VALUE;
		for (int i = 0; i < 60; i++) {
			ReaderCredit credit = this.shares.take(1024, 1 << 20);
			partials += credit.partials();
			bytes += credit.bytes();
			assertThat(credit.partials()).isLessThanOrEqualTo(least);
			least = credit.partials();
		}
		assertThat(partials).isLessThan(10_000);
		assertThat(bytes).isLessThan(16 << 20);
		assertThat(least).isEqualTo(CreditShares.MIN_PARTIALS);
	}

	@Test
	void eachRequestGetsALittle() {
		for (int i = 0; i < 100_000; i++) {
			ReaderCredit credit = this.shares.take(1024, 100 << 20);
			assertThat(credit.partials()).isGreaterThanOrEqualTo(CreditShares.MIN_PARTIALS);
			assertThat(credit.bytes()).isGreaterThanOrEqualTo(CreditShares.MIN_BYTES);
		}
	}

	@Test
	void nobodyGetsMoreThanItAsksFor() {
		for (int i = 0; i < 1000; i++) {
			ReaderCredit credit = this.shares.take(2, 100);
			assertThat(credit.partials()).isEqualTo(2);
			assertThat(credit.bytes()).isEqualTo(100);
		}
	}

	@Test
	void whatEndsMakesRoomForOthers() {
		List<ReaderCredit> taken = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			taken.add(this.shares.take(1024, 1 << 20));
		}
		taken.forEach(ReaderCredit::release);
		assertThat(this.shares.isEmpty()).isTrue();
		oneRequestGetsWhatItAsksFor();
	}

}
