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

package io.pigato.transport.netty;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

import io.pigato.protocol.Bytes;
import io.pigato.transport.AbstractTransportTests;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TestDealer;
import io.pigato.transport.TestRouter;
import io.pigato.transport.Transport;
import io.pigato.transport.TransportException;
import io.pigato.transport.Transports;
import io.pigato.transport.netty.zmtp.Command;
import io.pigato.transport.netty.zmtp.FrameEncoder;
import io.pigato.transport.netty.zmtp.Greeting;
import io.pigato.transport.netty.zmtp.PeerProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NettyTransport} against peers that are not of this project, and for
 * its endpoints.
 */
class NettyPeersTests extends AbstractTransportTests {

	private final ZContext context = new ZContext();

	private final List<Peer> peers = new ArrayList<>();

	@TempDir
	private Path directory;

	@Override
	protected Transport transport() {
		return new NettyTransport();
	}

	@Override
	protected Endpoint freeEndpoint() {
		return Endpoint.tcp("127.0.0.1", 0);
	}

	@AfterEach
	void closeAll() throws IOException {
		this.context.close();
		for (Peer peer : this.peers) {
			peer.socket.close();
		}
	}

	private Peer peer(TestRouter router) throws IOException {
		return peer(router.endpoint());
	}

	private Peer peer(Endpoint endpoint) throws IOException {
		Peer peer = new Peer(endpoint.port());
		this.peers.add(peer);
		return peer;
	}

	@Test
	void isFoundByName() {
		assertThat(Transports.named("netty")).isInstanceOf(NettyTransport.class);
	}

	@Test
	void servesPeersOfJeroMq() {
		TestRouter router = bind(newLoop());
		for (byte[] identity : new byte[][] { null, { (byte) 0xff, (byte) 0xfe }, bytes("plain") }) {
			ZMQ.Socket dealer = this.context.createSocket(SocketType.DEALER);
			dealer.setReceiveTimeOut(60_000);
			if (identity != null) {
				dealer.setIdentity(identity);
			}
			dealer.connect(router.endpoint().toString());
			dealer.sendMore("hello");
			dealer.send("there");
			TestRouter.Received received = router.nextMessage();
			assertThat(received.frames()).isDeepEqualTo(new byte[][] { bytes("hello"), bytes("there") });
			if (identity != null) {
				assertThat(received.peer()).isEqualTo(Bytes.wrap(identity));
			}
			router.send(received.peer(), bytes("answer"));
			assertThat(dealer.recvStr()).isEqualTo("answer");
			dealer.close();
			eventually().until(() -> router.disconnected.contains(received.peer()));
		}
	}

