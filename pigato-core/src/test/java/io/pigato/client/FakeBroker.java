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

package io.pigato.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Transports;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker and its workers in one, played by a script that is told each request. Without
 * a script, requests are recorded and not answered.
 */
final class FakeBroker implements RouterHandler, AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(60);

	final BlockingQueue<Incoming> requests = new LinkedBlockingQueue<>();

	final BlockingQueue<String> cancels = new LinkedBlockingQueue<>();

	final BlockingQueue<ToBroker.CreditGrant> grants = new LinkedBlockingQueue<>();

	final BlockingQueue<String> beats = new LinkedBlockingQueue<>();

	final BlockingQueue<Bytes> hellos = new LinkedBlockingQueue<>();

	private final EventLoop loop = Transports.named("memory").newEventLoop("fake-broker");

	private final RouterSocket socket;

	private volatile Consumer<Incoming> script = this.requests::add;

	FakeBroker() {
		this(Endpoint.inproc("*"));
	}

	FakeBroker(Endpoint endpoint) {
		this.socket = this.loop.bindRouter(endpoint, Bytes.of("broker"), SocketOptions.defaults(), this).join();
	}

	FakeBroker answering(Consumer<Incoming> script) {
		this.script = script;
		return this;
	}

	static FakeBroker echo() {
		return new FakeBroker().answering((incoming) -> incoming.last(incoming.data()));
	}

	Endpoint endpoint() {
		return this.socket.endpoint();
	}

	PigatoClient.Builder clientBuilder() {
		return PigatoClient.builder().endpoint(endpoint()).reconnectDelay(Duration.ofMillis(20));
	}

	PigatoClient newClient() {
		PigatoClient client = clientBuilder().build();
		client.start();
		return client;
	}

	/** Wait for the next request that the script did not take. */
	Incoming nextRequest() {
		return next(this.requests);
	}

	static <T> T next(BlockingQueue<T> queue) {
		try {
			T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			assertThat(next).as("something within %s", PATIENCE).isNotNull();
			return next;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void onMessage(Bytes peer, byte[][] frames) {
		ToBroker message = MessageCodec.decodeToBroker(frames);
		if (message instanceof ToBroker.Request request) {
			this.script.accept(new Incoming(this, peer, request));
		}
		else if (message instanceof ToBroker.ClientHeartbeat) {
			send(peer, new ToClient.Heartbeat());
		}
		else if (message instanceof ToBroker.ClientHello) {
			send(peer, new ToClient.Hello(
					Capabilities.of(2500, Capabilities.CANCEL, Capabilities.CREDIT, Capabilities.DRAIN).encode()));
			this.hellos.add(peer);
		}
		else if (message instanceof ToBroker.CancelRequest cancel) {
			this.cancels.add(cancel.requestId().toString());
		}
		else if (message instanceof ToBroker.CreditGrant grant) {
			this.grants.add(grant);
		}
		else if (message instanceof ToBroker.RequestHeartbeat beat) {
			this.beats.add(beat.requestId().toString());
		}
	}

	void send(Bytes peer, ToClient message) {
		byte[][] frames = MessageCodec.encode(message);
		this.loop.execute(() -> this.socket.send(peer, frames));
	}

	void sendFrames(Bytes peer, byte[]... frames) {
		this.loop.execute(() -> this.socket.send(peer, frames));
	}

	void disconnect(Bytes peer) {
		this.loop.execute(() -> this.socket.disconnect(peer));
	}

	@Override
	public void close() {
		this.loop.close();
	}

	/**
	 * A request, to be answered.
	 */
	record Incoming(FakeBroker broker, Bytes client, ToBroker.Request request) {

		String id() {
			return this.request.requestId().toString();
		}

		String data() {
			return new String(this.request.payload().data(), StandardCharsets.UTF_8);
		}

		RequestOptions options() {
			return RequestOptions.decode(this.request.payload().options());
		}

		void partial(String json) {
			reply(ReplyType.PARTIAL, ReplyStatus.ok(), json);
		}

		void last(String json) {
			reply(ReplyType.FINAL, ReplyStatus.ok(), json);
		}

		void error(String json) {
			reply(ReplyType.FINAL, ReplyStatus.error(), json);
		}

		void reply(ReplyType type, byte[] status, String json) {
			this.broker.send(this.client, new ToClient.Reply(type, this.request.requestId(), status, Payload
				.of(json.getBytes(StandardCharsets.UTF_8), "{\"cache\":7}".getBytes(StandardCharsets.UTF_8))));
		}

	}

}
