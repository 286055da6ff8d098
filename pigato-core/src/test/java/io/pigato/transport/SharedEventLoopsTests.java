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

package io.pigato.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SharedEventLoops}.
 */
class SharedEventLoopsTests {

	private static Thread threadOf(EventLoop loop) {
		return CompletableFuture.supplyAsync(Thread::currentThread, loop).join();
	}

	@Test
	void oneLoopServesAllAndEndsWithTheLast() throws InterruptedException {
		EventLoop first = SharedEventLoops.acquire("memory");
		EventLoop second = SharedEventLoops.acquire("memory");
		Thread thread = threadOf(first);
		assertThat(threadOf(second)).isSameAs(thread);
		first.close();
		first.close();
		assertThat(threadOf(second)).isSameAs(thread);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> first.execute(() -> {
		}));
		second.close();
		thread.join(10_000);
		assertThat(thread.isAlive()).isFalse();
		EventLoop third = SharedEventLoops.acquire("memory");
		assertThat(threadOf(third)).isNotSameAs(thread);
		third.close();
	}

	@Test
	void unknownTransportIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> SharedEventLoops.acquire("pigeon"))
			.withMessageContaining("pigeon");
	}

}
