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
import java.util.SplittableRandom;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.Message;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.protocol.ToWorker;
import io.pigato.protocol.WorkerState;
import io.pigato.transport.SendResult;
import io.pigato.transport.TimerQueue;

/**
 * A broker's engine whose peers are methods: without a transport, without a codec and
 * with a clock that goes on with each request. Timers are set and cancelled but none
 * comes due, so there are no heartbeats.
 */
final class EngineLoad implements Outbound, BrokerEvents {

	private static final int MAX = 1_000_000;

	private static final long STEP_NANOS = 1000;

	private static final Bytes CLIENT = Bytes.of("C7e6a4a52-1f8c-4c0e-9f1e-6d3c1b7d2a10");

	private static final String ID_PREFIX = "f08f3080d628678265e8506ae775e79a-";

	private static final byte[] DATA = "\"%s\"".formatted("x".repeat(62)).getBytes(StandardCharsets.UTF_8);

	private static final Payload REQUEST = Payload.of(DATA,
			RequestOptions.builder().timeout(RequestOptions.DEFAULT_TIMEOUT).retry(false).build().encode());

	private static final Payload REPLY = Payload.of(DATA, "{}".getBytes(StandardCharsets.UTF_8));

	private final BrokerEngine engine;

	private long now;

	private long requests;

	private Bytes worker = CLIENT;

	private ToWorker.@Nullable Request toWorker;

	private ToClient.@Nullable Reply toClient;

	EngineLoad() {
		BrokerLimits limits = BrokerLimits.builder()
			.maxWorkers(MAX)
			.maxServices(MAX)
			.maxQueued(MAX)
			.maxQueuedPerService(MAX)
			.maxRequestsPerClient(MAX)
			.maxPendingBytes(1L << 30)
			.build();
		BrokerOptions options = new BrokerOptions("B1", Duration.ofMillis(2500), 3, Dispatch.LOAD, 3,
				Duration.ofSeconds(30), limits, ReplyCacheOptions.disabled());
		TimerQueue timers = new TimerQueue(() -> this.now, (ex) -> {
			throw new IllegalStateException(ex);
		});
		this.engine = new BrokerEngine(options, timers, this, this, new Counters(), new SplittableRandom(1));
		this.engine.onMessage(CLIENT,
				new ToBroker.ClientHello(Capabilities.of(2500, Capabilities.CANCEL, Capabilities.DRAIN).encode()));
	}

	/**
	 * Have workers come.
	 * @param service what each one offers
	 * @param concurrency how many requests each one takes at a time
	 */
	void join(int count, IntFunction<String> service, int concurrency) {
		byte[] capabilities = Capabilities.of(2500, Capabilities.CANCEL, Capabilities.DRAIN)
			.withConcurrency(concurrency)
			.encode();
		for (int i = 0; i < count; i++) {
			Bytes id = Bytes.of("W7e6a4a52-1f8c-4c0e-9f1e-6d3c1b7d2a10-" + i);
			this.engine.onMessage(id, new ToBroker.Ready(service.apply(i), capabilities));
			this.engine.onMessage(id, new ToBroker.WorkerHeartbeat(new WorkerState(concurrency, false).toPayload()));
		}
		this.engine.onReadComplete();
	}

	/**
	 * Have the client send a request.
	 */
	void request(String service) {
		this.now += STEP_NANOS;
		Bytes id = Bytes.of(ID_PREFIX + Long.toHexString(this.requests++));
		this.engine.onMessage(CLIENT, new ToBroker.Request(service, id, REQUEST));
		this.engine.onReadComplete();
	}

	/**
	 * Have the worker reply that was given a request last.
	 * @return what the client was sent
	 */
	ToClient.Reply reply() {
		ToWorker.Request request = this.toWorker;
		if (request == null) {
			throw new IllegalStateException("No worker has a request");
		}
		this.toWorker = null;
		this.toClient = null;
		this.engine.onMessage(this.worker, new ToBroker.WorkerReply(ReplyType.FINAL, request.clientId(),
				request.requestId(), ReplyStatus.ok(), REPLY));
		this.engine.onReadComplete();
		ToClient.Reply reply = this.toClient;
		if (reply == null || reply.requestId() != request.requestId()) {
			throw new IllegalStateException("The client got no reply to " + request);
		}
		return reply;
	}

	@Override
	public SendResult send(Bytes peer, Message message) {
		if (message instanceof ToWorker.Request request) {
			this.worker = peer;
			this.toWorker = request;
		}
		else if (message instanceof ToClient.Reply reply) {
			this.toClient = reply;
		}
		return SendResult.SENT;
	}

	@Override
	public void disconnect(Bytes peer) {
		throw new IllegalStateException("The broker dropped " + peer);
	}

	@Override
	public void workerJoined(String service, String workerId) {
		// nobody listens
	}

	@Override
	public void workerLeft(String service, String workerId, DepartureReason reason) {
		throw new IllegalStateException("The broker lost " + workerId + ": " + reason);
	}

	@Override
	public void clientJoined(String clientId) {
		// nobody listens
	}

	@Override
	public void clientLeft(String clientId) {
		throw new IllegalStateException("The broker lost " + clientId);
	}

	@Override
	public void directoryUpdateRequested() {
		// there is none
	}

	@Override
	public boolean hasCoreService(String name) {
		return false;
	}

	@Override
	public void callCoreService(PendingRequest request) {
		throw new IllegalStateException("There is no core service " + request);
	}

}
