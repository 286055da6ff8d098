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

package io.pigato.transport.jeromq;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

import io.pigato.protocol.Bytes;
import io.pigato.transport.AbstractTransportTests;
import io.pigato.transport.Endpoint;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TestDealer;
import io.pigato.transport.TestRouter;
import io.pigato.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JeroMqTransport} against peers that are not of this project.
 */
class JeroMqPeersTests extends AbstractTransportTests {

	private final ZContext context = new ZContext();

	@Override
	protected Transport transport() {
		return new JeroMqTransport();
	}

	@Override
	protected Endpoint freeEndpoint() {
		return Endpoint.tcp("127.0.0.1", 0);
	}

	@AfterEach
	void closeContext() {
		this.context.close();
	}

	@Test
	void talksToAPlainDealer() {
		TestRouter router = bind(newLoop());
		ZMQ.Socket dealer = plain(SocketType.DEALER, "plain".getBytes(StandardCharsets.UTF_8), router.endpoint());
		dealer.sendMore("hello");
		dealer.send("there");
		TestRouter.Received received = router.nextMessage();
		assertThat(received.peer()).isEqualTo(Bytes.of("plain"));
		assertThat(received.frames()).isDeepEqualTo(new byte[][] { bytes("hello"), bytes("there") });
		assertThat(router.send(received.peer(), bytes("one"), bytes("two"))).isEqualTo(SendResult.SENT);
		assertThat(dealer.recvStr()).isEqualTo("one");
		assertThat(dealer.hasReceiveMore()).isTrue();
		assertThat(dealer.recvStr()).isEqualTo("two");
		dealer.close();
		eventually().until(() -> router.disconnected.equals(List.of(received.peer())));
		assertThat(router.send(received.peer(), bytes("lost"))).isEqualTo(SendResult.GONE);
	}

	@Test
	void talksToAPlainRouter() {
		ZMQ.Socket router = this.context.createSocket(SocketType.ROUTER);
		router.setReceiveTimeOut(60_000);
		int port = router.bindToRandomPort("tcp://127.0.0.1");
		TestDealer dealer = connect(newLoop(), Endpoint.tcp("127.0.0.1", port));
		dealer.send(bytes("hello"));
		byte[] identity = router.recv();
		assertThat(identity).isEqualTo(dealer.identity().array());
		assertThat(router.recvStr()).isEqualTo("hello");
		router.sendMore(identity);
		router.send("there");
		assertThat(text(dealer.nextMessage()[0])).isEqualTo("there");
	}

	@Test
	void servesDealersWithoutAnIdentityAndWithABinaryOne() {
		TestRouter router = bind(newLoop());
		byte[] binary = new byte[64];
		new Random(3).nextBytes(binary);
		binary[0] = 1;
		for (byte[] identity : new byte[][] { null, binary, { (byte) 0xff, (byte) 0xfe } }) {
			ZMQ.Socket dealer = plain(SocketType.DEALER, identity, router.endpoint());
			dealer.send("hello");
			TestRouter.Received received = router.nextMessage();
			if (identity != null) {
				assertThat(received.peer()).isEqualTo(Bytes.wrap(identity));
			}
			router.send(received.peer(), bytes("there"));
			assertThat(dealer.recvStr()).isEqualTo("there");
		}
	}

	@Test
	void losesNothingOfAFloodToAPeerThatDoesNotRead() {
		SocketOptions options = OPTIONS.toBuilder().outboundMessages(1000).build();
		TestRouter router = bind(new TestRouter(newLoop()), options);
		ZMQ.Socket dealer = plain(SocketType.DEALER, bytes("flooded"), router.endpoint());
		dealer.send("hello");
		Bytes peer = router.nextMessage().peer();
		int[] counts = new int[2];
		run(router.loop(), () -> {
			for (int i = 0; i < 20_000; i++) {
				byte[][] message = { ByteBuffer.allocate(4).putInt(counts[0]).array(), new byte[2000] };
				SendResult result = router.socket().send(peer, message);
				assertThat(result).isIn(SendResult.SENT, SendResult.FULL);
				counts[(result == SendResult.SENT) ? 0 : 1]++;
			}
		});
		assertThat(counts[1]).as("refused").isPositive();
		for (int i = 0; i < counts[0]; i++) {
			assertThat(ByteBuffer.wrap(dealer.recv()).getInt()).isEqualTo(i);
			assertThat(dealer.recv()).hasSize(2000);
		}
		assertThat(next(router.writable)).isEqualTo(peer);
		assertThat(router.socket().discarded()).isZero();
	}

