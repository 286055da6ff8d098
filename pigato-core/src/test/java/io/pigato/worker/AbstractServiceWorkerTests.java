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

package io.pigato.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

import io.pigato.protocol.Bytes;

/**
 * What the tests of {@link ServiceWorker} share: a broker, and workers that are stopped
 * after each test. All waits are bounded generously: they fail, they do not measure.
 */
abstract class AbstractServiceWorkerTests {

	protected final ScriptedBroker broker = new ScriptedBroker();

	private final List<ServiceWorker> started = new ArrayList<>();

	@AfterEach
	void stopAll() {
		this.started.stream().map(ServiceWorker::stopAsync).toList().forEach(ScriptedBroker::await);
		this.broker.close();
	}

	protected ServiceWorker.Builder builder(RequestHandler handler) {
		return ServiceWorker.builder("echo", handler)
			.endpoint(this.broker.endpoint())
			.reconnectDelay(Duration.ofMillis(20))
			.gracePeriod(Duration.ofSeconds(1));
	}

	/** Start a worker and wait until the broker knows it. */
	protected Bytes start(RequestHandler handler) {
		return start(builder(handler).build());
	}

	protected Bytes start(ServiceWorker worker) {
		this.started.add(worker);
		worker.start();
		return this.broker.nextWorker();
	}

	protected static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
	}

}
