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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

import io.pigato.hostile.HostileBroker.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is the same whatever hostile peers do: honest peers are served meanwhile and
 * afterwards, and when the hostile ones are gone nothing of them is left.
 * <p>
 * The system property {@code pigato.hostile.scale} multiplies the number of messages.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractHostileTests {

	static final int SCALE = Integer.getInteger("pigato.hostile.scale", 1);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final long MB = 1 << 20;

	/** What a scenario may leave on the heap: tables and queues that have grown. */
	private static final long SPARE_HEAP = 24 * MB;

	/**
	 * Netty pools buffers, and JeroMQ keeps those of ended connections for some seconds.
	 */
	private static final long SPARE_DIRECT = 64 * MB;

	private static final int SPARE_FILES = 8;

	private static final int SPARE_THREADS = 4;

	/** More lines than this in the log of a class of tests are a flood. */
	private static final int MAX_LOG_LINES = 20;

	private HostileBroker broker;

	private HonestPeers honest;

	private Statistics baseline;

	private final List<ZmtpPeer> peers = new ArrayList<>();

	private final List<RawPeer> rawPeers = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private long started;

	@BeforeAll
	void startBroker() throws IOException {
		this.broker = HostileBroker.start(5, transport());
		this.honest = new HonestPeers(this.broker.port());
		awaitServed(200);
		this.baseline = this.broker.statisticsAfterGc();
	}

	@BeforeEach
	void startOver() throws IOException {
		this.started = System.nanoTime();
		if (!this.broker.isAlive() || this.honest.failure() != null) {
			// what came before has failed by itself
			stopBroker();
			startBroker();
		}
	}

	@AfterEach
	void closePeers(TestInfo info) throws IOException {
		leave();
		if (Boolean.getBoolean("pigato.hostile.verbose")) {
			System.out.printf("%s: %d ms, %s%n", info.getDisplayName(), (System.nanoTime() - this.started) / 1_000_000,
					this.broker.isAlive() ? this.broker.statisticsAfterGc() : "dead " + this.broker.log());
		}
	}

	@AfterAll
	void stopBroker() throws IOException {
		this.honest.close();
		this.broker.close();
	}

	/** The transport of the broker. */
	String transport() {
		return "netty";
	}

	final HostileBroker broker() {
		return this.broker;
	}

	/**
	 * Connect a hostile peer.
	 */
	final ZmtpPeer join(String identity) throws IOException {
		return remember(ZmtpPeer.connect(this.broker.port(), identity));
	}

	final ZmtpPeer join(byte[] identity) throws IOException {
		return remember(ZmtpPeer.connect(this.broker.port(), identity));
	}

	/**
	 * Connect a hostile peer that reads and forgets what the broker sends.
	 */
	final ZmtpPeer joinDraining() throws IOException {
		return join("hostile-" + UUID.randomUUID()).drain();
	}

	/**
	 * Connect a hostile peer that does not read.
	 */
	final ZmtpPeer joinDeaf(String identity) throws IOException {
		return remember(ZmtpPeer.connectDeaf(this.broker.port(), identity));
	}

	/**
	 * Connect, and do nothing else.
	 */
	final RawPeer joinRaw() throws IOException {
		RawPeer peer = RawPeer.connect(this.broker.port());
		synchronized (this.rawPeers) {
			this.rawPeers.add(peer);
		}
		return peer;
	}

	private ZmtpPeer remember(ZmtpPeer peer) {
		synchronized (this.peers) {
			this.peers.add(peer);
		}
		return peer;
	}

	/**
	 * Have a hostile peer do something until it is done or its connection has ended.
	 * @return counted down at the end
	 */
	final CountDownLatch inBackground(Attack attack) {
		CountDownLatch done = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			try {
				attack.run();
			}
			catch (IOException ex) {
				// the broker has had enough
			}
			finally {
				done.countDown();
			}
		}, "hostile");
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
		return done;
	}

	/**
	 * Wait until hostile peers are done while honest ones are served.
	 */
	final void await(CountDownLatch... attacks) {
		for (CountDownLatch attack : attacks) {
			await("the attack is over", () -> attack.await(50, TimeUnit.MILLISECONDS));
		}
	}

	/**
	 * Wait for what must come true while honest peers are served.
	 */
	final void await(String what, Callable<Boolean> condition) {
		Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
			assertServed();
			return condition.call();
		});
	}

	/**
	 * Wait until the broker has read all that a peer sent.
	 */
	final void awaitAnswer(ZmtpPeer peer) throws IOException {
		peer.send("C", "4");
		for (List<String> answer = peer.receiveText(); !answer.equals(List.of("C", "4")); answer = peer.receiveText()) {
			// of what came before
		}
	}

	private void awaitServed(long more) {
		long before = this.honest.served();
		await("honest peers are served", () -> this.honest.served() >= before + more);
	}

	private void assertServed() {
		assertThat(this.broker.isAlive()).as("the broker is alive; its log: %s", this.broker.log()).isTrue();
		Throwable failure = this.honest.failure();
		if (failure != null) {
			throw new AssertionError("An honest peer was not served; the broker: " + this.broker.statistics()
					+ " its log: " + this.broker.log(), failure);
		}
	}

	/**
	 * Have all hostile peers go.
	 */
	final void leave() throws IOException {
		synchronized (this.peers) {
			for (ZmtpPeer peer : this.peers) {
				peer.cut();
			}
			this.peers.clear();
		}
		synchronized (this.rawPeers) {
			for (RawPeer peer : this.rawPeers) {
				peer.close();
			}
			this.rawPeers.clear();
		}
	}

	/**
	 * Assert that honest peers are served, and of the hostile ones nothing is left once
	 * they are gone.
	 */
	final void assertUnharmed() throws IOException {
		awaitServed(20);
		leave();
		Awaitility.await("nothing of hostile peers is left")
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(100))
			.untilAsserted(() -> assertBaseline(this.broker.statisticsAfterGc()));
		awaitServed(20);
		assertThat(this.broker.log()).hasSizeLessThan(MAX_LOG_LINES);
	}

	private void assertBaseline(Statistics now) {
		String all = now.toString();
		assertThat(now.get("clients")).as(all).isEqualTo(HonestPeers.CLIENTS);
		assertThat(now.get("workers")).as(all).isEqualTo(1);
		assertThat(now.get("services")).as(all).isEqualTo(1);
		assertThat(now.get("queued")).as(all).isZero();
		assertThat(now.get("inFlight")).as(all).isLessThanOrEqualTo(HonestPeers.CLIENTS);
		assertThat(now.get("pendingBytes")).as(all).isLessThan(MB);
		assertThat(now.get("heap")).as(all).isLessThan(this.baseline.get("heap") + SPARE_HEAP);
		assertThat(now.get("direct")).as(all).isLessThan(this.baseline.get("direct") + SPARE_DIRECT);
		assertThat(now.get("files")).as(all).isLessThanOrEqualTo(this.baseline.get("files") + SPARE_FILES);
		assertThat(now.get("threads")).as(all).isLessThanOrEqualTo(this.baseline.get("threads") + SPARE_THREADS);
	}

	/** What a hostile peer does. */
	@FunctionalInterface
	interface Attack {

		void run() throws IOException;

	}

}
