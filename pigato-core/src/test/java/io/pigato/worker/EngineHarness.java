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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;
import io.pigato.testing.ManualTimers;
import io.pigato.transport.SendResult;
import io.pigato.transport.TransportException;

/**
 * An engine under a clock that the test moves, with a socket and callbacks that record.
 */
final class EngineHarness implements WorkerPort, WorkerEvents {

	static final Duration HEARTBEAT = Duration.ofMillis(2500);

	final ManualTimers timers = new ManualTimers();

	final WorkerCounters counters = new WorkerCounters();

	/** All identities, in the order of their sockets. */
	final List<String> opened = new ArrayList<>();

	/** What was sent through the current socket. */
	final List<ToBroker> sent = new ArrayList<>();

	/** What the listener would be told. */
	final List<String> told = new ArrayList<>();

	/** What was given to the handler. */
	final List<InFlightRequest> dispatched = new ArrayList<>();

	final List<InFlightRequest> unfinished = new ArrayList<>();

	final List<OutboundReply> settled = new ArrayList<>();

	/** Which messages the socket takes. */
	Predicate<ToBroker> takes = (message) -> true;

	boolean executorRefuses;

	boolean openFails;

	boolean open;

	final WorkerEngine engine;

	EngineHarness() {
		this(ServiceWorker.builder("echo", (request, reply) -> {
		}).concurrency(2));
	}

	EngineHarness(ServiceWorker.Builder builder) {
		WorkerSettings settings = builder.build().settings();
		this.engine = new WorkerEngine(settings, settings.concurrency(), this.timers, this, this, this.counters,
				() -> "worker-" + this.opened.size());
	}

	/** Start, connect and be accepted. */
	EngineHarness accepted() {
		this.engine.start();
		this.engine.onConnected();
		this.engine.onMessage(new ToWorker.ReadyAccepted(null));
		return this;
	}

	/** Start, connect and be accepted by a broker that announces something. */
	EngineHarness acceptedWith(String... features) {
		this.engine.start();
		this.engine.onConnected();
		this.engine.onMessage(new ToWorker.ReadyAccepted(Capabilities.of(0, features).encode()));
		return this;
	}

	void reconnected() {
		this.engine.onConnected();
		this.engine.onMessage(new ToWorker.ReadyAccepted(null));
	}

	/** Let time pass while the broker is alive. */
	void advanceAlive(Duration duration) {
		long step = HEARTBEAT.toMillis() / 2;
		long left = duration.toMillis();
		while (left > 0) {
			this.timers.advance(Duration.ofMillis(Math.min(step, left)));
			left -= step;
			this.engine.onMessage(new ToWorker.Heartbeat());
		}
	}

	void request(String clientId, String requestId, String options) {
		this.engine.onMessage(new ToWorker.Request(Bytes.of(clientId), "echo", Bytes.of(requestId),
				Payload.of(bytes("\"data\""), bytes(options))));
	}

	InFlightRequest request(String clientId, String requestId) {
		request(clientId, requestId, "{}");
		return last();
	}

	InFlightRequest last() {
		return this.dispatched.get(this.dispatched.size() - 1);
	}

	void cancel(String clientId, String requestId) {
		this.engine.onMessage(new ToWorker.CancelRequest(Bytes.of(clientId), Bytes.of(requestId)));
	}

	void grant(String clientId, String requestId, int partials, int bytes) {
		this.engine.onMessage(new ToWorker.CreditGrant(Bytes.of(clientId), Bytes.of(requestId), partials, bytes));
	}

	/** A handler on the loop's thread sends a partial reply. */
	void partial(InFlightRequest request, String json) {
		reply(request, ReplyType.PARTIAL, json);
	}

	/** A handler on another thread, which has taken credit, sends a partial reply. */
	void creditedPartial(InFlightRequest request, String json) {
		OutboundReply reply = OutboundReply.of(request, ReplyType.PARTIAL, false, Payload.of(bytes(json), bytes("{}")));
		if (request.credit == null || !request.credit.tryTake(reply.cost())) {
			throw new AssertionError("There is no credit");
		}
		this.engine.reply(reply.withCredit());
	}

	void reply(InFlightRequest request, ReplyType type, String json) {
		this.engine.reply(OutboundReply.of(request, type, false, Payload.of(bytes(json), bytes("{}"))));
	}

	void end(InFlightRequest request, String json) {
		reply(request, ReplyType.FINAL, json);
	}

	/** The handler returns. */
	void returned(InFlightRequest request) {
		if (request.letGo()) {
			this.engine.onSlotFree();
		}
	}

	void finish(InFlightRequest request) {
		end(request, "1");
		returned(request);
	}

	void malformed() {
		this.engine.onMessage(MessageCodec.decodeToWorker(new byte[][] { { 'W' }, { '9' }, { 1, 2 } }));
	}

	/** The replies sent so far, as text. */
	List<String> replies() {
		List<String> replies = new ArrayList<>();
		for (ToBroker message : this.sent) {
			if (message instanceof ToBroker.WorkerReply reply) {
				replies.add(reply.type() + " " + reply.clientId() + " " + reply.requestId() + " " + text(reply.status())
						+ " " + text(reply.payload().data()) + " " + text(reply.payload().options()));
			}
		}
		return replies;
	}

	/** The data of the replies sent so far. */
	List<String> data() {
		List<String> data = new ArrayList<>();
		for (ToBroker message : this.sent) {
			if (message instanceof ToBroker.WorkerReply reply) {
				data.add(text(reply.payload().data()));
			}
		}
		return data;
	}

	/** The concurrencies that were told by heartbeats. */
	List<String> heartbeats() {
		List<String> heartbeats = new ArrayList<>();
		for (ToBroker message : this.sent) {
			if (message instanceof ToBroker.WorkerHeartbeat heartbeat) {
				heartbeats.add(text(heartbeat.payload().data()) + text(heartbeat.payload().options()));
			}
		}
		return heartbeats;
	}

	boolean leftBroker() {
		return this.sent.stream().anyMatch(ToBroker.WorkerDisconnect.class::isInstance);
	}

	static ToWorker.ReadyAccepted answer(long heartbeatMillis) {
		return new ToWorker.ReadyAccepted(Capabilities.of(heartbeatMillis).encode());
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	@Override
	public void open(String identity) {
		if (this.openFails) {
			throw new TransportException("expected");
		}
		if (this.open) {
			throw new AssertionError("There is a socket already");
		}
		this.open = true;
		this.sent.clear();
		this.opened.add(identity);
	}

	@Override
	public SendResult send(ToBroker message) {
		if (!this.open) {
			return SendResult.GONE;
		}
		if (!this.takes.test(message)) {
			return SendResult.FULL;
		}
		this.sent.add(message);
		return SendResult.SENT;
	}

	@Override
	public void close() {
		this.open = false;
	}

	@Override
	public void connected() {
		this.told.add("connected");
	}

	@Override
	public void disconnected(String reason) {
		this.told.add("disconnected");
	}

	@Override
	public void brokerDrains() {
		this.told.add("broker drains");
	}

	@Override
	public void failed(Throwable failure) {
		this.told.add("failed");
	}

	@Override
	public boolean dispatch(InFlightRequest request) {
		if (this.executorRefuses) {
			return false;
		}
		this.dispatched.add(request);
		return true;
	}

	@Override
	public void unfinished(List<InFlightRequest> requests) {
		this.unfinished.addAll(requests);
	}

	@Override
	public void settled(OutboundReply reply) {
		this.settled.add(reply);
	}

}
