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

package io.pigato.streams;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream of 512 MiB, read in fits, between three processes that have heaps of 40 MB and
 * as little direct memory: none of them keeps much of it.
 */
@Timeout(240)
class SmallHeapTests {

	@Test
	void eachHeapStaysFlat() throws InterruptedException {
		try (SmallHeapProcess broker = new SmallHeapProcess("broker")) {
			String endpoint = broker.next();
			try (SmallHeapProcess worker = new SmallHeapProcess("worker", endpoint);
					SmallHeapProcess client = new SmallHeapProcess("client", endpoint)) {
				assertThat(worker.next()).isEqualTo("started");
				assertThat(client.next()).isEqualTo(String.valueOf(LargeStream.COUNT + 1));
				assertThat(client.log()).isEmpty();
				assertThat(worker.isAlive()).as("the worker is alive, log: %s", worker.log()).isTrue();
				assertThat(broker.isAlive()).as("the broker is alive, log: %s", broker.log()).isTrue();
			}
		}
	}

}
