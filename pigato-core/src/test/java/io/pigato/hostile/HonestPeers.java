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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker and clients that do nothing wrong, all the time: each request is answered by a
 * partial and a final reply with the same data, and the first one that is not is
 * remembered.
 */
final class HonestPeers implements AutoCloseable {

	static final int CLIENTS = 2;

	private static final int LARGE_EVERY = 50;

	private static final byte[] LARGE = ZmtpPeer.bytes('"' + "x".repeat(100_000) + '"');

	private final List<ZmtpPeer> peers = new ArrayList<>();

	private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(CLIENTS + 1, (task) -> {
		Thread thread = new Thread(task, "honest");
		thread.setDaemon(true);
		return thread;
	});

	private final AtomicLong served = new AtomicLong();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private volatile boolean closed;

	HonestPeers(int port) throws IOException {
		ZmtpPeer worker = join(port, "honest-worker-" + UUID.randomUUID());
		worker.send("W", "1", "echo");
		assertThat(worker.receiveText()).containsExactly("W", "1");
		Thread thread = new Thread(() -> work(worker), "honest-worker");
		thread.setDaemon(true);
		thread.start();
		this.executor.scheduleWithFixedDelay(() -> beat(worker), 1, 1, TimeUnit.SECONDS);
		for (int i = 0; i < CLIENTS; i++) {
			ZmtpPeer client = join(port, "honest-client-" + UUID.randomUUID());
			AtomicLong count = new AtomicLong();
			this.executor.scheduleWithFixedDelay(() -> call(client, count.getAndIncrement()), 0, 3,
					TimeUnit.MILLISECONDS);
		}
	}

	private ZmtpPeer join(int port, String identity) throws IOException {
		ZmtpPeer peer = ZmtpPeer.connect(port, identity);
		this.peers.add(peer);
		return peer;
	}

	private void work(ZmtpPeer worker) {
		try {
			while (!this.closed) {
				List<byte[]> request = worker.receive();
				byte[] type = request.get(1);
				if (type[0] == '2') {
					byte[] data = request.get(6);
					synchronized (worker) {
						worker.write(ZmtpPeer.frames("W", "6", request.get(2), "", request.get(5), "0", data, "{}"));
						worker.write(ZmtpPeer.frames("W", "3", request.get(2), "", request.get(5), "0", data, "{}"));
						worker.flush();
					}
				}
				else {
					assertThat(type).containsExactly('4');
				}
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	private void beat(ZmtpPeer worker) {
		try {
			synchronized (worker) {
				worker.send("W", "4", "", "{\"concurrency\":100}");
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	private void call(ZmtpPeer client, long number) {
		if (this.failure.get() != null) {
			return;
		}
		try {
			byte[] rid = ZmtpPeer.bytes("r" + number);
			byte[] data = (number % LARGE_EVERY == 0) ? LARGE : ZmtpPeer.bytes("\"data " + number + '"');
			client.send("C", "2", "echo", rid, data, "{\"timeout\":60000}");
			assertThat(client.receive()).containsExactly(ZmtpPeer.frames("C", "6", "", rid, "0", data, "{}"));
			assertThat(client.receive()).containsExactly(ZmtpPeer.frames("C", "3", "", rid, "0", data, "{}"));
			this.served.incrementAndGet();
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	private void failed(Throwable cause) {
		if (!this.closed) {
			this.failure.compareAndSet(null, cause);
		}
	}

	/**
	 * Return how many requests were answered.
	 */
	long served() {
		return this.served.get();
	}

	/**
	 * Return what went wrong first.
	 */
	@Nullable Throwable failure() {
		return this.failure.get();
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		this.executor.shutdownNow();
		for (ZmtpPeer peer : this.peers) {
			peer.close();
		}
	}

}
