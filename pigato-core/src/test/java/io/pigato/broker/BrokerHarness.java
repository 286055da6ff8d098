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

package io.pigato.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.Message;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.protocol.ToWorker;
import io.pigato.protocol.WorkerState;
import io.pigato.testing.ManualTimers;
import io.pigato.transport.SendResult;

/**
 * A broker's engine with peers that are scripted, under a clock that tests turn.
 */
class BrokerHarness implements Outbound, BrokerEvents {

	static final BrokerOptions DEFAULTS = new BrokerOptions("B1", Duration.ofMillis(2500), 3, Dispatch.LOAD, 3,
			Duration.ofSeconds(30), BrokerLimits.defaults(), ReplyCacheOptions.disabled());

	final Counters counters = new Counters();

	final Set<Bytes> full = new HashSet<>();

	final Set<Bytes> unreachable = new HashSet<>();

	final List<Bytes> dropped = new ArrayList<>();

	final List<String> events = new ArrayList<>();

	final Set<String> coreServices = new HashSet<>();

	final List<PendingRequest> coreRequests = new ArrayList<>();

	private final Map<Bytes, Deque<Message>> sent = new HashMap<>();

	private final Deque<Sent> log = new ArrayDeque<>();

	private final ManualTimers timers = new ManualTimers();

	final BrokerEngine engine;

	BrokerHarness() {
		this(DEFAULTS);
	}

	BrokerHarness(BrokerOptions options) {
		this.engine = new BrokerEngine(options, this.timers, this, this, this.counters, new Random(1));
	}

	static BrokerHarness withLimits(UnaryOperator<BrokerLimits.Builder> limits) {
		return new BrokerHarness(new BrokerOptions("B1", DEFAULTS.heartbeatInterval(), 3, Dispatch.LOAD, 3,
				DEFAULTS.gracePeriod(), limits.apply(BrokerLimits.builder()).build(), ReplyCacheOptions.disabled()));
	}

	static BrokerHarness withCache(ReplyCacheOptions cache) {
		return new BrokerHarness(new BrokerOptions("B1", DEFAULTS.heartbeatInterval(), 3, Dispatch.LOAD, 3,
				DEFAULTS.gracePeriod(), BrokerLimits.defaults(), cache));
	}

	static BrokerHarness withDispatch(Dispatch dispatch) {
		return new BrokerHarness(new BrokerOptions("B1", DEFAULTS.heartbeatInterval(), 3, dispatch, 3,
				DEFAULTS.gracePeriod(), BrokerLimits.defaults(), ReplyCacheOptions.disabled()));
	}

	void pass(Duration duration) {
		this.timers.advance(duration);
	}

	void passMillis(long millis) {
		pass(Duration.ofMillis(millis));
	}

	int timerCount() {
		return this.timers.size();
	}

	void receive(Bytes peer, ToBroker message) {
		// through the codec, as it would come from the wire
		this.engine.onMessage(peer, MessageCodec.decodeToBroker(MessageCodec.encode(message)));
		this.engine.onReadComplete();
	}

	void receiveFrames(Bytes peer, String... frames) {
		byte[][] bytes = new byte[frames.length][];
		for (int i = 0; i < frames.length; i++) {
			bytes[i] = utf8(frames[i]);
		}
		this.engine.onMessage(peer, MessageCodec.decodeToBroker(bytes));
		this.engine.onReadComplete();
	}

	@Override
	public SendResult send(Bytes peer, Message message) {
		if (this.unreachable.contains(peer)) {
			return SendResult.GONE;
		}
		if (this.full.contains(peer)) {
			return SendResult.FULL;
		}
		this.sent.computeIfAbsent(peer, (key) -> new ArrayDeque<>()).add(message);
		this.log.add(new Sent(peer, message));
		return SendResult.SENT;
	}

	@Override
	public void disconnect(Bytes peer) {
		this.dropped.add(peer);
	}

	/** What was sent to a peer since it was last asked, heartbeats left out. */
	List<Message> take(Bytes peer) {
		Deque<Message> messages = this.sent.remove(peer);
		if (messages == null) {
			return List.of();
		}
		return messages.stream()
			.filter((message) -> !(message instanceof ToWorker.Heartbeat) && !(message instanceof ToClient.Heartbeat))
			.toList();
	}

	/** What was sent to anybody since this was last asked, in its order. */
	List<Sent> takeLog() {
		List<Sent> taken = List.copyOf(this.log);
		this.log.clear();
		this.sent.clear();
		return taken;
	}

	List<Message> takeAll(Bytes peer) {
		Deque<Message> messages = this.sent.remove(peer);
		return (messages != null) ? List.copyOf(messages) : List.of();
	}

	@Override
	public void workerJoined(String service, String workerId) {
		this.events.add("joined " + service + " " + workerId);
	}

	@Override
	public void workerLeft(String service, String workerId, DepartureReason reason) {
		this.events.add("left " + service + " " + workerId + " " + reason);
	}

	@Override
	public void clientJoined(String clientId) {
		this.events.add("client joined " + clientId);
	}

	@Override
	public void clientLeft(String clientId) {
		this.events.add("client left " + clientId);
	}

	@Override
	public void directoryUpdateRequested() {
		this.events.add("directory update");
	}

	@Override
	public boolean hasCoreService(String name) {
		return this.coreServices.contains(name);
	}

	@Override
	public void callCoreService(PendingRequest request) {
		this.coreRequests.add(request);
	}

	static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	Client client(String id) {
		return new Client(Bytes.of(id));
	}

