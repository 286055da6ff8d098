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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import io.pigato.hostile.HostileBroker.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that should not be, from peers that shake hands properly.
 */
class HostileMessagesTests extends AbstractHostileTests {

	private static final long SEED = 20261125;

	private static final byte[] NOT_TEXT = { (byte) 0xC3, 0x28, (byte) 0xFF };

	private static final String[] ODD_NAMES = { "constructor", "__proto__", "toString", "hasOwnProperty", "*", "@",
			"echo@", "echo@*", "echo@1.2.3", "echo@>=1 <", "$dir*", "$", "UNK", "\0", "e*c*h*o", "a".repeat(256),
			"a".repeat(257), "a".repeat(100_000), "\uD83D\uDE00", "../../etc/passwd", "${jndi:ldap://127.0.0.1/x}" };

	private static final String[] ODD_OPTIONS = { "null", "undefined", "", "[]", "{", "{\"timeout\":", "\"\"", "0",
			"{\"timeout\":null}", "{\"timeout\":\"x\"}", "{\"timeout\":-5}", "{\"timeout\":1e400}",
			"{\"timeout\":9223372036854775807,\"deadline\":9223372036854775807}", "{\"timeout\":1,\"retry\":{}}",
			"{\"workerId\":1}", "{\"workerId\":\"0x\"}", "{\"workerId\":\"0xZZ\"}", "{\"workerId\":\"\"}",
			"{\"workerId\":\"" + "w".repeat(1000) + "\"}", "{\"concurrency\":-2}", "{\"concurrency\":1e99}",
			"{\"concurrency\":null,\"update\":1}", "{\"__proto__\":{\"timeout\":1}}", "[".repeat(60_000),
			"{\"a\":".repeat(10_000), "{\"features\":[" + "[".repeat(30_000), "1".repeat(60_000),
			"{\"timeout\":" + "9".repeat(60_000) + "}", "{\"a\":\"" + "x".repeat(1_000_000) + "\"}" };

	private static byte[][] frames(Object... parts) {
		return ZmtpPeer.frames(parts);
	}

	private static List<byte[][]> malformed() {
		List<byte[][]> messages = new ArrayList<>();
		for (String side : List.of("", "C", "W", "X", "c", "CC", "C1", "\0")) {
			messages.add(frames(side));
			for (String type : List.of("", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "44", "\0", "\n")) {
				messages.add(frames(side, type));
				messages.add(frames(side, type, ""));
				messages.add(frames(side, type, "x"));
				messages.add(frames(side, type, NOT_TEXT));
				messages.add(frames(side, type, NOT_TEXT, NOT_TEXT, NOT_TEXT, NOT_TEXT, NOT_TEXT, NOT_TEXT));
				messages.add(frames(side, type, "x", ""));
				messages.add(frames(side, type, "x", "y"));
				messages.add(frames(side, type, "x", "y", "z", "0", "null", "null"));
				messages.add(frames(side, type, "x", "", "z", "0", "null", "null"));
				messages.add(frames(side, type, "", "", "", "", "", ""));
			}
		}
		for (String word : List.of("request", "req", "worker", "hello", "cancel", "credit", "drain", "REQUEST", "")) {
			messages.add(frames("C", "4", word));
			messages.add(frames("C", "4", word, ""));
			messages.add(frames("C", "4", word, NOT_TEXT));
			messages.add(frames("C", "4", word, "r", "more"));
		}
		for (int count : List.of(1, 2, 31, 32, 33, 34, 1000)) {
			for (String side : List.of("C", "W", "X")) {
				byte[][] many = new byte[count][];
				Arrays.fill(many, frames("2")[0]);
				many[0] = frames(side)[0];
				messages.add(many);
			}
		}
		return messages;
	}

	private static List<byte[][]> odd() {
		List<byte[][]> messages = new ArrayList<>();
		for (String name : ODD_NAMES) {
			messages.add(frames("C", "2", name, "r" + name.hashCode(), "null", "{\"timeout\":100}"));
			messages.add(frames("C", "2", "$dir", "d" + name.hashCode(), "\"" + name + "\"", "{}"));
			messages.add(frames("C", "4", "worker", name));
			messages.add(frames("C", "4", "request", name));
			messages.add(frames("C", "4", "cancel", name));
			messages.add(frames("C", "4", "credit", name, "1", "2147483647"));
			messages.add(frames("C", "4", "credit", "r", name, name));
			messages.add(frames("W", "3", name, "", name, "0", "null", "{}"));
		}
		for (String options : ODD_OPTIONS) {
			messages.add(frames("C", "2", "nobody", "o" + options.hashCode(), "undefined", options));
			messages.add(frames("C", "2", "$dir", "p" + options.hashCode(), options, options));
			messages.add(frames("C", "4", "hello", options));
			messages.add(frames("W", "4", "", options));
			messages.add(frames("W", "4", options));
			messages.add(frames("W", "7", "c", "", "r", options, options, options));
		}
		return messages;
	}

