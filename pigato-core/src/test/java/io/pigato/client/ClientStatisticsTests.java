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

import io.pigato.protocol.ToClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client tells of its broker.
 */
class ClientStatisticsTests extends AbstractClientEngineTests {

	@Test
	void brokerWasNeverHeardOfAtFirst() {
		this.engine.start();
		this.engine.onConnected();
		assertThat(snapshot().lastHeard()).isNull();
		assertThat(snapshot().draining()).isFalse();
	}

	@Test
	void tellsHowLongTheBrokerIsSilentAlsoWhenItIsLost() {
		connect();
		assertThat(snapshot().lastHeard()).isZero();
		this.timers.advance(Duration.ofMillis(300));
		assertThat(snapshot().lastHeard()).isEqualTo(Duration.ofMillis(300));
		this.engine.onMessage(new ToClient.Heartbeat());
		assertThat(snapshot().lastHeard()).isZero();
		this.engine.onDisconnected();
		this.timers.advance(Duration.ofMillis(200));
		assertThat(snapshot().connected()).isFalse();
		assertThat(snapshot().lastHeard()).isEqualTo(Duration.ofMillis(200));
	}

	@Test
	void drainsWithItsBrokerUntilTheConnectionIsLost() {
		connect("drain");
		this.engine.onMessage(new ToClient.Drain());
		assertThat(snapshot().draining()).isTrue();
		assertThat(snapshot().connected()).isTrue();
		this.engine.onDisconnected();
		assertThat(snapshot().draining()).isFalse();
	}

	private ClientStatistics snapshot() {
		return this.counters.snapshot(this.timers.nanoTime());
	}

}
