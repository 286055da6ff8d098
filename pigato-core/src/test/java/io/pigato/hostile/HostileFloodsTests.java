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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import io.pigato.hostile.HostileBroker.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proper messages, but far too many of them.
 */
class HostileFloodsTests extends AbstractHostileTests {

	private static final long MAX_HEAP = 170 << 20;

	private static byte[][] frames(Object... parts) {
		return ZmtpPeer.frames(parts);
	}

	private void assertHeapIsBounded() {
		Statistics statistics = broker().statisticsAfterGc();
		assertThat(statistics.get("heap")).as(statistics.toString()).isLessThan(MAX_HEAP);
	}

	@Test
	void requestsForManyUnknownServicesAreRefused() throws IOException {
		await(inBackground(() -> {
			ZmtpPeer client = joinDraining();
			for (int i = 0; i < 50_000 * SCALE; i++) {
				client.write(frames("C", "2", "unknown-" + i, "r" + i, "1", "{}"));
			}
			client.flush();
		}));
		await("most are refused", () -> broker().statistics().get("queued") >= 1_000);
		assertThat(broker().statistics().get("queued")).isEqualTo(1_000);
		assertHeapIsBounded();
		assertUnharmed();
	}

	@Test
	void requestsForAServiceThatNobodyOffersAreBounded() throws IOException {
		byte[] data = frames('"' + "x".repeat(98) + '"')[0];
		await(inBackground(() -> {
			ZmtpPeer client = joinDraining();
			for (int i = 0; i < 150_000 * SCALE; i++) {
				client.write(frames("C", "2", "nobody", "r" + i, data, "{}"));
			}
			client.flush();
		}));
		assertHeapIsBounded();
		assertThat(broker().statistics().get("queued")).isGreaterThan(10_000);
		assertUnharmed();
	}

	@Test
	void largeRequestsForAServiceThatNobodyOffersAreBounded() throws IOException {
		byte[] data = new byte[1 << 20];
		CountDownLatch[] floods = new CountDownLatch[4];
		for (int i = 0; i < floods.length; i++) {
			floods[i] = inBackground(() -> {
				ZmtpPeer client = joinDraining();
				for (int k = 0; k < 100 * SCALE; k++) {
					client.write(frames("C", "2", "nobody", "r" + k, data, "{}"));
				}
				client.flush();
			});
		}
		await(floods);
		assertUnharmed();
	}

	@Test
	void largestRequestsFromManyClientsAtOnceAreBounded() throws IOException {
		byte[] data = new byte[(8 << 20) - 1000];
		// each has a frame in the making, which takes its room as soon as it begins
		CountDownLatch[] floods = new CountDownLatch[10];
		for (int i = 0; i < floods.length; i++) {
			floods[i] = inBackground(() -> {
				ZmtpPeer client = joinDraining();
				for (int k = 0; k < 9 * SCALE; k++) {
					client.write(frames("C", "2", "nobody", "r" + k, data, "{}"));
				}
				client.flush();
			});
		}
		await(floods);
		assertUnharmed();
	}

	@Test
	void requestsThatAWorkerTakesWithoutLimitAreBounded() throws IOException {
		ZmtpPeer worker = join("greedy");
		worker.send("W", "1", "greedy", "{\"concurrency\":-1}");
		worker.drain();
		await(inBackground(() -> {
			ZmtpPeer client = joinDraining();
			for (int i = 0; i < 150_000 * SCALE; i++) {
				client.write(frames("C", "2", "greedy", "r" + i, "1", "{}"));
			}
			client.flush();
		}));
		assertHeapIsBounded();
		assertUnharmed();
	}

	@Test
	void manyServicesAndQuestionsForTheDirectoryAreBounded() throws IOException {
		List<ZmtpPeer> workers = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			ZmtpPeer worker = join("w" + i);
			worker.send("W", "1", "x".repeat(250) + i);
			workers.add(worker);
		}
		for (ZmtpPeer worker : workers) {
			assertThat(worker.receiveText()).containsExactly("W", "1");
		}
		assertThat(broker().statistics().get("services")).isEqualTo(1_001);
		CountDownLatch flood = inBackground(() -> {
			ZmtpPeer client = joinDraining();
			for (int i = 0; i < 2_000 * SCALE; i++) {
				client.write(frames("C", "2", "$dir", "r" + i, "null", "{}"));
			}
			client.flush();
		});
		await(flood);
		assertUnharmed();
	}

	@Test
	void workersThatComeAndGoAllTheTimeHarmNobody() throws IOException {
		CountDownLatch[] floods = new CountDownLatch[4];
		for (int i = 0; i < floods.length; i++) {
			String name = "churn-" + i;
			floods[i] = inBackground(() -> {
				ZmtpPeer worker = joinDraining();
				for (int k = 0; k < 10_000 * SCALE; k++) {
					worker.write(frames("W", "1", name + (k % 100)));
					worker.write(frames("W", "5"));
				}
				worker.flush();
			});
		}
		await(floods);
		await("all have been heard", () -> broker().statistics().get("workersJoined") >= 40_000 * SCALE);
		assertUnharmed();
	}

	@Test
	void heartbeatsWithoutEndHarmNobody() throws IOException {
		List<CountDownLatch> floods = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			floods.add(inBackground(() -> {
				ZmtpPeer peer = joinDeaf("beater-" + UUID.randomUUID());
				peer.write(frames("W", "1", "beaten"));
				for (int k = 0; k < 10_000 * SCALE; k++) {
					peer.write(frames("C", "4"));
					peer.write(frames("W", "4", "", "{\"concurrency\":" + k + "}"));
					peer.write(frames("C", "4", "worker", "beater"));
				}
				peer.flush();
			}));
		}
		await(floods.toArray(CountDownLatch[]::new));
		assertHeapIsBounded();
		assertUnharmed();
	}

	@Test
	void stopDuringAFloodEndsWithinTheGracePeriod() throws Exception {
		try (HostileBroker other = HostileBroker.start(3, transport())) {
			ZmtpPeer worker = ZmtpPeer.connect(other.port(), "worker");
			worker.send("W", "1", "busy", "{\"concurrency\":-1}");
			worker.drain();
			CountDownLatch started = new CountDownLatch(8);
			for (int i = 0; i < 8; i++) {
				String service = (i % 2 == 0) ? "busy" : "nobody";
				inBackground(() -> {
					try (ZmtpPeer client = ZmtpPeer.connect(other.port(), service + UUID.randomUUID()).drain()) {
						for (int k = 0; k < Integer.MAX_VALUE; k++) {
							client.write(frames("C", "2", service, "r" + k, "1", "{}"));
							if (k == 1_000) {
								started.countDown();
							}
						}
					}
				});
			}
			await(started);
			other.terminate();
			// the grace period, what sockets may linger, and patience for a busy machine
			assertThat(other.awaitStop(30)).as("stopped; its log: %s", other.log()).isTrue();
			assertThat(other.log()).hasSizeLessThan(5);
			worker.close();
		}
		assertUnharmed();
	}

}