	@Test
	void everyMalformedMessageIsCountedAndHarmsNobody() throws IOException {
		long before = broker().statistics().get("malformed");
		for (byte[][] message : malformed()) {
			ZmtpPeer peer = join("hostile-" + UUID.randomUUID());
			peer.write(message);
			peer.flush();
			peer.close();
		}
		ZmtpPeer all = join("hostile-" + UUID.randomUUID());
		for (byte[][] message : malformed()) {
			all.write(message);
		}
		awaitAnswer(all);
		assertThat(broker().statistics().get("malformed")).isGreaterThan(before + malformed().size());
		assertUnharmed();
	}

	@Test
	void oddNamesAndOptionsHarmNobody() throws IOException {
		ZmtpPeer client = join("hostile-" + UUID.randomUUID());
		for (byte[][] message : odd()) {
			client.write(message);
		}
		awaitAnswer(client);
		for (String name : ODD_NAMES) {
			ZmtpPeer worker = join("hostile-" + UUID.randomUUID());
			worker.write(frames("W", "1", name));
			for (byte[][] message : odd()) {
				worker.write(message);
			}
			awaitAnswer(worker);
		}
		for (String options : ODD_OPTIONS) {
			ZmtpPeer worker = join("hostile-" + UUID.randomUUID());
			worker.write(frames("W", "1", "odd", options, options));
			awaitAnswer(worker);
		}
		assertUnharmed();
	}

	@Test
	void randomFramesHarmNobody() {
		Random random = new Random(SEED);
		await(inBackground(() -> {
			for (int peers = 0; peers < 10; peers++) {
				ZmtpPeer peer = joinDraining();
				for (int i = 0; i < 2_000 * SCALE; i++) {
					byte[][] message = new byte[1 + random.nextInt(10)][];
					for (int k = 0; k < message.length; k++) {
						message[k] = new byte[random.nextInt(4) * random.nextInt(20)];
						random.nextBytes(message[k]);
					}
					if (random.nextInt(4) > 0) {
						message[0] = random.nextBoolean() ? frames("C")[0] : frames("W")[0];
					}
					peer.write(message);
				}
				peer.flush();
			}
		}));
		assertUnharmedAfterReading();
	}

	@Test
	void mutationsOfValidMessagesHarmNobody() {
		List<byte[][]> valid = List.of(frames("C", "2", "nobody", "r1", "1", "{\"timeout\":500}"),
				frames("C", "2", "nobody", "r2", "1", "{\"timeout\":500,\"retry\":1,\"workerId\":\"w\"}"),
				frames("C", "4"), frames("C", "4", "request", "r1"), frames("C", "4", "cancel", "r1"),
				frames("C", "4", "credit", "r1", "1", "1"), frames("C", "4", "worker", "w"),
				frames("C", "4", "hello", "{\"heartbeat\":100}"), frames("W", "1", "mine"),
				frames("W", "1", "mine", "{\"features\":[\"cancel\"],\"concurrency\":1}"),
				frames("W", "3", "c", "", "r1", "0", "null", "{}"), frames("W", "6", "c", "", "r1", "0", "null", "{}"),
				frames("W", "7", "c", "", "r1", "0", "null", "{}"), frames("W", "4", "", "{\"concurrency\":5}"),
				frames("W", "5"));
		Random random = new Random(SEED);
		await(inBackground(() -> {
			for (int peers = 0; peers < 20; peers++) {
				ZmtpPeer peer = joinDraining();
				for (int i = 0; i < 1_500 * SCALE; i++) {
					peer.write(mutate(valid.get(random.nextInt(valid.size())), random));
				}
				peer.flush();
			}
		}));
		assertUnharmedAfterReading();
	}