	@Test
	void connectsToARouterOfJeroMq() {
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
	void publishesWhatASubscriberOfJeroMqWants() {
		EventLoop loop = newLoop();
		PublisherSocket publisher = await(loop.bindPublisher(freeEndpoint(), OPTIONS));
		ZMQ.Socket subscriber = this.context.createSocket(SocketType.SUB);
		subscriber.setReceiveTimeOut(20);
		subscriber.connect(publisher.endpoint().toString());
		subscriber.subscribe("a");
		subscriber.subscribe("b");
		subscriber.unsubscribe("b");
		eventually().until(() -> {
			publish(loop, publisher, "b1");
			publish(loop, publisher, "a1");
			return "a1".equals(subscriber.recvStr());
		});
		assertThat(subscriber.recvStr()).isNotEqualTo("b1");
	}

	@Test
	void publishesWhatASubscriberByCommandsWants() throws IOException {
		EventLoop loop = newLoop();
		PublisherSocket publisher = await(loop.bindPublisher(freeEndpoint(), OPTIONS));
		Peer subscriber = peer(publisher.endpoint());
		subscriber.shakeHands("SUB", "");
		subscriber.send(new Command(Command.SUBSCRIBE, bytes("a")));
		subscriber.send(new Command(Command.SUBSCRIBE, bytes("b")));
		subscriber.send(new Command(Command.CANCEL, bytes("b")));
		subscriber.roundTrip();
		publish(loop, publisher, "b1");
		publish(loop, publisher, "a1");
		assertThat(subscriber.receive()).isEqualTo("a1");
	}

	@Test
	void cutsWhoSubscribesToTooManyTopics() throws IOException {
		EventLoop loop = newLoop();
		PublisherSocket publisher = await(loop.bindPublisher(freeEndpoint(), OPTIONS));
		Peer greedy = peer(publisher.endpoint());
		greedy.shakeHands("SUB", "");
		for (int i = 0; i < 2_000; i++) {
			greedy.send(new Command(Command.SUBSCRIBE, bytes("same")));
		}
		greedy.roundTrip();
		ByteBuf topics = Unpooled.buffer();
		for (int i = 0; i < 1_000; i++) {
			new FrameEncoder().write(topics, new Command(Command.SUBSCRIBE, bytes("topic" + i)));
		}
		greedy.write(topics);
		assertThat(greedy.isAtEnd()).isTrue();
	}

	private static void publish(EventLoop loop, PublisherSocket publisher, String text) {
		run(loop, () -> publisher.publish(new byte[][] { bytes(text) }));
	}

	@Test
	void answersPings() throws IOException {
		Peer peer = peer(bind(newLoop()));
		peer.shakeHands("DEALER", "me");
		peer.send(new Command(Command.PING, new byte[] { 0, 0, 'c', 't', 'x' }));
		Command pong = peer.receiveCommand();
		assertThat(pong.name()).isEqualTo(Command.PONG);
		assertThat(text(pong.data())).isEqualTo("ctx");
	}

	@Test
	void asksSilentPeersAndCutsThoseThatDoNotAnswer() throws IOException {
		SocketOptions options = OPTIONS.toBuilder().keepAlive(Duration.ofMillis(100)).build();
		TestRouter router = bind(new TestRouter(newLoop()), options);
		Peer silent = peer(router);
		silent.shakeHands("DEALER", "silent");
		assertThat(silent.receiveCommand().name()).isEqualTo(Command.PING);
		assertThat(silent.isAtEnd()).isTrue();
		eventually().until(() -> router.disconnected.equals(List.of(Bytes.of("silent"))));
	}

	@Test
	void cutsWhoDoesNotIntroduceItselfInTime() throws IOException {
		SocketOptions options = OPTIONS.toBuilder().handshakeTimeout(Duration.ofMillis(50)).build();
		TestRouter router = bind(new TestRouter(newLoop()), options);
		Peer silent = peer(router);
		Peer greets = peer(router);
		greets.write(Unpooled.wrappedBuffer(Greeting.of("NULL", false)));
		greets.in.readFully(new byte[Greeting.SIZE]);
		assertThat(greets.isAtEnd()).isTrue();
		silent.in.readFully(new byte[Greeting.SIZE]);
		assertThat(silent.isAtEnd()).isTrue();
	}

	@Test
	void cutsTheOldestOfTooManyHandshakes() throws IOException {
		SocketOptions options = OPTIONS.toBuilder().maxHandshakes(2).handshakeTimeout(Duration.ofMinutes(5)).build();
		TestRouter router = bind(new TestRouter(newLoop()), options);
		Peer first = peer(router);
		first.in.readFully(new byte[Greeting.SIZE]);
		Peer second = peer(router);
		second.in.readFully(new byte[Greeting.SIZE]);
		Peer third = peer(router);
		assertThat(first.isAtEnd()).isTrue();
		third.shakeHands("DEALER", "third");
		assertEcho(connect(newLoop(), router.endpoint()), router, "served");
	}

	@Test
	void takesNoMorePeersOfOneAddressThanAllowed() throws IOException {
		SocketOptions options = OPTIONS.toBuilder().maxPeersPerAddress(2).build();
		TestRouter router = bind(new TestRouter(newLoop()), options);
		Peer first = peer(router);
		first.shakeHands("DEALER", "first");
		peer(router).shakeHands("DEALER", "second");
		assertThat(peer(router).isAtEnd()).isTrue();
		first.socket.close();
		eventually().until(() -> {
			Peer next = peer(router);
			try {
				next.in.readFully(new byte[Greeting.SIZE]);
				return true;
			}
			catch (IOException ex) {
				return false;
			}
		});
	}

	@Test
	void tellsWhoIsRefusedWhy() throws IOException {
		TestRouter router = bind(newLoop());
		Peer first = peer(router);
		first.shakeHands("DEALER", "me");
		first.send("hello");
		assertThat(router.nextMessage().peer()).isEqualTo(Bytes.of("me"));
		assertRefused(router, "DEALER", "me", "Identity in use");
		assertRefused(router, "SUB", "other", "Invalid socket type");
		assertRefused(router, "DEALER", "\0abcd", "Invalid identity");
		first.send("still here");
		assertThat(text(router.nextMessage().frames()[0])).isEqualTo("still here");
		assertThat(router.disconnected).isEmpty();
	}

	private void assertRefused(TestRouter router, String type, String identity, String reason) throws IOException {
		Peer refused = peer(router);
		refused.greet(type, identity);
		Command error = refused.receiveCommand();
		assertThat(error.name()).isEqualTo(Command.ERROR);
		assertThat(error.reason()).isEqualTo(reason);
		assertThat(refused.isAtEnd()).isTrue();
	}

	@Test
	void refusesMessagesBeforeTheEndOfTheHandshake() throws IOException {
		TestRouter router = bind(newLoop());
		Peer hasty = peer(router);
		hasty.write(Unpooled.wrappedBuffer(Greeting.of("NULL", false)));
		hasty.send("hello");
		hasty.in.readFully(new byte[Greeting.SIZE]);
		assertThat(hasty.isAtEnd()).isTrue();
		assertThat(router.messages).isEmpty();
	}

	@Test
	void refusesOtherMechanisms() throws IOException {
		Peer other = peer(bind(newLoop()));
		other.write(Unpooled.wrappedBuffer(Greeting.of("CURVE", false)));
		other.in.readFully(new byte[Greeting.SIZE]);
		assertThat(other.isAtEnd()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void echoesOverUnixDomainSockets(NativeIo nativeIo) throws IOException {
		if (nativeIo == NativeIo.EPOLL && NativeIo.best() != NativeIo.EPOLL) {
			return;
		}
		Transport transport = new NettyTransport(nativeIo);
		Path path = this.directory.resolve("socket");
		Endpoint endpoint = Endpoint.parse("ipc://" + path);
		try (EventLoop loop = transport.newEventLoop("ipc-router"); EventLoop other = transport.newEventLoop("ipc")) {
			TestRouter router = new TestRouter(loop);
			router.bind(endpoint, OPTIONS);
			assertThat(router.endpoint()).isEqualTo(endpoint);
			assertEcho(connect(other, endpoint), router, "hello");
			assertThatExceptionOfType(TransportException.class)
				.isThrownBy(() -> new TestRouter(other).bind(endpoint, OPTIONS))
				.withMessageStartingWith("Can't bind " + endpoint + ": address already in use");
			assertEcho(connect(other, endpoint), router, "still there");
			router.close();
			eventually().until(() -> !Files.exists(path));
		}
	}

	@Test
	void bindsWhereAProcessThatDiedHasLeftItsSocket() throws IOException {
		Path path = this.directory.resolve("stale");
		try (var stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			stale.bind(UnixDomainSocketAddress.of(path));
		}
		assertThat(path).exists();
		TestRouter router = new TestRouter(newLoop());
		router.bind(Endpoint.parse("ipc://" + path), OPTIONS);
		assertEcho(connect(newLoop(), router.endpoint()), router, "hello");
	}

	@Test
	void deletesNoFileThatIsNotASocket() throws IOException {
		Path file = Files.writeString(this.directory.resolve("precious"), "content");
		Endpoint endpoint = Endpoint.parse("ipc://" + file);
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> new TestRouter(newLoop()).bind(endpoint, OPTIONS))
			.withMessageStartingWith("Can't bind " + endpoint + ": a file is in its place.");
		assertThat(file).hasContent("content");
	}

	@Test
	void bindsNamesAndIpv6AndAllInterfaces() {
		for (String host : List.of("localhost", "::1", "*", "0.0.0.0", "::")) {
			TestRouter router = new TestRouter(newLoop());
			router.bind(Endpoint.tcp(host, 0), OPTIONS);
			assertThat(router.endpoint().isWildcard()).isFalse();
			assertThat(router.endpoint().port()).isNotZero();
			assertEcho(connect(newLoop(), router.endpoint()), router, host);
		}
	}

	@Test
	void refusesHostsThatAreUnknownOrNotOfThisMachine() {
		EventLoop loop = newLoop();
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> new TestRouter(loop).bind(Endpoint.tcp("no-such-host.invalid", 0), OPTIONS))
			.withMessageStartingWith("Can't bind tcp://no-such-host.invalid:0: ")
			.withMessageContaining("host is unknown. Choose another");
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> new TestRouter(loop).bind(Endpoint.tcp("192.0.2.1", 0), OPTIONS))
			.withMessageStartingWith("Can't bind tcp://192.0.2.1:0: address not of this machine. Choose");
		TestRouter router = bind(loop);
		assertEcho(connect(loop, router.endpoint()), router, "loop goes on");
	}

