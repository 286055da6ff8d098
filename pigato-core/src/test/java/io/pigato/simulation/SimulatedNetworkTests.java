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

package io.pigato.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TransportException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SimulatedWorld}, {@link SimulatedLoop} and {@link SimulatedNetwork}.
 * <p>
 * The contract suites of the transports can't be run on them: those wait on the test's
 * thread for what loops do on theirs, and here there is only one thread. What the suites
 * demand of a transport is demanded here again.
 */
class SimulatedNetworkTests {

	private static final Endpoint ENDPOINT = Endpoint.parse("tcp://127.0.0.1:55555");

	private SimulatedWorld world = new SimulatedWorld(1);

	private SimulatedNetwork network = this.world.network();

	private SimulatedProcess server = this.world.newProcess("server");

	private SimulatedProcess peer = this.world.newProcess("peer");

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void deliversInOrderWhateverTheLatency(long seed) {
		newWorld(seed);
		this.network.latency(Duration.ofMillis(1), Duration.ofMillis(50), 0.1);
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(20));
		List<String> sent = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			String message = "m" + i;
			sent.add(message);
			dealer.run(() -> assertThat(dealer.send(message)).isEqualTo(SendResult.SENT));
			router.run(() -> assertThat(router.send("p1", message)).isEqualTo(SendResult.SENT));
			this.world.runFor(Duration.ofMillis(3));
		}
		this.world.runFor(Duration.ofMinutes(1));
		assertThat(router.messages).containsExactlyElementsOf(sent.stream().map((message) -> "p1:" + message).toList());
		assertThat(dealer.messages).containsExactlyElementsOf(sent);
		assertThat(this.world.failures()).isEmpty();
	}

	@Test
	void sameSeedIsTheSameWorld() {
		assertThat(trace(7)).isEqualTo(trace(7)).isNotEqualTo(trace(8));
	}

	private List<String> trace(long seed) {
		newWorld(seed);
		TestServer router = bind(this.server, SocketOptions.defaults());
		List<String> trace = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			TestPeer dealer = connect(this.world.newProcess("peer" + i), "p" + i, SocketOptions.defaults());
			dealer.onConnected = () -> dealer.send("hello");
		}
		router.onMessage = (message) -> trace.add(this.world.time() + " " + message);
		this.world.runFor(Duration.ofSeconds(10));
		assertThat(trace).hasSize(20);
		return trace;
	}

	@Test
	void cutLosesWhatIsUnderWayAndTellsBothSides() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		dealer.run(() -> dealer.send("lost"));
		router.run(() -> router.send("p1", "lost too"));
		this.world.runUntil(() -> dealer.sent == 1 && router.sent == 1, Duration.ofSeconds(1));
		this.network.connectionsOf("peer").forEach(SimulatedConnection::reset);
		this.world.runFor(Duration.ofSeconds(5));
		assertThat(router.messages).isEmpty();
		assertThat(dealer.messages).isEmpty();
		assertThat(router.disconnected).containsExactly("p1");
		assertThat(dealer.events).containsExactly("connected", "disconnected", "connected");
	}

	@Test
	void routerIsNotToldOfACutWhereTheTransportCannotTell() {
		this.network.tellsRouters(false);
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		dealer.run(dealer::close);
		this.world.runFor(Duration.ofSeconds(5));
		assertThat(router.disconnected).isEmpty();
		router.run(() -> assertThat(router.send("p1", "x")).isEqualTo(SendResult.GONE));
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(this.world.failures()).isEmpty();
	}

	@Test
	void silentCutSwallowsMessagesAndTellsNobody() {
		this.network.keepsAlive(false);
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		this.network.connectionsOf("peer").forEach(SimulatedConnection::cutSilently);
		dealer.run(() -> assertThat(dealer.send("lost")).isEqualTo(SendResult.SENT));
		router.run(() -> assertThat(router.send("p1", "lost")).isEqualTo(SendResult.SENT));
		this.world.runFor(Duration.ofMinutes(10));
		assertThat(router.messages).isEmpty();
		assertThat(dealer.messages).isEmpty();
		assertThat(router.disconnected).isEmpty();
		assertThat(dealer.events).containsExactly("connected");
	}

	@Test
	void silentCutIsFoundOutWhereConnectionsAreKeptAlive() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		this.network.connectionsOf("peer").forEach(SimulatedConnection::cutSilently);
		this.world.runFor(Duration.ofMinutes(2));
		assertThat(router.disconnected).containsExactly("p1");
		assertThat(dealer.events).containsExactly("connected", "disconnected", "connected");
	}

	@Test
	void partitionHoldsMessagesBackUntilItIsHealed() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		this.network.partition("peer", "server");
		dealer.run(() -> dealer.send("late"));
		this.world.runFor(Duration.ofSeconds(30));
		assertThat(router.messages).isEmpty();
		this.network.heal();
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(router.messages).containsExactly("p1:late");
		assertThat(dealer.events).containsExactly("connected");
	}

	@Test
	void connectsOnceThePartitionIsHealed() {
		this.network.partition("peer", "server");
		bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(30));
		assertThat(dealer.events).isEmpty();
		this.network.heal("peer", "server");
		this.world.runFor(Duration.ofSeconds(10));
		assertThat(dealer.events).containsExactly("connected");
	}

	@Test
	void secondPeerWithALiveIdentityIsRefused() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer first = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		TestPeer second = connect(this.world.newProcess("thief"), "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(10));
		assertThat(second.events).isEmpty();
		router.run(() -> router.send("p1", "mine"));
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(first.messages).containsExactly("mine");
		first.run(first::close);
		this.world.runFor(Duration.ofSeconds(10));
		assertThat(second.events).containsExactly("connected");
	}

	@Test
	void refusesMessagesPastTheBudgetAndTellsWhenThereIsRoom() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.builder().outboundMessages(4).build());
		this.world.runFor(Duration.ofSeconds(1));
		this.network.partition("peer", "server");
		dealer.run(() -> {
			for (int i = 0; i < 4; i++) {
				assertThat(dealer.send("m" + i)).isEqualTo(SendResult.SENT);
			}
			assertThat(dealer.send("too many")).isEqualTo(SendResult.FULL);
		});
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(dealer.events).containsExactly("connected");
		this.network.heal();
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(dealer.events).containsExactly("connected", "writable");
		assertThat(router.messages).containsExactly("p1:m0", "p1:m1", "p1:m2", "p1:m3");
		assertThat(this.world.failures()).isEmpty();
	}

	@Test
	void routerRefusesMessagesPastTheBudgetOfAPeer() {
		TestServer router = bind(this.server, SocketOptions.builder().outboundBytes(10).build());
		connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		router.run(() -> {
			assertThat(router.send("p1", "longer than ten bytes")).isEqualTo(SendResult.SENT);
			assertThat(router.send("p1", "x")).isEqualTo(SendResult.FULL);
		});
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(router.writable).containsExactly("p1");
		assertThat(this.world.failures()).isEmpty();
	}

	@Test
	void refusesMessagesBeforeItIsConnectedAndAfterItIsClosed() {
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		dealer.run(() -> {
			assertThat(dealer.send("early")).isEqualTo(SendResult.FULL);
			dealer.close();
			assertThat(dealer.send("late")).isEqualTo(SendResult.GONE);
		});
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(this.world.failures()).isEmpty();
	}

	@Test
	void closedSocketsDeliverWhatTheyTook() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer one = connect(this.peer, "p1", SocketOptions.defaults());
		TestPeer two = connect(this.world.newProcess("other"), "p2", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		one.run(() -> {
			one.send("last");
			one.close();
		});
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(router.messages).containsExactly("p1:last");
		assertThat(router.disconnected).containsExactly("p1");
		router.run(() -> {
			router.send("p2", "bye");
			router.close();
		});
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(two.messages).containsExactly("bye");
		assertThat(two.events).containsExactly("connected", "disconnected");
	}

	@Test
	void lingerEnds() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.builder().linger(Duration.ofSeconds(1)).build());
		this.world.runFor(Duration.ofSeconds(1));
		this.network.partition("peer", "server");
		dealer.run(() -> {
			dealer.send("lost");
			dealer.close();
		});
		this.world.runFor(Duration.ofSeconds(3));
		this.network.heal();
		this.world.runFor(Duration.ofMinutes(1));
		assertThat(router.messages).isEmpty();
		assertThat(router.disconnected).containsExactly("p1");
	}

	@Test
	void droppedPeerIsToldAndConnectsAgain() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		router.run(() -> {
			router.send("p1", "discarded");
			router.disconnect("p1");
		});
		this.world.runFor(Duration.ofSeconds(5));
		assertThat(dealer.messages).isEmpty();
		assertThat(dealer.events).containsExactly("connected", "disconnected", "connected");
		assertThat(router.disconnected).isEmpty();
		assertThat(router.socket().discarded()).isOne();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void crashedProcessIsGoneAtOnceAndItsEndpointIsFree(boolean told) {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		router.run(() -> router.loop.timers().schedule(1, () -> router.messages.add("timer")));
		this.server.crash(told);
		dealer.run(() -> dealer.send("lost"));
		TestServer restarted = bind(this.world.newProcess("server"), SocketOptions.defaults());
		this.world.runFor(Duration.ofMinutes(2));
		assertThat(router.messages).isEmpty();
		assertThat(restarted.messages).isEmpty();
		assertThat(dealer.events).containsExactly("connected", "disconnected", "connected");
		restarted.run(() -> restarted.send("p1", "hello"));
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(dealer.messages).containsExactly("hello");
	}

	@Test
	void routerIsToldOfACrashedPeer() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		this.peer.crash(true);
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(router.disconnected).containsExactly("p1");
		assertThat(this.network.identities()).isEmpty();
	}

	@Test
	void pausedProcessCatchesUp() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		this.server.pause(Duration.ofSeconds(10));
		dealer.run(() -> dealer.send("a"));
		this.world.runFor(Duration.ofSeconds(1));
		dealer.run(() -> dealer.send("b"));
		this.world.runFor(Duration.ofSeconds(8));
		assertThat(router.messages).isEmpty();
		this.world.runFor(Duration.ofSeconds(2));
		assertThat(router.messages).containsExactly("p1:a", "p1:b");
	}

	@Test
	void boundEndpointIsNotBoundTwice() {
		bind(this.server, SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		CompletableFuture<RouterSocket> second = this.peer.newLoop()
			.bindRouter(ENDPOINT, Bytes.of("b"), SocketOptions.defaults(), new TestServer(this.peer.newLoop()));
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(second).isCompletedExceptionally();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(second::join)
			.withCauseInstanceOf(TransportException.class)
			.withMessageContaining(ENDPOINT.toString());
	}

	@Test
	void freePortIsReported() {
		CompletableFuture<RouterSocket> socket = this.server.newLoop()
			.bindRouter(Endpoint.parse("tcp://127.0.0.1:0"), Bytes.of("b"), SocketOptions.defaults(),
					new TestServer(this.server.newLoop()));
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(socket.join().endpoint().port()).isPositive();
	}

	@Test
	void oversizedMessagesAreToldWithWhatIsWithinTheLimits() {
		TestServer router = bind(this.server, SocketOptions.builder().maxFrames(2).maxFrameSize(5).build());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		dealer.run(() -> {
			dealer.send("a", "b", "c");
			dealer.send("a", "longer");
			dealer.send("a", "b");
		});
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(router.messages).containsExactly("oversized:a,b", "oversized:a", "p1:a,b");
	}

	@Test
	void keepsWhatTasksAndHandlersThrow() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		IllegalStateException failure = new IllegalStateException("test");
		router.onMessage = (message) -> {
			throw failure;
		};
		dealer.onConnected = () -> dealer.send("x");
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(this.world.failures()).containsExactly(failure);
	}

	@Test
	void socketsAndTimersAreUsedOnTheirLoopOnly() {
		TestPeer dealer = connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		assertThatIllegalStateException().isThrownBy(() -> dealer.send("x"));
		assertThatIllegalStateException().isThrownBy(() -> dealer.loop.timers().schedule(1, () -> {
		}));
		assertThat(dealer.loop.inEventLoop()).isFalse();
	}

	@Test
	void otherThreadsAreFoundOut() {
		SimulatedLoop loop = this.server.newLoop();
		CompletableFuture.runAsync(() -> loop.execute(() -> {
		})).handle((nothing, failure) -> failure).join();
		assertThat(this.world.failures()).hasSize(1);
	}

	@Test
	void circlesAreFoundOut() {
		this.world.maxEvents(1000);
		SimulatedLoop loop = this.server.newLoop();
		Runnable[] circle = new Runnable[1];
		circle[0] = () -> loop.execute(circle[0]);
		loop.execute(circle[0]);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.world.runFor(Duration.ofHours(1)))
			.withMessageContaining("circles");
	}

	@Test
	void timersRunInTheirOrderAndCancelledOnesNever() {
		SimulatedLoop loop = this.server.newLoop();
		List<String> ran = new ArrayList<>();
		loop.execute(() -> {
			loop.timers().schedule(Duration.ofSeconds(2).toNanos(), () -> ran.add("b"));
			loop.timers().schedule(Duration.ofSeconds(1).toNanos(), () -> ran.add("a"));
			loop.timers().schedule(Duration.ofSeconds(1).toNanos(), () -> ran.add("never")).cancel();
		});
		this.world.runFor(Duration.ofMillis(1500));
		assertThat(ran).containsExactly("a");
		assertThat(this.world.pendingEvents()).isPositive();
		this.world.runFor(Duration.ofSeconds(1));
		assertThat(ran).containsExactly("a", "b");
		assertThat(this.world.pendingEvents()).isZero();
	}

	@Test
	void closedLoopClosesItsSocketsAndTakesNoMoreTasks() {
		TestServer router = bind(this.server, SocketOptions.defaults());
		connect(this.peer, "p1", SocketOptions.defaults());
		this.world.runFor(Duration.ofSeconds(1));
		CompletableFuture<Void> closed = router.loop.closeAsync();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> router.run(() -> {
		}));
		this.world.runFor(Duration.ofSeconds(2));
		assertThat(closed).isCompleted();
		assertThat(this.network.findRouter(ENDPOINT.toString())).isNull();
	}

	private void newWorld(long seed) {
		this.world = new SimulatedWorld(seed);
		this.network = this.world.network();
		this.server = this.world.newProcess("server");
		this.peer = this.world.newProcess("peer");
	}

	private TestServer bind(SimulatedProcess process, SocketOptions options) {
		TestServer router = new TestServer(process.newLoop());
		router.loop.bindRouter(ENDPOINT, Bytes.of("broker"), options, router)
			.thenAccept((socket) -> router.socket = socket);
		return router;
	}

	private TestPeer connect(SimulatedProcess process, String identity, SocketOptions options) {
		TestPeer dealer = new TestPeer(process.newLoop());
		dealer.run(() -> dealer.socket = dealer.loop.connectDealer(ENDPOINT, Bytes.of(identity), options, dealer));
		return dealer;
	}

	private static byte[][] frames(String... parts) {
		byte[][] frames = new byte[parts.length][];
		for (int i = 0; i < parts.length; i++) {
			frames[i] = parts[i].getBytes(StandardCharsets.UTF_8);
		}
		return frames;
	}

	private static String text(byte[][] frames) {
		List<String> parts = new ArrayList<>();
		for (byte[] frame : frames) {
			parts.add(new String(frame, StandardCharsets.UTF_8));
		}
		return String.join(",", parts);
	}

	private static final class TestServer implements RouterHandler {

		private final SimulatedLoop loop;

		private final List<String> messages = new ArrayList<>();

		private final List<String> disconnected = new ArrayList<>();

		private final List<String> writable = new ArrayList<>();

		private Consumer<String> onMessage = this.messages::add;

		private @Nullable RouterSocket socket;

		private int sent;

		private TestServer(SimulatedLoop loop) {
			this.loop = loop;
		}

		private void run(Runnable task) {
			this.loop.execute(task);
		}

		private RouterSocket socket() {
			assertThat(this.socket).isNotNull();
			return this.socket;
		}

		private SendResult send(String peer, String... parts) {
			this.sent++;
			return socket().send(Bytes.of(peer), frames(parts));
		}

		private void disconnect(String peer) {
			socket().disconnect(Bytes.of(peer));
		}

		private void close() {
			socket().close();
		}

		@Override
		public void onMessage(Bytes peer, byte[][] frames) {
			this.onMessage.accept(peer + ":" + text(frames));
		}

		@Override
		public void onOversizedMessage(Bytes peer, byte[][] frames) {
			this.messages.add("oversized:" + text(frames));
		}

		@Override
		public void onDisconnected(Bytes peer) {
			this.disconnected.add(peer.toString());
		}

		@Override
		public void onWritable(Bytes peer) {
			this.writable.add(peer.toString());
		}

	}

	private static final class TestPeer implements DealerHandler {

		private final SimulatedLoop loop;

		private final List<String> messages = new ArrayList<>();

		private final List<String> events = new ArrayList<>();

		private Runnable onConnected = () -> {
		};

		private @Nullable DealerSocket socket;

		private int sent;

		private TestPeer(SimulatedLoop loop) {
			this.loop = loop;
		}

		private void run(Runnable task) {
			this.loop.execute(task);
		}

		private DealerSocket socket() {
			assertThat(this.socket).isNotNull();
			return this.socket;
		}

		private SendResult send(String... parts) {
			this.sent++;
			return socket().send(frames(parts));
		}

		private void close() {
			socket().close();
		}

		@Override
		public void onConnected() {
			this.events.add("connected");
			this.onConnected.run();
		}

		@Override
		public void onMessage(byte[][] frames) {
			this.messages.add(text(frames));
		}

		@Override
		public void onDisconnected() {
			this.events.add("disconnected");
		}

		@Override
		public void onWritable() {
			this.events.add("writable");
		}

	}

}