	private static byte[][] mutate(byte[][] valid, Random random) {
		List<byte[]> message = new ArrayList<>(Arrays.asList(valid));
		for (int count = random.nextInt(4); count > 0; count--) {
			int index = random.nextInt(message.size());
			switch (random.nextInt(5)) {
				case 0 -> message.add(index, message.get(random.nextInt(message.size())));
				case 1 -> message.set(index, new byte[random.nextInt(300)]);
				case 2 -> {
					if (message.size() > 1) {
						message.remove(index);
					}
				}
				case 3 -> message.set(index, message.get(random.nextInt(message.size())));
				default -> {
					byte[] frame = message.get(index).clone();
					if (frame.length > 0) {
						frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
					}
					message.set(index, frame);
				}
			}
		}
		return message.toArray(byte[][]::new);
	}

	private void assertUnharmedAfterReading() {
		try {
			awaitAnswer(join("hostile-" + UUID.randomUUID()));
			assertUnharmed();
		}
		catch (IOException ex) {
			throw new AssertionError("A new peer was not served, seed " + SEED, ex);
		}
	}

	@Test
	void idsOfRequestsCountAgainstTheLimits() throws IOException {
		// 400 MB in all, none of it data
		CountDownLatch flood = inBackground(() -> {
			ZmtpPeer client = joinDraining();
			byte[] rid = new byte[4 << 20];
			for (int i = 0; i < 100; i++) {
				rid[0] = (byte) i;
				client.write(frames("C", "2", "nobody", rid, "1", "{}"));
			}
			client.flush();
		});
		await(flood);
		Statistics statistics = broker().statisticsAfterGc();
		assertThat(statistics.get("heap")).as(statistics.toString()).isLessThan(160 << 20);
		assertUnharmed();
	}

	@Test
	void emptyFramesCountAgainstTheLimits() throws IOException {
		CountDownLatch flood = inBackground(() -> {
			ZmtpPeer client = joinDraining();
			byte[][] message = new byte[32][0];
			System.arraycopy(frames("C", "2", "nobody"), 0, message, 0, 3);
			for (int i = 0; i < 100_000; i++) {
				message[3] = frames("r" + i)[0];
				client.write(message);
			}
			client.flush();
		});
		await(flood);
		Statistics statistics = broker().statisticsAfterGc();
		assertThat(statistics.get("heap")).as(statistics.toString()).isLessThan(160 << 20);
		assertUnharmed();
	}

	@Test
	void workerIdsInOptionsDoNotTakeMoreThanTheirShare() throws IOException {
		String padding = "w".repeat(60_000);
		CountDownLatch flood = inBackground(() -> {
			ZmtpPeer client = joinDraining();
			for (int i = 0; i < 2_000; i++) {
				client.write(frames("C", "2", "nobody", "r" + i, "1", "{\"workerId\":\"" + i + padding + "\"}"));
			}
			client.flush();
		});
		await(flood);
		Statistics statistics = broker().statisticsAfterGc();
		assertThat(statistics.get("heap")).as(statistics.toString()).isLessThan(160 << 20);
		assertUnharmed();
	}

	@Test
	void largeDataForTheDirectoryIsNotReadIntoObjects() throws IOException {
		byte[] data = frames("[" + "{},".repeat(2_500_000) + "1]")[0];
		CountDownLatch flood = inBackground(() -> {
			ZmtpPeer client = joinDraining();
			for (int i = 0; i < 6; i++) {
				client.write(frames("C", "2", "$dir", "r" + i, data, "{}"));
			}
			client.flush();
		});
		await(flood);
		assertUnharmed();
	}

	@Test
	void capabilitiesDoNotTakeMoreThanTheirShare() throws IOException {
		StringBuilder features = new StringBuilder("{\"features\":[");
		for (int i = 0; i < 64; i++) {
			features.append('"').append(i).append("x".repeat(100_000)).append("\",");
		}
		String capabilities = features.append("\"end\"]}").toString();
		for (int i = 0; i < 60; i++) {
			ZmtpPeer peer = join("hostile-" + UUID.randomUUID());
			peer.write(frames("C", "4", "hello", capabilities));
			awaitAnswer(peer);
		}
		Statistics statistics = broker().statisticsAfterGc();
		assertThat(statistics.get("heap")).as(statistics.toString()).isLessThan(160 << 20);
		assertUnharmed();
	}