	/** Speaks ZMTP frame by frame. */
	private static final class Peer {

		private final Socket socket;

		private final DataInputStream in;

		private final DataOutputStream out;

		Peer(int port) throws IOException {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(60_000);
			this.in = new DataInputStream(this.socket.getInputStream());
			this.out = new DataOutputStream(this.socket.getOutputStream());
		}

		void greet(String type, String identity) throws IOException {
			write(Unpooled.wrappedBuffer(Greeting.of("NULL", false)));
			send(new Command(Command.READY,
					new PeerProperties(type, Bytes.wrap(identity.getBytes(StandardCharsets.UTF_8))).data()));
			this.in.readFully(new byte[Greeting.SIZE]);
		}

		void shakeHands(String type, String identity) throws IOException {
			greet(type, identity);
			assertThat(receiveCommand().name()).isEqualTo(Command.READY);
		}

		/** When this returns, what was sent before was read. */
		void roundTrip() throws IOException {
			send(Command.ping());
			assertThat(receiveCommand().name()).isEqualTo(Command.PONG);
		}

		void send(Command command) throws IOException {
			ByteBuf buffer = Unpooled.buffer();
			new FrameEncoder().write(buffer, command);
			write(buffer);
		}

		void send(String text) throws IOException {
			ByteBuf buffer = Unpooled.buffer();
			byte[][] message = { bytes(text) };
			new FrameEncoder().write(buffer, message, FrameEncoder.size(message));
			write(buffer);
		}

		void write(ByteBuf buffer) throws IOException {
			this.out.write(ByteBufUtil.getBytes(buffer));
			this.out.flush();
		}

		Command receiveCommand() throws IOException {
			return Command.parse(readFrame(4));
		}

		String receive() throws IOException {
			return text(readFrame(0));
		}

		private byte[] readFrame(int flags) throws IOException {
			assertThat(this.in.readUnsignedByte()).isEqualTo(flags);
			byte[] body = new byte[this.in.readUnsignedByte()];
			this.in.readFully(body);
			return body;
		}

		/** Whether nothing follows. */
		boolean isAtEnd() throws IOException {
			try {
				return this.in.read() < 0;
			}
			catch (EOFException ex) {
				return true;
			}
			catch (SocketException ex) {
				// it was reset
				return true;
			}
		}

	}

}
