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

package io.pigato.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.hostile.HostileBroker.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes that are no ZMTP, or only begin to be. JeroMQ does not stand up to these.
 */
class HostileBytesTests extends AbstractHostileTests {

	private static final long SEED = 20261126;

	private static final long[] SIZES = { 2_000_000_000L, -1, 0x8000000077359400L, Long.MIN_VALUE, Long.MAX_VALUE,
			Integer.MAX_VALUE, 1L << 32, (8L << 20) * 8 + 1 };

	private static final int[] FLAGS = { 2, 3, 6, 7, 0xFF };

	@ParameterizedTest
	@EnumSource
	void framesThatClaimAnySizeAreRefused(Moment moment) throws IOException {
		List<RawPeer> holding = new ArrayList<>();
		for (long size : SIZES) {
			for (int flags : FLAGS) {
				RawPeer holds = joinRaw();
				holds.send(moment.before, RawPeer.header(flags, size), new byte[100]);
				holding.add(holds);
				RawPeer closes = joinRaw();
				closes.send(moment.before, RawPeer.header(flags, size), new byte[100]);
				closes.close();
			}
		}
		await("all are cut", () -> holding.stream().allMatch(RawPeer::hasBeenCut));
		assertUnharmed();
	}

	@ParameterizedTest
	@EnumSource
	void randomBytesHarmNobody(Moment moment) throws IOException {
		Random random = new Random(SEED);
		CountDownLatch attack = inBackground(() -> {
			for (int i = 0; i < 300 * SCALE; i++) {
				RawPeer peer = joinRaw();
				byte[] bytes = new byte[1 + random.nextInt(5_000)];
				random.nextBytes(bytes);
				peer.send(moment.before, bytes);
				if (random.nextBoolean()) {
					peer.close();
				}
			}
		});
		await(attack);
		assertUnharmed();
	}

	@Test
	void otherProtocolsAreRefused() throws IOException {
		List<RawPeer> peers = new ArrayList<>();
		for (String text : new String[] { "GET / HTTP/1.1\r\nHost: broker\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
				"\u0016\u0003\u0001\u0002\0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "CONNECT {}\r\n" }) {
			RawPeer peer = joinRaw();
			peer.send(ZmtpPeer.bytes(text));
			peers.add(peer);
		}
		await("all are cut", () -> peers.stream().allMatch(RawPeer::hasBeenCut));
		assertUnharmed();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 10, 64, 66, 80 })
	void stalledHandshakesGiveWayAndAreCutInTime(int size) throws IOException {
		byte[] all = concat(RawPeer.greeting(), RawPeer.ready());
		byte[] begun = Arrays.copyOf(all, size);
		List<RawPeer> stalled = new ArrayList<>();
		CountDownLatch attack = inBackground(() -> {
			for (int i = 0; i < 1_000 * SCALE; i++) {
				RawPeer peer = joinRaw();
				peer.send(begun);
				stalled.add(peer);
			}
		});
		await(attack);
		await("all are cut", () -> stalled.stream().allMatch(RawPeer::hasBeenCut));
		assertUnharmed();
	}

	@Test
	void fiveThousandStalledHandshakesHarmNobody() throws IOException {
		List<RawPeer> stalled = new ArrayList<>();
		CountDownLatch attack = inBackground(() -> {
			for (int i = 0; i < 5_000; i++) {
				RawPeer peer = joinRaw();
				peer.send(RawPeer.greeting());
				stalled.add(peer);
			}
		});
		await(attack);
		await("all are cut", () -> stalled.stream().allMatch(RawPeer::hasBeenCut));
		assertUnharmed();
	}

	@Test
	void manyHalfSentFramesHarmNobody() throws IOException {
		byte[] half = new byte[450_000];
		CountDownLatch attack = inBackground(() -> {
			for (int i = 0; i < 400; i++) {
				RawPeer peer = joinRaw();
				// many wait for those before them, in the kernel
				Thread sender = new Thread(
						() -> peer.send(RawPeer.greeting(), RawPeer.ready(), RawPeer.header(2, 900_000), half),
						"half-sender");
				sender.setDaemon(true);
				sender.start();
			}
		});
		await(attack);
		assertUnharmed();
	}

	@Test
	void pingsOfPeersThatDoNotReadTheAnswersHarmNobody() throws IOException {
		byte[] ping = "\4\7\4PING\0\0".getBytes(StandardCharsets.ISO_8859_1);
		byte[] pings = new byte[ping.length * 10_000];
		for (int i = 0; i < 10_000; i++) {
			System.arraycopy(ping, 0, pings, i * ping.length, ping.length);
		}
		CountDownLatch[] attacks = new CountDownLatch[4];
		for (int i = 0; i < attacks.length; i++) {
			attacks[i] = inBackground(() -> {
				RawPeer peer = joinRaw();
				peer.send(RawPeer.greeting(), RawPeer.ready());
				for (int k = 0; k < 400 * SCALE; k++) {
					peer.send(pings);
				}
			});
		}
		await(attacks);
		Statistics statistics = broker().statisticsAfterGc();
		assertThat(statistics.get("direct")).as(statistics.toString()).isLessThan(64 << 20);
		assertUnharmed();
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] all = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, all, first.length, second.length);
		return all;
	}

	/** How far a connection has come. */
	enum Moment {

		/** Nothing was sent. */
		BEFORE_THE_GREETING(new byte[0]),

		/** The handshake has begun. */
		DURING_THE_HANDSHAKE(RawPeer.greeting()),

		/** The handshake is over. */
		AFTER_THE_HANDSHAKE(concat(RawPeer.greeting(), RawPeer.ready()));

		private final byte[] before;

		Moment(byte[] before) {
			this.before = before;
		}

	}

}