	@Test
	void countsWhatAPeerThatGoesAwayDidNotGet() {
		TestRouter router = bind(newLoop());
		ZMQ.Socket dealer = plain(SocketType.DEALER, bytes("goes"), router.endpoint());
		dealer.send("hello");
		Bytes peer = router.nextMessage().peer();
		sendUntilStuck(router, peer);
		dealer.close();
		eventually().until(() -> router.disconnected.equals(List.of(peer)));
		assertThat(router.send(peer, bytes("lost"))).isEqualTo(SendResult.GONE);
		assertThat(router.socket().discarded()).isPositive();
	}

	private static void sendUntilStuck(TestRouter router, Bytes peer) {
		byte[] message = new byte[64 << 10];
		eventually().during(Duration.ofMillis(300)).until(() -> router.send(peer, message) == SendResult.FULL);
	}

	@Test
	void closesAConnectionThatAnnouncesALivePeersIdentity() {
		TestRouter router = bind(newLoop());
		TestDealer first = connect(newLoop(), router.endpoint());
		assertEcho(first, router, "first");
		for (int i = 0; i < 5; i++) {
			ZMQ.Socket second = plain(SocketType.DEALER, first.identity().array(), router.endpoint());
			second.setReconnectIVL(60_000);
			for (String part : List.of("C", "2", "echo")) {
				second.sendMore(part);
			}
			second.send("stolen");
			assertEcho(first, router, "still first");
			second.close();
		}
		assertEcho(first, router, "still first");
		assertThat(first.disconnects).hasValue(0);
		assertThat(router.messages).isEmpty();
		assertThat(router.disconnected).isEmpty();
	}

	@Test
	void survivesFramesThatClaimImpossibleSizes() throws IOException {
		TestRouter router = bind(newLoop());
		TestDealer good = connect(newLoop(), router.endpoint());
		assertEcho(good, router, "before");
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(JeroMqContext.class);
		logger.addAppender(log);
		logger.setLevel(Level.DEBUG);
		try {
			for (long size : new long[] { -1, 0x8000000077359400L, 2_000_000_000L, Long.MAX_VALUE }) {
				for (int flags : new int[] { 2, 3, 6 }) {
					hostile(router.endpoint(), true, flags, size);
					hostile(router.endpoint(), false, flags, size);
				}
				assertEcho(good, router, "after " + size);
			}
		}
		finally {
			logger.detachAppender(log);
			logger.setLevel(null);
		}
		// an exception for each would mean that JeroMQ stays in its decoder
		assertThat(log.list).isEmpty();
		assertThat(good.disconnects).hasValue(0);
		assertThat(router.messages).isEmpty();
	}

