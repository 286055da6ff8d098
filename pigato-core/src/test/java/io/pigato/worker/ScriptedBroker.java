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

package io.pigato.worker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Transports;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker that does what a test says.
 */
final class ScriptedBroker implements RouterHandler, AutoCloseable {

	private static final long PATIENCE_SECONDS = 60;

	/** What answers READY. */
	volatile ToWorker answer = new ToWorker.ReadyAccepted(null);

	/** Identities in the order of their READY. */
	final BlockingQueue<Bytes> workers = new LinkedBlockingQueue<>();

	final BlockingQueue<ToBroker.WorkerReply> replies = new LinkedBlockingQueue<>();

	final BlockingQueue<String> heartbeats = new LinkedBlockingQueue<>();

	final BlockingQueue<Bytes> left = new LinkedBlockingQueue<>();

	final List<String> readies = new CopyOnWriteArrayList<>();

	final List<ToBroker> malformed = new CopyOnWriteArrayList<>();

	private final EventLoop loop = Transports.named("memory").newEventLoop("scripted-broker");

	private final RouterSocket socket;

	ScriptedBroker() {
		this(SocketOptions.defaults());
	}

	ScriptedBroker(SocketOptions options) {
		this.socket = await(this.loop.bindRouter(Endpoint.inproc("*"), Bytes.of("broker"), options, this));
	}

	@Override
	public void onMessage(Bytes peer, byte[][] frames) {
		ToBroker message = MessageCodec.decodeToBroker(frames);
		if (message instanceof ToBroker.Ready ready) {
			this.readies.add(ready.service());
			this.workers.add(peer);
			this.socket.send(peer, MessageCodec.encode(this.answer));
		}
		else if (message instanceof ToBroker.WorkerReply reply) {
			this.replies.add(reply);
		}
		else if (message instanceof ToBroker.WorkerHeartbeat heartbeat) {
			this.heartbeats.add(text(heartbeat.payload().options()));
		}
		else if (message instanceof ToBroker.WorkerDisconnect) {
			this.left.add(peer);
		}
		else {
			this.malformed.add(message);
		}
	}

	String endpoint() {
		return this.socket.endpoint().toString();
	}

	void send(Bytes worker, ToWorker message) {
		sendFrames(worker, MessageCodec.encode(message));
	}

	void sendFrames(Bytes worker, byte[][] frames) {
		this.loop.execute(() -> this.socket.send(worker, frames));
	}

	void request(Bytes worker, String clientId, String requestId, String json, String options) {
		send(worker, new ToWorker.Request(Bytes.of(clientId), "echo", Bytes.of(requestId),
				Payload.of(bytes(json), bytes(options))));
	}

	void request(Bytes worker, String requestId, String json) {
		request(worker, "client", requestId, json, "{}");
	}

	void cancel(Bytes worker, String clientId, String requestId) {
		send(worker, new ToWorker.CancelRequest(Bytes.of(clientId), Bytes.of(requestId)));
	}

	void disconnect(Bytes worker) {
		this.loop.execute(() -> this.socket.disconnect(worker));
	}

	/** Send a request with each id, and read nothing until the latch is released. */
	CountDownLatch requestAndHoldUp(Bytes worker, List<String> requestIds) {
		CountDownLatch held = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.loop.execute(() -> {
			for (String requestId : requestIds) {
				this.socket.send(worker, MessageCodec.encode(new ToWorker.Request(Bytes.of("client"), "echo",
						Bytes.of(requestId), Payload.of(bytes("1"), bytes("{}")))));
			}
			held.countDown();
			await(release);
		});
		await(held);
		return release;
	}

	Bytes nextWorker() {
		return next(this.workers);
	}

	String nextReply() {
		return describe(next(this.replies));
	}

	static String describe(ToBroker.WorkerReply reply) {
		return reply.type() + " " + reply.clientId() + " " + reply.requestId() + " " + text(reply.status()) + " "
				+ text(reply.payload().data()) + " " + text(reply.payload().options());
	}

	@Override
	public void close() {
		this.loop.close();
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	static <T> T next(BlockingQueue<T> queue) {
		try {
			T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(next).as("something within %s s", PATIENCE_SECONDS).isNotNull();
			return next;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("within %s s", PATIENCE_SECONDS).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static <T> T await(CompletableFuture<T> future) {
		return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
	}

}
