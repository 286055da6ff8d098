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

package io.pigato.interop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.pigato.broker.Dispatch;
import io.pigato.broker.PigatoBroker;

/**
 * A broker in a process of its own, for tests that start and end brokers by a command.
 * Stops in order on SIGTERM.
 * <p>
 * Arguments are {@code --name=value}: {@code endpoint}, {@code directory}, {@code name},
 * {@code heartbeat} in milliseconds, {@code liveness} and {@code dispatch}; all have the
 * broker's defaults.
 */
final class StandaloneBroker {

	private StandaloneBroker() {
	}

	public static void main(String[] args) throws InterruptedException {
		Map<String, String> values = new HashMap<>();
		for (String arg : args) {
			String[] parts = arg.split("=", 2);
			if (parts.length < 2 || !parts[0].startsWith("--")) {
				throw new IllegalArgumentException("Not --name=value: " + arg);
			}
			values.put(parts[0].substring(2), parts[1]);
		}
		PigatoBroker broker = build(values);
		Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "stop"));
		broker.start();
		// the broker's own threads keep no process alive
		new CountDownLatch(1).await();
	}

	private static PigatoBroker build(Map<String, String> values) {
		PigatoBroker.Builder builder = PigatoBroker.builder();
		values.forEach((name, value) -> {
			switch (name) {
				case "endpoint" -> builder.endpoint(value);
				case "directory" -> builder.directoryEndpoint(value);
				case "name" -> builder.name(value);
				case "heartbeat" -> builder.heartbeatInterval(Duration.ofMillis(Long.parseLong(value)));
				case "liveness" -> builder.heartbeatLiveness(Integer.parseInt(value));
				case "dispatch" -> builder.dispatch(Dispatch.valueOf(value.toUpperCase(Locale.ROOT)));
				default -> throw new IllegalArgumentException("No such argument: " + name);
			}
		});
		// stays below what the tests wait for until they kill
		return builder.gracePeriod(Duration.ofSeconds(2)).build();
	}

}
