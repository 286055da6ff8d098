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

package io.pigato.transport;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How sockets of every transport are bound, connected, lost and closed.
 */
public abstract class AbstractConnectionContractTests extends AbstractTransportTests {

	/** A slow machine is no reason to give up what is still to be sent. */
	private static final SocketOptions PATIENT = OPTIONS.toBuilder().linger(Duration.ofSeconds(30)).build();

	private static final byte[][] BULK = { new byte[10_000] };

	@Test
	void bindsAFreeEndpointAndReportsIt() {
		EventLoop loop = newLoop();
		TestRouter first = bind(loop);
		TestRouter second = bind(loop);
		assertThat(first.endpoint()).isNotEqualTo(second.endpoint()).isNotEqualTo(freeEndpoint());
		assertThat(first.endpoint().port()).isNotZero();
		assertEcho(connect(loop, first.endpoint()), first, "first");
		assertEcho(connect(loop, second.endpoint()), second, "second");
	}

	@Test
	void refusesAnEndpointInUse() {
		TestRouter router = bind(newLoop());
		EventLoop loop = newLoop();
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> new TestRouter(loop).bind(router.endpoint(), OPTIONS))
			.withMessageStartingWith("Can't bind " + router.endpoint() + ": ")
			.withMessageContaining("already in use. Choose another");
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> await(loop.bindPublisher(router.endpoint(), OPTIONS)))
			.withMessageContaining("already in use");
		assertEcho(connect(loop, router.endpoint()), router, "not disturbed");
	}

	@Test
	void refusesASchemeOfAnotherTransport() {
		EventLoop loop = newLoop();
		for (String scheme : List.of("tcp", "ipc", "inproc")) {
			if (transport().supports(scheme)) {
				continue;
			}
			Endpoint endpoint = Endpoint.parse(scheme.equals("tcp") ? "tcp://127.0.0.1:0" : scheme + "://name");
			assertThatExceptionOfType(TransportException.class)
				.isThrownBy(() -> new TestRouter(loop).bind(endpoint, OPTIONS))
				.withMessageContaining(endpoint.toString());
			assertThatExceptionOfType(TransportException.class)
				.isThrownBy(() -> await(loop.bindPublisher(endpoint, OPTIONS)))
				.withMessageContaining(endpoint.toString());
			assertThatExceptionOfType(TransportException.class)
				.isThrownBy(() -> new TestDealer(loop, newIdentity()).connect(endpoint, OPTIONS))
				.withMessageContaining(endpoint.toString());
		}
	}

	@Test
	void bindsPublishers() {
		EventLoop loop = newLoop();
		PublisherSocket publisher = await(loop.bindPublisher(freeEndpoint(), OPTIONS));
		assertThat(publisher.endpoint().port()).isNotZero();
		run(loop, () -> publisher.publish(new byte[][] { bytes("topic"), bytes("message") }));
		run(loop, publisher::close);
		run(loop, publisher::close);
		run(loop, () -> publisher.publish(new byte[][] { bytes("topic"), bytes("message") }));
	}

	@Test
	void handlerIsNotToldBeforeTheSocketIsReturned() {
		EventLoop loop = newLoop();
		TestRouter router = bind(loop);
		AtomicInteger early = new AtomicInteger();
		TestDealer dealer = new TestDealer(loop, newIdentity()) {

			@Override
			public void onConnected() {
				if (socket() == null || socket().send(new byte[][] { bytes("first") }) != SendResult.SENT) {
					early.incrementAndGet();
				}
				super.onConnected();
			}

		};
		connect(dealer, router.endpoint(), OPTIONS);
		assertThat(text(router.nextMessage().frames()[0])).isEqualTo("first");
		assertThat(early).hasValue(0);
	}

	@Test
	void messagesAreRefusedBeforeTheConnectionIsUp() {
		EventLoop loop = newLoop();
		TestRouter router = bind(loop);
		Endpoint endpoint = router.endpoint();
		router.loop().close();
		TestDealer dealer = new TestDealer(newLoop(), newIdentity());
		dealer.connect(endpoint, OPTIONS);
		assertThat(dealer.send(bytes("too early"))).isEqualTo(SendResult.FULL);
	}

	@Test
	void connectsWhenTheRouterComesLater() {
		TestRouter early = bind(newLoop());
		Endpoint endpoint = early.endpoint();
		early.loop().close();
		TestDealer dealer = new TestDealer(newLoop(), newIdentity());
		dealer.connect(endpoint, OPTIONS);
		assertThat(dealer.send(bytes("too early"))).isEqualTo(SendResult.FULL);
		TestRouter router = new TestRouter(newLoop());
		router.bind(endpoint, OPTIONS);
		dealer.awaitEvent("connected");
		assertEcho(dealer, router, "at last");
		assertThat(dealer.disconnects).hasValue(0);
	}

	@Test
	void reconnectsWhenTheRouterRestartsAndTellsBoth() {
		TestRouter router = bind(newLoop());
		Endpoint endpoint = router.endpoint();
		TestDealer dealer = connect(newLoop(), endpoint);
		for (int i = 1; i <= 5; i++) {
			assertEcho(dealer, router, "before restart " + i);
			router.loop().close();
			dealer.awaitEvent("disconnected");
			assertThat(dealer.send(bytes("lost"))).isEqualTo(SendResult.FULL);
			router = new TestRouter(newLoop());
			router.bind(endpoint, OPTIONS);
			dealer.awaitEvent("connected");
		}
		assertEcho(dealer, router, "after");
		assertThat(dealer.connects).hasValue(6);
		assertThat(dealer.disconnects).hasValue(5);
	}

	@Test
	void whatArrivedBeforeTheConnectionWasLostIsStillTold() {
		TestRouter router = bind(new TestRouter(newLoop()), PATIENT);
		TestDealer dealer = connect(newLoop(), router.endpoint());
		assertEcho(dealer, router, "hello");
		run(router.loop(), () -> {
			for (int i = 0; i < 500; i++) {
				assertThat(router.socket().send(dealer.identity(), new byte[][] { bytes("" + i) }))
					.isEqualTo(SendResult.SENT);
			}
			router.socket().close();
		});
		dealer.awaitEvent("disconnected");
		assertThat(dealer.messages).hasSize(500);
	}

	@Test
	void firstOfTwoPeersWithTheSameIdentityKeepsItsTraffic() {
		TestRouter router = bind(newLoop());
		TestDealer first = connect(newLoop(), router.endpoint());
		assertEcho(first, router, "first");
		TestDealer second = new TestDealer(newLoop(), first.identity());
		second.connect(router.endpoint(), OPTIONS);
		TestDealer third = connect(second.loop(), router.endpoint());
		assertEcho(third, router, "third");
		for (int i = 0; i < 50; i++) {
			assertEcho(first, router, "still first");
		}
		assertThat(first.disconnects).hasValue(0);
		assertThat(second.messages).isEmpty();
	}

	@Test
	void closedDealerSendsWhatItTookOver() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(new TestDealer(newLoop(), newIdentity()), router.endpoint(), PATIENT);
		AtomicInteger taken = new AtomicInteger();
		run(dealer.loop(), () -> {
			while (taken.get() < 3000 && dealer.socket()
				.send(new byte[][] { bytes("" + taken.get()), new byte[300] }) == SendResult.SENT) {
				taken.incrementAndGet();
			}
			dealer.socket().close();
			assertThat(dealer.socket().send(new byte[][] { bytes("too late") })).isEqualTo(SendResult.GONE);
		});
		assertThat(taken.get()).isGreaterThan(100);
		for (int i = 0; i < taken.get(); i++) {
			assertThat(text(router.nextMessage().frames()[0])).isEqualTo("" + i);
		}
	}

	@Test
	void closedRouterSendsWhatItTookOver() {
		TestRouter router = bind(new TestRouter(newLoop()), PATIENT);
		TestDealer dealer = connect(newLoop(), router.endpoint());
		assertEcho(dealer, router, "hello");
		AtomicInteger taken = new AtomicInteger();
		run(router.loop(), () -> {
			while (taken.get() < 3000 && router.socket()
				.send(dealer.identity(), new byte[][] { bytes("" + taken.get()), new byte[300] }) == SendResult.SENT) {
				taken.incrementAndGet();
			}
			router.socket().close();
			assertThat(router.socket().send(dealer.identity(), new byte[][] { {} })).isEqualTo(SendResult.GONE);
		});
		assertThat(taken.get()).isGreaterThan(100);
		for (int i = 0; i < taken.get(); i++) {
			assertThat(text(dealer.nextMessage()[0])).isEqualTo("" + i);
		}
	}

	@Test
	void closedDealerSendsWhatItTookOverWhileItsPeerGoesOnSending() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(new TestDealer(newLoop(), newIdentity()), router.endpoint(), PATIENT);
		assertEcho(dealer, router, "hello");
		run(dealer.loop(), () -> {
			// nobody reads this any more
			run(router.loop(), () -> sendMany(() -> router.socket().send(dealer.identity(), BULK)));
			for (int i = 0; i < 1000; i++) {
				assertThat(dealer.socket().send(new byte[][] { bytes("" + i), new byte[300] }))
					.isEqualTo(SendResult.SENT);
			}
			dealer.socket().close();
		});
		for (int i = 0; i < 1000; i++) {
			assertThat(text(router.nextMessage().frames()[0])).isEqualTo("" + i);
		}
		assertThat(dealer.messages).isEmpty();
	}

	@Test
	void closedRouterSendsWhatItTookOverWhileItsPeersGoOnSending() {
		TestRouter router = bind(new TestRouter(newLoop()), PATIENT);
		List<TestDealer> dealers = List.of(connect(newLoop(), router.endpoint()),
				connect(newLoop(), router.endpoint()));
		dealers.forEach((dealer) -> assertEcho(dealer, router, "hello"));
		run(router.loop(), () -> {
			// nobody reads this any more
			dealers.forEach((dealer) -> run(dealer.loop(), () -> sendMany(() -> dealer.socket().send(BULK))));
			for (int i = 0; i < 1000; i++) {
				for (TestDealer dealer : dealers) {
					assertThat(router.socket().send(dealer.identity(), new byte[][] { bytes("" + i), new byte[300] }))
						.isEqualTo(SendResult.SENT);
				}
			}
			router.socket().close();
		});
		for (TestDealer dealer : dealers) {
			for (int i = 0; i < 1000; i++) {
				assertThat(text(dealer.nextMessage()[0])).isEqualTo("" + i);
			}
		}
		assertThat(router.messages).isEmpty();
	}

	private static void sendMany(Supplier<SendResult> sender) {
		for (int i = 0; i < 1000 && sender.get() == SendResult.SENT; i++) {
			// until enough is sent, or no more is taken
		}
	}

	@Test
	void closingTheLoopSendsWhatItsSocketsTookOver() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(new TestDealer(newLoop(), newIdentity()), router.endpoint(), PATIENT);
		run(dealer.loop(), () -> {
			for (int i = 0; i < 500; i++) {
				assertThat(dealer.socket().send(new byte[][] { bytes("" + i) })).isEqualTo(SendResult.SENT);
			}
		});
		dealer.loop().close();
		for (int i = 0; i < 500; i++) {
			assertThat(text(router.nextMessage().frames()[0])).isEqualTo("" + i);
		}
	}

	@Test
	void lingerIsBounded() {
		SocketOptions options = OPTIONS.toBuilder().linger(Duration.ofMillis(50)).build();
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(new TestDealer(newLoop(), newIdentity()), router.endpoint(), options);
		assertEcho(dealer, router, "hello");
		CountDownLatch release = block(router.loop());
		byte[] message = new byte[64 << 10];
		while (dealer.send(message) == SendResult.SENT) {
			// until nothing more is taken
		}
		dealer.loop().close();
		release.countDown();
	}

	@Test
	void closedSocketTellsNothingMore() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(newLoop(), router.endpoint());
		assertEcho(dealer, router, "hello");
		dealer.close();
		dealer.close();
		router.close();
		router.close();
		TestRouter other = bind(router.loop());
		assertEcho(connect(dealer.loop(), other.endpoint()), other, "loops go on");
		assertThat(dealer.disconnects).hasValue(0);
		assertThat(dealer.messages).isEmpty();
		assertThat(router.messages).isEmpty();
	}

	@Test
	void socketClosedByItsHandlerTellsNothingMore() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(new TestDealer(newLoop(), newIdentity()) {

			@Override
			public void onMessage(byte[][] frames) {
				super.onMessage(frames);
				socket().close();
			}

		}, router.endpoint(), OPTIONS);
		assertEcho(dealer, router, "hello");
		run(router.loop(), () -> {
			for (int i = 0; i < 100; i++) {
				router.socket().send(dealer.identity(), new byte[][] { bytes("more") });
			}
		});
		TestDealer other = connect(dealer.loop(), router.endpoint());
		assertEcho(other, router, "other");
		assertThat(dealer.messages).isEmpty();
		assertThat(dealer.disconnects).hasValue(0);
	}

	@Test
	void routerHearsThatAPeerIsGone() {
		Assumptions.assumeTrue(routersKnowConnections());
		TestRouter router = bind(newLoop());
		TestDealer closed = connect(newLoop(), router.endpoint());
		TestDealer open = connect(newLoop(), router.endpoint());
		assertEcho(closed, router, "closed");
		assertEcho(open, router, "open");
		closed.close();
		eventually().until(() -> router.disconnected.equals(List.of(closed.identity())));
		eventually().until(() -> router.send(closed.identity(), bytes("lost")) == SendResult.GONE);
		assertEcho(open, router, "not disturbed");
	}

	@Test
	void droppedPeerIsDisconnected() {
		Assumptions.assumeTrue(routersKnowConnections());
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(newLoop(), router.endpoint());
		TestDealer other = connect(newLoop(), router.endpoint());
		assertEcho(dealer, router, "dropped");
		assertEcho(other, router, "other");
		run(router.loop(), () -> router.socket().disconnect(dealer.identity()));
		run(router.loop(), () -> router.socket().disconnect(Bytes.of("unknown")));
		dealer.awaitEvent("disconnected").awaitEvent("connected");
		assertEcho(dealer, router, "back again");
		assertEcho(other, router, "not disturbed");
		assertThat(router.disconnected).isEmpty();
		assertThat(other.disconnects).hasValue(0);
	}

	@Test
	void takesNoMorePeersThanAllowed() {
		TestRouter router = bind(new TestRouter(newLoop()), OPTIONS.toBuilder().maxPeers(3).build());
		EventLoop loop = newLoop();
		List<TestDealer> dealers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			TestDealer dealer = connect(loop, router.endpoint());
			assertEcho(dealer, router, "within the limit");
			dealers.add(dealer);
		}
		TestDealer refused = new TestDealer(loop, newIdentity());
		refused.connect(router.endpoint(), OPTIONS);
		for (TestDealer dealer : dealers) {
			for (int i = 0; i < 50; i++) {
				assertEcho(dealer, router, "not disturbed");
			}
			assertThat(dealer.disconnects).hasValue(0);
		}
		assertThat(refused.connects).hasValue(0);
		dealers.get(0).close();
		refused.awaitEvent("connected");
		assertEcho(refused, router, "place taken");
	}

	@Test
	void routerServesAThousandPeers() {
		TestRouter router = bind(new TestRouter(newLoop()) {

			@Override
			public void onMessage(Bytes peer, byte[][] frames) {
				assertThat(socket().send(peer, frames)).isEqualTo(SendResult.SENT);
			}

		}, OPTIONS);
		EventLoop loop = newLoop();
		int rounds = 10;
		CountDownLatch done = new CountDownLatch(1000);
		List<TestDealer> dealers = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			TestDealer dealer = new TestDealer(loop, newIdentity()) {

				private int round;

				@Override
				public void onConnected() {
					super.onConnected();
					socket().send(new byte[][] { identity().array() });
				}

				@Override
				public void onMessage(byte[][] frames) {
					assertThat(frames[0]).isEqualTo(identity().array());
					if (++this.round == rounds) {
						done.countDown();
					}
					else {
						socket().send(frames);
					}
				}

			};
			dealers.add(dealer);
			dealer.connect(router.endpoint(), OPTIONS);
		}
		await(done);
		assertThat(dealers).allSatisfy((dealer) -> assertThat(dealer.disconnects).hasValue(0));
	}

	@Test
	void openingAndClosingLeavesNothingBehind() {
		cycle(20);
		int threads = Thread.getAllStackTraces().size();
		int files = openFiles();
		cycle(200);
		eventually().untilAsserted(() -> {
			assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo(threads + 2);
			assertThat(openFiles()).isLessThanOrEqualTo(files + 5);
		});
	}

	@Test
	void connectingToNobodyLeavesNothingBehind() {
		TestRouter router = bind(newLoop());
		Endpoint endpoint = router.endpoint();
		router.loop().close();
		EventLoop loop = newLoop();
		int files = openFiles();
		SocketOptions hasty = OPTIONS.toBuilder().reconnectDelay(Duration.ofMillis(1)).build();
		List<TestDealer> dealers = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			TestDealer dealer = new TestDealer(loop, newIdentity());
			dealer.connect(endpoint, hasty);
			dealers.add(dealer);
		}
		TestRouter late = new TestRouter(newLoop());
		late.bind(endpoint, OPTIONS);
		dealers.forEach((dealer) -> dealer.awaitEvent("connected"));
		dealers.forEach(TestDealer::close);
		late.loop().close();
		eventually().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(files + 5));
	}

	private void cycle(int count) {
		for (int i = 0; i < count; i++) {
			EventLoop loop = transport().newEventLoop("cycle");
			TestRouter router = bind(loop);
			TestDealer dealer = connect(loop, router.endpoint());
			assertEcho(dealer, router, "hello");
			loop.close();
		}
	}

	/** How many files this process has open, or -1 where that can't be told. */
	private static int openFiles() {
		String[] files = new File("/proc/self/fd").list();
		return (files != null) ? files.length : -1;
	}

}