	/** Say hello, if wanted, claim a frame of that size, and wait for the end. */
	private static void hostile(Endpoint endpoint, boolean ready, int flags, long size) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
			DataOutputStream out = greet(socket, ready);
			out.writeByte(flags);
			out.writeLong(size);
			out.flush();
			readToEnd(socket);
		}
	}

	@Test
	void understandsWhatTheHostilePeerOfThisTestSaysFirst() throws IOException {
		TestRouter router = bind(newLoop());
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.endpoint().port())) {
			DataOutputStream out = greet(socket, true);
			out.writeByte(2);
			out.writeLong(5);
			out.writeBytes("hello");
			out.flush();
			TestRouter.Received received = router.nextMessage();
			assertThat(received.peer()).isEqualTo(Bytes.of("evil"));
			assertThat(text(received.frames()[0])).isEqualTo("hello");
		}
	}

	private static DataOutputStream greet(Socket socket, boolean ready) throws IOException {
		socket.setSoTimeout(60_000);
		DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
		byte[] greeting = new byte[64];
		greeting[0] = (byte) 0xff;
		greeting[9] = 0x7f;
		greeting[10] = 3;
		System.arraycopy(bytes("NULL"), 0, greeting, 12, 4);
		out.write(greeting);
		if (ready) {
			byte[] command = bytes("\5READY\13Socket-Type\0\0\0\6DEALER\10Identity\0\0\0\4evil");
			out.writeByte(4);
			out.writeByte(command.length);
			out.write(command);
			out.flush();
			// what follows would come too early before the other side's READY
			DataInputStream in = new DataInputStream(socket.getInputStream());
			in.skipNBytes(greeting.length + 1);
			in.skipNBytes(in.readUnsignedByte());
		}
		return out;
	}

	private static void readToEnd(Socket socket) throws IOException {
		try {
			while (socket.getInputStream().read() >= 0) {
				// greeting and READY of the other side
			}
		}
		catch (SocketException ex) {
			// reset, because there was something that nobody read
		}
	}

	@Test
	void publishesToAPlainSubscriber() {
		TestRouter unrelated = bind(newLoop());
		PublisherSocket publisher = await(unrelated.loop().bindPublisher(freeEndpoint(), OPTIONS));
		ZMQ.Socket subscriber = plain(SocketType.SUB, null, publisher.endpoint());
		subscriber.subscribe("$dir ");
		subscriber.setReceiveTimeOut(5);
		List<byte[]> got = new ArrayList<>();
		eventually().until(() -> {
			run(unrelated.loop(), () -> publisher.publish(new byte[][] { bytes("$dir {}") }));
			byte[] message = subscriber.recv();
			if (message != null) {
				got.add(message);
			}
			return message != null;
		});
		assertThat(text(got.get(0))).isEqualTo("$dir {}");
		run(unrelated.loop(), () -> {
			publisher.publish(new byte[][] { bytes("other"), bytes("not subscribed") });
			publisher.publish(new byte[][] { bytes("$dir more"), bytes("second frame") });
		});
		subscriber.setReceiveTimeOut(60_000);
		String next;
		do {
			next = subscriber.recvStr();
		}
		while (next.equals("$dir {}"));
		assertThat(next).isEqualTo("$dir more");
		assertThat(subscriber.recvStr()).isEqualTo("second frame");
	}

	@Test
	void publisherNeverWaitsForASubscriberThatDoesNotRead() {
		TestRouter unrelated = bind(newLoop());
		SocketOptions small = OPTIONS.toBuilder().outboundMessages(10).maxPeers(1).build();
		PublisherSocket publisher = await(unrelated.loop().bindPublisher(freeEndpoint(), small));
		ZMQ.Socket subscriber = plain(SocketType.SUB, null, publisher.endpoint());
		subscriber.subscribe("");
		run(unrelated.loop(), () -> publisher.publish(new byte[][] { bytes("hello") }));
		for (int round = 0; round < 50; round++) {
			run(unrelated.loop(), () -> {
				for (int i = 0; i < 100; i++) {
					publisher.publish(new byte[][] { new byte[10_000] });
				}
			});
		}
		run(unrelated.loop(), publisher::close);
	}

	private ZMQ.Socket plain(SocketType type, byte @Nullable [] identity, Endpoint endpoint) {
		ZMQ.Socket socket = this.context.createSocket(type);
		socket.setReceiveTimeOut(60_000);
		socket.setRcvHWM(100);
		// a plain socket of JeroMQ, too, sometimes stands still until this has passed
		socket.setHandshakeIvl(500);
		if (identity != null) {
			socket.setIdentity(identity);
		}
		socket.connect(endpoint.toString());
		return socket;
	}

}
