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

import java.time.Duration;
import java.util.Random;
import java.util.Spliterator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.json.RawJson;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads a stream of 512 MiB in fits, over sockets: it comes whole, little of it is on its
 * way at any time, and others are served meanwhile.
 */
@Timeout(240)
class SlowReaderTests {

	private static final int BUFFER_BYTES = 1 << 20;

	/** The client's window, and one message more. */
	private static final int MAX_ON_THEIR_WAY = BUFFER_BYTES / LargeStream.SIZE + 1;

	private final LargeStream handler = new LargeStream();

	private final PigatoBroker broker = PigatoBroker.builder().endpoint("tcp://127.0.0.1:0").transport("netty").build();

	private @Nullable ServiceWorker worker;

	private @Nullable PigatoClient client;

	private @Nullable PigatoClient other;

	@BeforeEach
	void start() {
		this.broker.start();
		this.worker = ServiceWorker.builder(LargeStream.SERVICE, this.handler)
			.endpoint(this.broker.endpoints().get(0))
			.concurrency(2)
			.build();
		this.worker.start();
		this.client = newClient();
		this.other = newClient();
	}

	private PigatoClient newClient() {
		PigatoClient client = PigatoClient.builder()
			.endpoint(this.broker.endpoints().get(0))
			.timeout(Duration.ofSeconds(20))
			.bufferBytes(BUFFER_BYTES)
			.build();
		client.start();
		return client;
	}

	@AfterEach
	void stop() {
		for (AutoCloseable part : new AutoCloseable[] { this.client, this.other, this.worker, this.broker }) {
			close(part);
		}
	}

	private static void close(@Nullable AutoCloseable part) {
		try {
			if (part != null) {
				part.close();
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void writerWaitsForTheReaderAndNothingIsLost() {
		Random random = new Random(1);
		Reader reader = new Reader();
		try (Stream<RawJson> stream = this.client.request(LargeStream.SERVICE)
			.data(LargeStream.WANTED)
			.stream(RawJson.class)) {
			Spliterator<RawJson> replies = stream.spliterator();
			// as much comes as there is room for, and then nothing
			awaitWriterIsHeldUp("at first");
			assertThat(this.handler.written.get()).isBetween(BUFFER_BYTES / LargeStream.SIZE, MAX_ON_THEIR_WAY);
			while (reader.read(replies, 1 + random.nextInt(200))) {
				awaitWriterIsHeldUp("after " + reader.count);
			}
		}
		assertThat(reader.count).isEqualTo(LargeStream.COUNT + 1);
		assertThat(reader.mostOnTheirWay).isBetween(MAX_ON_THEIR_WAY / 2, MAX_ON_THEIR_WAY);
		assertThat(this.broker.statistics().partials()).isEqualTo(LargeStream.COUNT);
		assertThat(this.broker.statistics().slowClients()).isZero();
	}

	/**
	 * Ask the same worker something else, which it answers then.
	 */
	private void awaitWriterIsHeldUp(String question) {
		assertThat(this.other.call(LargeStream.SERVICE, question, String.class)).isEqualTo(question);
	}

	/**
	 * Reads partial replies, and watches how many are on their way.
	 */
	private final class Reader {

		private int count;

		private int mostOnTheirWay;

		/**
		 * Read some more.
		 * @return {@code false} if there are no more
		 */
		private boolean read(Spliterator<RawJson> replies, int most) {
			for (int i = 0; i < most; i++) {
				// what is read from now on makes room
				int onTheirWay = SlowReaderTests.this.handler.written.get() - this.count;
				this.mostOnTheirWay = Math.max(this.mostOnTheirWay, onTheirWay);
				if (!replies.tryAdvance((partial) -> assertThat(LargeStream.number(partial)).isEqualTo(this.count++))) {
					return false;
				}
			}
			return true;
		}

	}

}
