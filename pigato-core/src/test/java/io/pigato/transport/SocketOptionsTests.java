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

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link SocketOptions}.
 */
class SocketOptionsTests {

	@Test
	void builderStartsWithTheDefaults() {
		assertThat(SocketOptions.builder().build()).isEqualTo(SocketOptions.defaults());
	}

	@Test
	void builderSetsEachComponent() {
		SocketOptions options = SocketOptions.builder()
			.maxFrameSize(1)
			.maxMessageSize(2)
			.maxFrames(3)
			.maxPeers(4)
			.maxPeersPerAddress(14)
			.maxHandshakes(24)
			.outboundMessages(5)
			.outboundBytes(6)
			.handshakeTimeout(Duration.ofSeconds(7))
			.keepAlive(Duration.ofSeconds(8))
			.reconnectDelay(Duration.ofSeconds(9))
			.linger(Duration.ZERO)
			.build();
		assertThat(options).isEqualTo(new SocketOptions(1, 2, 3, 4, 14, 24, 5, 6, Duration.ofSeconds(7),
				Duration.ofSeconds(8), Duration.ofSeconds(9), Duration.ZERO));
		assertThat(options.toBuilder().build()).isEqualTo(options);
	}

	@ParameterizedTest
	@MethodSource
	void refusesAnInvalidValueAndNamesIt(String name, Consumer<SocketOptions.Builder> setter) {
		SocketOptions.Builder builder = SocketOptions.builder();
		setter.accept(builder);
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageStartingWith(name + " must");
	}

	static Stream<Arguments> refusesAnInvalidValueAndNamesIt() {
		return Stream.of(invalid("maxFrameSize", (builder) -> builder.maxFrameSize(-1)),
				invalid("maxMessageSize", (builder) -> builder.maxMessageSize(0)),
				invalid("maxFrames", (builder) -> builder.maxFrames(-1)),
				invalid("maxPeers", (builder) -> builder.maxPeers(-1)),
				invalid("outboundMessages", (builder) -> builder.outboundMessages(-1)),
				invalid("outboundBytes", (builder) -> builder.outboundBytes(-1)),
				invalid("handshakeTimeout", (builder) -> builder.handshakeTimeout(Duration.ZERO)),
				invalid("keepAlive", (builder) -> builder.keepAlive(Duration.ofMillis(-1))),
				invalid("keepAlive", (builder) -> builder.keepAlive(Duration.ofDays(100))),
				invalid("reconnectDelay", (builder) -> builder.reconnectDelay(Duration.ofNanos(1))),
				invalid("linger", (builder) -> builder.linger(Duration.ofMillis(-1))),
				invalid("linger", (builder) -> builder.linger(Duration.ofDays(25))));
	}

	private static Arguments invalid(String name, Consumer<SocketOptions.Builder> setter) {
		return arguments(name, setter);
	}

}
