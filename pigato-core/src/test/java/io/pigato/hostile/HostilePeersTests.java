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

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.hostile.HostileBroker.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that do not read, do not answer, die, or are not who they say.
 */
class HostilePeersTests extends AbstractHostileTests {

	private static final long SEED = 20261125;

	private static byte[][] frames(Object... parts) {
		return ZmtpPeer.frames(parts);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1_000, 65_536, 1_048_576 })
	void clientsThatDoNotReadTheirRepliesAreDropped(int size) throws IOException {
		byte[] data = new byte[size];
		long bytes = (600L << 20) * SCALE;
		ZmtpPeer worker = join("streamer-" + UUID.randomUUID());
		worker.send("W", "1", "stream");
		assertThat(worker.receiveText()).containsExactly("W", "1");
		List<String> clients = new ArrayList<>();
		for (int i = 0; i < ((size > 1_000) ? 20 : 8); i++) {
			String identity = "deaf-" + UUID.randomUUID();
			clients.add(identity);
			joinDeaf(identity).send("C", "2", "stream", "r", "1", "{}");
		}
		for (int i = 0; i < clients.size(); i++) {
			assertThat(worker.receiveText()).startsWith("W", "2");
		}
		worker.drain();
		int rounds = (int) Math.min(bytes / size / clients.size(), 30_000);
		CountDownLatch stream = inBackground(() -> {
			for (int i = 0; i < rounds; i++) {
				for (String client : clients) {
					worker.write(frames("W", "6", client, "", "r", "0", data, "{}"));
				}
			}
			worker.flush();
		});
		await(stream);
		await("all are dropped", () -> broker().statistics().get("slowClients") > 0);
		assertUnharmed();
	}

	@Test
	void workersThatDoNotReadGetNoMore() throws IOException {
		byte[] data = new byte[64 << 10];
		for (int i = 0; i < 20; i++) {
			ZmtpPeer worker = joinDeaf("deaf-worker-" + i);
			worker.send("W", "1", "deaf", "{\"concurrency\":-1}");
			assertThat(worker.receiveText()).startsWith("W", "1");
		}
		CountDownLatch flood = inBackground(() -> {
			ZmtpPeer client = joinDraining();
			for (int i = 0; i < 6_000 * SCALE; i++) {
				client.write(frames("C", "2", "deaf", "r" + i, data, "{}"));
			}
			client.flush();
		});
		await(flood);
		Statistics statistics = broker().statisticsAfterGc();
		assertThat(statistics.get("heap")).as(statistics.toString()).isLessThan(170 << 20);
		assertUnharmed();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void workersThatDieWithRequestsInFlightHarmNobody(int retry) throws IOException {
		ZmtpPeer client = join("client-" + UUID.randomUUID());
		int requests = 0;
		for (int round = 0; round < 30; round++) {
			ZmtpPeer worker = join("dying-" + UUID.randomUUID());
			worker.send("W", "1", "dying");
			assertThat(worker.receiveText()).containsExactly("W", "1");
			for (int i = 0; i < 10; i++) {
				client.send("C", "2", "dying", "r" + requests++, "1", "{\"retry\":" + retry + "}");
			}
			List<String> request = worker.receiveText();
			while (!request.contains("r" + (requests - 1))) {
				assertThat(request).startsWith("W", "2");
				request = worker.receiveText();
			}
			if (round % 3 == 1) {
				// half of a message
				worker.writePart(frames("W")[0]);
				worker.writePart(frames("3")[0]);
				worker.flush();
			}
			else if (round % 3 == 2) {
				// half of a frame
				worker.writePart(frames("W")[0]);
				worker.writeHalf(new byte[100_000], 10);
				worker.flush();
			}
			worker.cut();
		}
		// with retry, those of the last two workers wait for one more
		int lost = requests - 20 * retry;
		for (int i = 0; i < lost; i++) {
			assertThat(client.receiveText()).startsWith("C", "3", "").endsWith("-1", "\"B_WORKER_LOST\"", "{}");
		}
		assertUnharmed();
	}

	@Test
	void aPoisonousRequestKillsAsManyWorkersAsItHasAttempts() throws IOException {
		ZmtpPeer client = join("poisoner");
		client.send("C", "2", "poisoned", "r", "1", "{\"retry\":1}");
		for (int i = 0; i < 3; i++) {
			ZmtpPeer worker = join("poisoned-" + i);
			worker.send("W", "1", "poisoned");
			assertThat(worker.receiveText()).containsExactly("W", "1");
			assertThat(worker.receiveText()).startsWith("W", "2", "poisoner");
			worker.cut();
		}
		assertThat(client.receiveText()).containsExactly("C", "3", "", "r", "-1", "\"B_WORKER_LOST\"", "{}");
		assertUnharmed();
	}

	@Test
	void peersThatComeAndVanishLeaveNothing() {
		Random random = new Random(SEED);
		await(inBackground(() -> {
			for (int i = 0; i < 1_500 * SCALE; i++) {
				try {
					ZmtpPeer peer = ZmtpPeer.connect(broker().port(), "passing-" + i);
					switch (random.nextInt(5)) {
						case 0 -> peer.send("C", "2", "nobody", "r", "1", "{}");
						case 1 -> peer.send("W", "1", "passing");
						case 2 -> {
							peer.writePart(frames("C")[0]);
							peer.flush();
						}
						case 3 -> peer.halfClose();
						default -> {
						}
					}
					if (random.nextBoolean()) {
						peer.cut();
					}
					else {
						peer.close();
					}
				}
				catch (SocketException | EOFException ex) {
					// refused, and on to the next
				}
			}
		}));
		assertUnharmedThroughout();
	}

	private void assertUnharmedThroughout() {
		try {
			assertUnharmed();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void theSecondPeerWithAnIdentityGetsNothingOfTheFirst() throws IOException {
		ZmtpPeer worker = join("original-worker");
		worker.send("W", "1", "original");
		assertThat(worker.receiveText()).containsExactly("W", "1");
		ZmtpPeer client = join("original-client");
		client.send("C", "2", "original", "r", "1", "{}");
		assertThat(worker.receiveText()).startsWith("W", "2", "original-client");
		for (String identity : List.of("original-client", "original-worker")) {
			for (int i = 0; i < 3; i++) {
				ZmtpPeer impostor = join(identity);
				await(inBackground(() -> {
					impostor.send("W", "5");
					impostor.send("C", "4", "cancel", "r");
					impostor.send("W", "3", "original-client", "", "r", "0", "\"forged\"", "{}");
					impostor.send("C", "4", "cancel", "r");
				}));
			}
		}
		worker.send("W", "3", "original-client", "", "r", "0", "\"true\"", "{}");
		assertThat(client.receiveText()).containsExactly("C", "3", "", "r", "0", "\"true\"", "{}");
		assertUnharmed();
	}

	@Test
	void onePeerMayBeClientAndWorkerAtOnce() throws IOException {
		ZmtpPeer both = join("both");
		both.send("W", "1", "both");
		assertThat(both.receiveText()).containsExactly("W", "1");
		both.send("C", "2", "both", "r", "1", "{}");
		assertThat(both.receiveText()).startsWith("W", "2", "both", "both", "", "r");
		both.send("W", "3", "both", "", "r", "0", "1", "{}");
		assertThat(both.receiveText()).containsExactly("C", "3", "", "r", "0", "1", "{}");
		both.send("C", "2", "both", "r2", "1", "{}");
		both.cut();
		assertUnharmed();
	}

	@Test
	void binaryIdentitiesAreServed() throws IOException {
		Random random = new Random(SEED);
		ZmtpPeer worker = join("binary-worker");
		worker.send("W", "1", "binary");
		assertThat(worker.receiveText()).containsExactly("W", "1");
		for (int length : List.of(1, 2, 3, 5, 16, 254, 255)) {
			byte[] identity = new byte[length];
			random.nextBytes(identity);
			identity[0] = (byte) (identity[0] | 0x80);
			ZmtpPeer client = join(identity);
			client.send("C", "2", "binary", "r" + length, "1", "{}");
			List<byte[]> request = worker.receive();
			worker.send("W", "3", request.get(2), "", request.get(5), "0", "1", "{}");
			assertThat(client.receiveText()).containsExactly("C", "3", "", "r" + length, "0", "1", "{}");
		}
		assertUnharmed();
	}

	@Test
	void manyConnectionsThatOnlyShakeHandsAreHarmless() throws IOException {
		for (int i = 0; i < 1_000; i++) {
			join("idle-" + i);
		}
		ZmtpPeer late = join("late");
		awaitAnswer(late);
		Statistics statistics = broker().statisticsAfterGc();
		assertThat(statistics.get("heap")).as(statistics.toString()).isLessThan(100 << 20);
		assertUnharmed();
	}

}