	@Test
	void aMessageWithoutAnEndIsNotKept() throws IOException {
		CountDownLatch flood = inBackground(() -> {
			ZmtpPeer client = joinDraining();
			byte[] part = new byte[1 << 20];
			for (int i = 0; i < 400; i++) {
				client.writePart(part);
			}
			client.flush();
		});
		await(flood);
		assertUnharmed();
	}

	@Test
	void forgedRepliesReachNobody() throws IOException {
		ZmtpPeer victim = join("victim");
		ZmtpPeer worker = join("slow-worker");
		worker.send("W", "1", "slow");
		assertThat(worker.receiveText()).containsExactly("W", "1");
		victim.send("C", "2", "slow", "secret", "1", "{}");
		assertThat(worker.receiveText()).startsWith("W", "2", "victim");
		long before = broker().statistics().get("forgedReplies");
		for (String rid : List.of("secret", "guess", "", "0")) {
			for (String type : List.of("3", "6", "7")) {
				ZmtpPeer forger = join("forger-" + UUID.randomUUID());
				forger.send("W", type, "victim", "", rid, "0", "\"forged\"", "{}");
				assertThat(forger.receiveText()).containsExactly("W", "5");
				forger.send("W", "1", "slow");
				assertThat(forger.receiveText()).containsExactly("W", "1");
				forger.send("W", type, "victim", "", rid, "0", "\"forged\"", "{}");
				assertThat(forger.receiveText()).containsExactly("W", "5");
				forger.send("C", "4", "worker", "slow-worker");
				forger.send("C", "4", "request", "secret");
				forger.send("C", "4", "cancel", "secret");
				forger.send("C", "4", "credit", "secret", "1", "1");
				awaitAnswer(forger);
			}
		}
		assertThat(broker().statistics().get("forgedReplies")).isEqualTo(before + 12);
		worker.send("W", "3", "victim", "", "secret", "0", "\"true\"", "{}");
		assertThat(victim.receiveText()).containsExactly("C", "3", "", "secret", "0", "\"true\"", "{}");
		assertUnharmed();
	}

	@Test
	void aReplyThatNeverEndsForAnExpiredRequestIsDropped() throws IOException {
		ZmtpPeer client = join("client");
		ZmtpPeer worker = join("endless");
		worker.send("W", "1", "endless");
		worker.receiveText();
		client.send("C", "2", "endless", "r", "1", "{\"timeout\":100}");
		assertThat(worker.receiveText()).startsWith("W", "2", "client");
		await("the request has expired", () -> broker().statistics().get("inFlight") <= HonestPeers.CLIENTS
				&& broker().statistics().get("expired") > 0);
		long before = broker().statistics().get("lateReplies");
		for (int i = 0; i < 10_000 * SCALE; i++) {
			worker.write(frames("W", "6", "client", "", "r", "0", "\"" + "x".repeat(200) + "\"", "{}"));
		}
		worker.flush();
		await("all are dropped", () -> broker().statistics().get("lateReplies") >= before + 10_000 * SCALE);
		worker.write(frames("W", "3", "client", "", "r", "0", "1", "{}"));
		// the worker is still one
		client.send("C", "2", "endless", "r2", "2", "{}");
		assertThat(worker.receiveText()).startsWith("W", "2", "client", "endless", "", "r2", "2");
		worker.send("W", "3", "client", "", "r2", "0", "2", "{}");
		assertThat(client.receiveText()).containsExactly("C", "3", "", "r2", "0", "2", "{}");
		assertUnharmed();
	}

	@Test
	void theSameRequestAgainAndAgainRunsOnce() throws IOException {
		ZmtpPeer worker = join("once");
		worker.send("W", "1", "once");
		worker.receiveText();
		ZmtpPeer client = join("repeater");
		for (int i = 0; i < 20_000 * SCALE; i++) {
			client.write(frames("C", "2", "once", "r", "\"" + "x".repeat(100) + "\"", "{}"));
		}
		awaitAnswer(client);
		assertThat(worker.receiveText()).startsWith("W", "2", "repeater");
		assertThat(broker().statistics().get("duplicateRequests")).isGreaterThanOrEqualTo(20_000 * SCALE - 1);
		worker.send("W", "3", "repeater", "", "r", "0", "1", "{}");
		assertThat(client.receiveText()).containsExactly("C", "3", "", "r", "0", "1", "{}");
		awaitAnswer(worker);
		assertUnharmed();
	}

}