	Client client(Bytes id) {
		return new Client(id);
	}

	Worker worker(String service, String id) {
		return new Worker(service, Bytes.of(id)).ready();
	}

	/** A worker whose first messages arrive together, as the original's do. */
	Worker worker(String service, String id, int concurrency) {
		Worker worker = new Worker(service, Bytes.of(id));
		this.engine.onMessage(worker.id, new ToBroker.Ready(service, null));
		this.engine.onMessage(worker.id, new ToBroker.WorkerHeartbeat(new WorkerState(concurrency, false).toPayload()));
		this.engine.onReadComplete();
		return worker;
	}

	/** A worker that announced what it can do. */
	Worker newWorker(String service, String id) {
		return new Worker(service, Bytes.of(id))
			.ready(Capabilities.of(2500, Capabilities.CANCEL, Capabilities.CREDIT, Capabilities.DRAIN));
	}

	record Sent(Bytes peer, Message message) {

	}

	final class Client {

		final Bytes id;

		private Client(Bytes id) {
			this.id = id;
		}

		Client hello() {
			receive(this.id, new ToBroker.ClientHello(
					Capabilities.of(2500, Capabilities.CANCEL, Capabilities.CREDIT, Capabilities.DRAIN).encode()));
			take(this.id);
			return this;
		}

		Client request(String service, String requestId) {
			return request(service, requestId, "{}");
		}

		Client request(String service, String requestId, String options) {
			return request(service, requestId, "\"" + requestId + "\"", options);
		}

		Client request(String service, String requestId, String data, String options) {
			receive(this.id, new ToBroker.Request(service, Bytes.of(requestId), Payload.of(utf8(data), utf8(options))));
			return this;
		}

		Client cancel(String requestId) {
			receive(this.id, new ToBroker.CancelRequest(Bytes.of(requestId)));
			return this;
		}

		Client grant(String requestId, int partials, int bytes) {
			receive(this.id, new ToBroker.CreditGrant(Bytes.of(requestId), partials, bytes));
			return this;
		}

		Client beat(String requestId) {
			receive(this.id,
					new ToBroker.RequestHeartbeat(Bytes.of(requestId), ToBroker.RequestHeartbeat.Spelling.REQUEST));
			return this;
		}

		/** The replies since last asked, such as {@code "r1 3 0 data"}. */
		List<String> replies() {
			return take(this.id).stream()
				.filter(ToClient.Reply.class::isInstance)
				.map(ToClient.Reply.class::cast)
				.map((reply) -> reply.requestId() + " " + ((reply.type() == ReplyType.FINAL) ? "3" : "6") + " "
						+ text(reply.status()) + " " + text(reply.payload().data()))
				.toList();
		}

	}

	final class Worker {

		final String service;

		final Bytes id;

		private Worker(String service, Bytes id) {
			this.service = service;
			this.id = id;
		}

		Worker ready() {
			receive(this.id, new ToBroker.Ready(this.service, null));
			return this;
		}

		Worker ready(Capabilities capabilities) {
			receive(this.id, new ToBroker.Ready(this.service, capabilities.encode()));
			return this;
		}

		Worker concurrency(int concurrency) {
			receive(this.id, new ToBroker.WorkerHeartbeat(new WorkerState(concurrency, false).toPayload()));
			return this;
		}

		Worker beat() {
			receive(this.id, new ToBroker.WorkerHeartbeat(new WorkerState(null, false).toPayload()));
			return this;
		}

		Worker reply(ToWorker.Request request, String data) {
			return reply(ReplyType.FINAL, request, ReplyStatus.ok(), data, "{}");
		}

		Worker partial(ToWorker.Request request, String data) {
			return reply(ReplyType.PARTIAL, request, ReplyStatus.ok(), data, "{}");
		}

		Worker reject(ToWorker.Request request) {
			return reply(ReplyType.REJECT, request, ReplyStatus.ok(), "\"NOT_MY_JOB\"", "undefined");
		}

		Worker reply(ReplyType type, ToWorker.Request request, byte[] status, String data, String options) {
			receive(this.id, new ToBroker.WorkerReply(type, request.clientId(), request.requestId(), status,
					Payload.of(utf8(data), utf8(options))));
			return this;
		}

		Worker leave() {
			receive(this.id, new ToBroker.WorkerDisconnect());
			return this;
		}

		/** The requests since last asked. */
		List<ToWorker.Request> requests() {
			return take(this.id).stream()
				.filter(ToWorker.Request.class::isInstance)
				.map(ToWorker.Request.class::cast)
				.toList();
		}

		/** The grants since last asked, such as {@code "c r1 5 100"}. */
		List<String> grants() {
			return take(this.id).stream()
				.filter(ToWorker.CreditGrant.class::isInstance)
				.map(ToWorker.CreditGrant.class::cast)
				.map((grant) -> grant.clientId() + " " + grant.requestId() + " " + grant.partials() + " "
						+ grant.bytes())
				.toList();
		}

		/** The ids of the requests since last asked. */
		List<String> requestIds() {
			return requests().stream().map((request) -> request.requestId().toString()).toList();
		}

		ToWorker.Request request() {
			List<ToWorker.Request> requests = requests();
			if (requests.size() != 1) {
				throw new AssertionError("Expected one request but were " + requests);
			}
			return requests.get(0);
		}

		boolean wasDisconnected() {
			return take(this.id).stream().anyMatch(ToWorker.Disconnect.class::isInstance);
		}

	}

}
