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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How every transport moves messages.
 */
public abstract class AbstractMessagingContractTests extends AbstractTransportTests {

	@Test
	void echoesOverRouterAndDealer() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(newLoop(), router.endpoint());
		for (int i = 0; i < 1000; i++) {
			assertEcho(dealer, router, "message " + i);
		}
	}

	@Test
	void routerAndDealersShareALoop() {
		EventLoop loop = newLoop();
		TestRouter router = bind(loop);
		TestDealer first = connect(loop, router.endpoint());
		TestDealer second = connect(loop, router.endpoint());
		for (int i = 0; i < 100; i++) {
			assertEcho(first, router, "first");
			assertEcho(second, router, "second");
		}
	}

	@Test
	void keepsBinaryIdentities() {
		TestRouter router = bind(newLoop());
		EventLoop loop = newLoop();
		byte[] longest = new byte[255];
		new Random(1).nextBytes(longest);
		List<byte[]> identities = List.of(new byte[] { 1, 0, (byte) 0xff, (byte) 0xfe, 0 }, new byte[] { 'a', 0 },
				new byte[] { 'a', 0, 0 }, new byte[] { (byte) 0xc3, 0x28 }, bytes("größe"), longest);
		for (byte[] identity : identities) {
			TestDealer dealer = connect(new TestDealer(loop, Bytes.wrap(identity)), router.endpoint(), OPTIONS);
			assertEcho(dealer, router, "from " + Bytes.wrap(identity));
		}
	}

	@Test
	void keepsFramesByteForByte() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(newLoop(), router.endpoint());
		byte[] allBytes = new byte[256];
		for (int i = 0; i < allBytes.length; i++) {
			allBytes[i] = (byte) i;
		}
		byte[] large = new byte[3_000_000];
		new Random(2).nextBytes(large);
		byte[][] many = new byte[32][];
		for (int i = 0; i < many.length; i++) {
			many[i] = (i % 3 == 0) ? new byte[0] : bytes("frame " + i);
		}
		List<byte[][]> messages = List.of(new byte[][] { {} }, new byte[][] { {}, {}, {} }, new byte[][] { allBytes },
				new byte[][] { {}, large, {}, allBytes }, many);
		for (byte[][] message : messages) {
			assertThat(dealer.send(message)).isEqualTo(SendResult.SENT);
			byte[][] received = router.nextMessage().frames();
			assertThat(received).isDeepEqualTo(message);
			assertThat(router.send(dealer.identity(), received)).isEqualTo(SendResult.SENT);
			assertThat(dealer.nextMessage()).isDeepEqualTo(message);
		}
	}

	@Test
	void receivedFramesAreTheHandlersOwn() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(newLoop(), router.endpoint());
		byte[] sent = bytes("untouched");
		dealer.send(sent);
		byte[] received = router.nextMessage().frames()[0];
		assertThat(received).isEqualTo(sent).isNotSameAs(sent);
		received[0] = 0;
		assertThat(text(sent)).isEqualTo("untouched");
	}

	/**
	 * Each side sends numbers as fast as it is let, keeps the one that was refused, and
	 * goes on when it hears that the other is writable.
	 */
	@Test
	void keepsOrderAndLosesNothingWhileBothSidesPushBack() {
		int count = 100_000;
		SocketOptions small = OPTIONS.toBuilder().outboundMessages(50).build();
		EventLoop routerLoop = newLoop();
		EventLoop dealerLoop = newLoop();
		Check fromDealer = new Check(count);
		Check fromRouter = new Check(count);
		Numbers[] toDealer = new Numbers[1];
		TestRouter router = bind(new TestRouter(routerLoop) {

			@Override
			public void onMessage(Bytes peer, byte[][] frames) {
				if (toDealer[0] == null) {
					toDealer[0] = new Numbers(count, (message) -> socket().send(peer, message));
					toDealer[0].send();
				}
				fromDealer.accept(frames);
			}

			@Override
			public void onWritable(Bytes peer) {
				toDealer[0].send();
			}

		}, small);
		TestDealer dealer = new TestDealer(dealerLoop, newIdentity()) {

			private final Numbers toRouter = new Numbers(count, (message) -> socket().send(message));

			@Override
			public void onConnected() {
				this.toRouter.send();
				super.onConnected();
			}

			@Override
			public void onWritable() {
				this.toRouter.send();
			}

			@Override
			public void onMessage(byte[][] frames) {
				fromRouter.accept(frames);
			}

		};
		connect(dealer, router.endpoint(), small);
		await(fromDealer.done);
		await(fromRouter.done);
		assertThat(fromDealer.failures).hasValue(0);
		assertThat(fromRouter.failures).hasValue(0);
	}

	@Test
	void keepsTheOrderOfEachOfManyPeers() {
		int peers = 20;
		int count = 2_000;
		EventLoop loop = newLoop();
		Map<Bytes, Check> checks = new HashMap<>();
		List<TestDealer> dealers = new ArrayList<>();
		for (int i = 0; i < peers; i++) {
			Numbers[] numbers = new Numbers[1];
			TestDealer dealer = new TestDealer(loop, newIdentity()) {

				@Override
				public void onConnected() {
					numbers[0] = new Numbers(count, (message) -> socket().send(message));
					numbers[0].send();
					super.onConnected();
				}

				@Override
				public void onWritable() {
					numbers[0].send();
				}

			};
			dealers.add(dealer);
			checks.put(dealer.identity(), new Check(count));
		}
		TestRouter router = bind(new TestRouter(newLoop()) {

			@Override
			public void onMessage(Bytes peer, byte[][] frames) {
				checks.get(peer).accept(frames);
			}

		}, OPTIONS);
		SocketOptions small = OPTIONS.toBuilder().outboundMessages(20).build();
		dealers.forEach((dealer) -> dealer.connect(router.endpoint(), small));
		checks.forEach((peer, check) -> {
			await(check.done);
			assertThat(check.failures).as("from %s", peer).hasValue(0);
		});
	}

	@Test
	void dealerHearsFullWhileTheRouterDoesNotReadAndWritableWhenItDoes() {
		TestRouter router = bind(newLoop());
		SocketOptions small = OPTIONS.toBuilder().outboundMessages(100).outboundBytes(1 << 20).build();
		TestDealer dealer = connect(new TestDealer(newLoop(), newIdentity()), router.endpoint(), small);
		assertEcho(dealer, router, "warm-up");
		CountDownLatch release = block(router.loop());
		byte[] message = new byte[64 << 10];
		// what the kernel and a library hold beside the budget is bounded too
		int taken = sendUntilFull(() -> dealer.send(message), (128 << 20) / message.length);
		assertThat(dealer.send(message)).isEqualTo(SendResult.FULL);
		if (fullLastsUntilThePeerReads()) {
			assertThat(dealer.writables).hasValue(0);
		}
		dealer.writables.set(0);
		release.countDown();
		eventually().until(() -> dealer.writables.get() > 0);
		for (int i = 0; i < taken; i++) {
			assertThat(router.nextMessage().frames()[0]).hasSameSizeAs(message);
		}
		assertEcho(dealer, router, "after");
	}

	@Test
	void routerHearsFullForOnePeerOnlyAndWritableWhenItReads() {
		SocketOptions small = OPTIONS.toBuilder().outboundMessages(100).outboundBytes(1 << 20).build();
		TestRouter router = bind(new TestRouter(newLoop()), small);
		TestDealer stalled = connect(newLoop(), router.endpoint());
		TestDealer other = connect(newLoop(), router.endpoint());
		assertEcho(stalled, router, "warm-up");
		assertEcho(other, router, "warm-up");
		CountDownLatch release = block(stalled.loop());
		byte[] message = new byte[64 << 10];
		int taken = sendUntilFull(() -> router.send(stalled.identity(), message), (128 << 20) / message.length);
		assertThat(router.send(stalled.identity(), message)).isEqualTo(SendResult.FULL);
		assertEcho(other, router, "not disturbed");
		if (fullLastsUntilThePeerReads()) {
			assertThat(router.writable).isEmpty();
		}
		router.writable.clear();
		release.countDown();
		assertThat(next(router.writable)).isEqualTo(stalled.identity());
		for (int i = 0; i < taken; i++) {
			assertThat(stalled.nextMessage()[0]).hasSameSizeAs(message);
		}
		assertEcho(stalled, router, "after");
		assertThat(router.socket().discarded()).isZero();
	}

	@Test
	void oneMessageOverTheBudgetIsTakenWhereNothingWaits() {
		SocketOptions tiny = OPTIONS.toBuilder().outboundMessages(1).outboundBytes(1).build();
		TestRouter router = bind(new TestRouter(newLoop()), tiny);
		TestDealer dealer = connect(new TestDealer(newLoop(), newIdentity()), router.endpoint(), tiny);
		for (int i = 0; i < 10; i++) {
			eventually().until(() -> dealer.send(bytes("larger")) == SendResult.SENT);
			router.nextMessage();
			eventually().until(() -> router.send(dealer.identity(), bytes("larger")) == SendResult.SENT);
			dealer.nextMessage();
		}
	}

	@Test
	void unknownPeerIsGone() {
		TestRouter router = bind(newLoop());
		assertThat(router.send(Bytes.of("nobody"), bytes("lost"))).isEqualTo(SendResult.GONE);
		TestDealer dealer = connect(newLoop(), router.endpoint());
		assertEcho(dealer, router, "hello");
		assertThat(router.send(Bytes.of("nobody"), bytes("lost"), bytes("and more"))).isEqualTo(SendResult.GONE);
		assertEcho(dealer, router, "not disturbed");
	}

	@Test
	void messagesOverALimitHarmNoOtherPeer() {
		TestRouter router = bind(new TestRouter(newLoop()),
				OPTIONS.toBuilder().maxFrameSize(1000).maxMessageSize(2000).maxFrames(4).build());
		EventLoop loop = newLoop();
		TestDealer good = connect(loop, router.endpoint());
		TestDealer bad = connect(loop, router.endpoint());
		byte[] frame = new byte[900];
		bad.send(bytes("three"), frame, frame, frame);
		bad.send(bytes("1"), bytes("2"), bytes("3"), bytes("4"), bytes("5"));
		bad.send(bytes("fits"), frame, frame);
		assertThat(text(router.nextMessage().frames()[0])).isEqualTo("fits");
		assertThat(router.oversized).hasSize(2);
		assertThat(router.oversized.get(0).peer()).isEqualTo(bad.identity());
		assertThat(router.oversized.get(0).frames()).isDeepEqualTo(new byte[][] { bytes("three"), frame, frame });
		assertThat(router.oversized.get(1).frames()).hasDimensions(4, 1);
		assertEcho(good, router, "not disturbed");
		bad.send(new byte[1001]);
		eventually().until(() -> bad.disconnects.get() > 0 || router.oversized.size() == 3);
		assertEcho(good, router, "not disturbed");
		assertThat(good.disconnects).hasValue(0);
	}

	@Test
	void dealerSurvivesMessagesOverALimit() {
		TestRouter router = bind(newLoop());
		SocketOptions limited = OPTIONS.toBuilder().maxFrameSize(1000).maxMessageSize(2000).maxFrames(4).build();
		TestDealer dealer = connect(new TestDealer(newLoop(), newIdentity()), router.endpoint(), limited);
		assertEcho(dealer, router, "hello");
		router.send(dealer.identity(), new byte[900], new byte[900], new byte[900]);
		router.send(dealer.identity(), bytes("1"), bytes("2"), bytes("3"), bytes("4"), bytes("5"));
		assertEcho(dealer, router, "still there");
		assertThat(dealer.oversized).hasSize(2);
		router.send(dealer.identity(), new byte[1001]);
		eventually().until(() -> dealer.connects.get() > 1 || dealer.oversized.size() == 3);
		eventually().untilAsserted(() -> assertThat(dealer.send(bytes("again"))).isEqualTo(SendResult.SENT));
		assertThat(text(router.nextMessage().frames()[0])).isEqualTo("again");
	}

	@Test
	void handlerThatThrowsHarmsNobody() {
		AtomicInteger thrown = new AtomicInteger();
		TestRouter router = bind(new TestRouter(newLoop()) {

			@Override
			public void onMessage(Bytes peer, byte[][] frames) {
				if (frames.length == 2) {
					thrown.incrementAndGet();
					throw new IllegalStateException("expected of a router's handler");
				}
				super.onMessage(peer, frames);
			}

			@Override
			public void onReadComplete() {
				throw new AssertionError("expected of a router's handler");
			}

		}, OPTIONS);
		EventLoop loop = newLoop();
		TestDealer bad = connect(new TestDealer(loop, newIdentity()) {

			@Override
			public void onConnected() {
				super.onConnected();
				throw new IllegalStateException("expected of a dealer's handler");
			}

			@Override
			public void onMessage(byte[][] frames) {
				super.onMessage(frames);
				throw new IllegalStateException("expected of a dealer's handler");
			}

		}, router.endpoint(), OPTIONS);
		TestDealer good = connect(loop, router.endpoint());
		for (int i = 0; i < 3; i++) {
			bad.send(bytes("throw"), bytes("please"));
			assertEcho(bad, router, "bad");
			assertEcho(good, router, "good");
		}
		assertThat(thrown).hasValue(3);
	}

	@Test
	void readCompletesFollowMessages() {
		TestRouter router = bind(newLoop());
		TestDealer dealer = connect(newLoop(), router.endpoint());
		assertEcho(dealer, router, "hello");
		eventually().until(() -> router.readCompletes.get() > 0 && dealer.readCompletes.get() > 0);
	}

	/** Sends numbers until it is refused. */
	private static final class Numbers {

		private final int count;

		private final Function<byte[][], SendResult> target;

		private int next;

		private Numbers(int count, Function<byte[][], SendResult> target) {
			this.count = count;
			this.target = target;
		}

		private void send() {
			while (this.next < this.count && this.target.apply(message(this.next)) == SendResult.SENT) {
				this.next++;
			}
		}

		private static byte[][] message(int number) {
			return new byte[][] { ByteBuffer.allocate(4).putInt(number).array(), new byte[number % 3] };
		}

	}

	/** Checks that numbers come in their order, each once. */
	private static final class Check {

		private final int count;

		private final CountDownLatch done = new CountDownLatch(1);

		private final AtomicInteger failures = new AtomicInteger();

		private int expected;

		private Check(int count) {
			this.count = count;
		}

		private void accept(byte[][] frames) {
			int number = ByteBuffer.wrap(frames[0]).getInt();
			if (number != this.expected || frames.length != 2 || frames[1].length != number % 3) {
				this.failures.incrementAndGet();
			}
			this.expected = number + 1;
			if (this.expected == this.count) {
				this.done.countDown();
			}
		}

	}

}
