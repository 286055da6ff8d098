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

import java.io.IOException;
import java.time.Duration;
import java.util.Spliterator;
import java.util.stream.Stream;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.json.RawJson;
import io.pigato.worker.ServiceWorker;

/**
 * A broker, a worker or a client of a {@link LargeStream} in a process of its own, until
 * its standard input is closed. Lines that begin with {@code #} are told to the test.
 */
final class SmallHeapMain {

	/** How many partial replies are read before the client waits for what is to come. */
	private static final int FIT = 300;

	private SmallHeapMain() {
	}

	public static void main(String[] args) throws IOException {
		switch (args[0]) {
			case "broker" -> broker();
			case "worker" -> worker(args[1]);
			default -> client(args[1]);
		}
		while (System.in.read() >= 0) {
			// until it is closed
		}
		Runtime.getRuntime().halt(0);
	}

	private static void broker() {
		PigatoBroker broker = PigatoBroker.builder().endpoint("tcp://127.0.0.1:0").build();
		broker.start();
		System.out.println("#" + broker.endpoints().get(0));
	}

	private static void worker(String endpoint) {
		ServiceWorker.builder(LargeStream.SERVICE, new LargeStream()).endpoint(endpoint).build().start();
		System.out.println("#started");
	}

	private static void client(String endpoint) {
		PigatoClient client = PigatoClient.builder().endpoint(endpoint).timeout(Duration.ofSeconds(30)).build();
		client.start();
		int count = 0;
		try (Stream<RawJson> stream = client.request(LargeStream.SERVICE)
			.data(LargeStream.WANTED)
			.stream(RawJson.class)) {
			Spliterator<RawJson> replies = stream.spliterator();
			int[] number = new int[1];
			while (replies.tryAdvance((partial) -> number[0] = LargeStream.number(partial))) {
				if (number[0] != count) {
					throw new IllegalStateException("There came " + number[0] + " where " + count + " was due");
				}
				count++;
				if (count % FIT == 0) {
					client.call(LargeStream.SERVICE, "pause", String.class);
				}
			}
		}
		System.out.println("#" + count);
	}

}
