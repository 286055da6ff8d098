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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much memory requests take that wait for a worker.
 */
@Timeout(120)
class QueuedRequestsTests {

	private static final int REQUESTS = 100_000;

	private static final int CLIENTS = 10;

	private static final long MB = 1 << 20;

	@Test
	void aHundredThousandOf64BytesFitIntoLessThanAHundredMegabytes() throws IOException {
		List<ZmtpPeer> clients = new ArrayList<>();
		try (HostileBroker broker = HostileBroker.startWithRoomFor(2 * REQUESTS)) {
			long before = broker.statisticsAfterGc().get("heap");
			for (int i = 0; i < CLIENTS; i++) {
				ZmtpPeer client = ZmtpPeer.connect(broker.port(), "client-7e6a4a52-1f8c-4c0e-9f1e-6d3c1b7d2a1" + i);
				clients.add(client);
				queue(client, REQUESTS / CLIENTS);
			}
			HostileBroker.Statistics statistics = broker.statisticsAfterGc();
			String all = statistics.toString();
			assertThat(statistics.get("queued")).as(all).isEqualTo(REQUESTS);
			assertThat(statistics.get("heap")).as(all).isLessThan(100 * MB);
			assertThat(statistics.get("heap") - before).as("%s, before: %s", all, before)
				.isLessThan(statistics.get("pendingBytes"));
		}
		finally {
			for (ZmtpPeer client : clients) {
				client.close();
			}
		}
	}

	private static void queue(ZmtpPeer client, int count) throws IOException {
		String data = '"' + "x".repeat(62) + '"';
		for (int i = 0; i < count; i++) {
			String id = "f08f3080d628678265e8506ae775e79a-" + Integer.toHexString(i);
			client.write(ZmtpPeer.frames("C", "2", "orders", id, data, "{\"timeout\":600000}"));
		}
		client.send("C", "4");
		assertThat(client.receiveText()).containsExactly("C", "4");
	}

}
