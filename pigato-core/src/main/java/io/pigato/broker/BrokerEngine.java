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

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ErrorCode;
import io.pigato.protocol.Fault;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.transport.Timers;

/**
 * The broker as protocol part 3 describes it: a state machine that is told messages, lost
 * connections and time, and sends messages. It does no I/O and belongs to one thread.
 */
final class BrokerEngine {

	private final BrokerOptions options;

	private final Timers timers;

	private final Outbound outbound;

	private final BrokerEvents events;

	private final Counters counters;

	private final FollowUps followUps = new FollowUps();

	private final ClientTable clients = new ClientTable();

	private final ClientGateway gateway;

	private final ServiceTable services;

	private final WorkerRegistry workers;

	private final Dispatcher dispatcher;

	private @Nullable Runnable whenDrained;

	BrokerEngine(BrokerOptions options, Timers timers, Outbound outbound, BrokerEvents events, Counters counters,
			RandomGenerator random) {
		this.options = options;
		this.timers = timers;
		this.outbound = outbound;
		this.events = events;
		this.counters = counters;
		this.gateway = new ClientGateway(outbound, counters, this::leave);
		this.services = new ServiceTable(
				() -> (options.dispatch() == Dispatch.LOAD) ? new LeastLoadedSelector() : new RandomSelector(random));
		this.workers = new WorkerRegistry(options, timers, outbound, this.services, events, counters, this.followUps,
				this::workerLeft, this::finish);
		this.dispatcher = new Dispatcher(options, timers, this.services, this.workers, this.clients, this.gateway,
				events, counters, this::finish);
	}

	/**
	 * Return what the broker announces of itself.
	 */
	static Capabilities capabilities(BrokerOptions options) {
		return Capabilities.of(options.heartbeatInterval().toMillis(), Capabilities.CANCEL, Capabilities.CREDIT,
				Capabilities.DRAIN);
	}

	/**
	 * Read what a peer announces, and keep what the broker makes use of: extensions that
	 * it does not know would only take up room.
	 */
	static Capabilities announced(byte @Nullable [] json, BrokerLimits limits) {
		if (json == null || json.length > limits.maxOptionsSize()) {
			return Capabilities.none();
		}
		Capabilities all = Capabilities.decode(json);
		List<String> known = new ArrayList<>(3);
		for (String feature : List.of(Capabilities.CANCEL, Capabilities.CREDIT, Capabilities.DRAIN)) {
			if (all.has(feature)) {
				known.add(feature);
			}
		}
		Capabilities kept = Capabilities.of(all.heartbeatMillis(), known.toArray(String[]::new));
		Integer concurrency = all.concurrency();
		return (concurrency != null) ? kept.withConcurrency(concurrency) : kept;
	}

	void onMessage(Bytes peer, ToBroker message) {
		if (message instanceof ToBroker.FromWorker fromWorker) {
			onWorkerMessage(peer, fromWorker);
		}
		else if (message instanceof ToBroker.FromClient fromClient) {
			onClientMessage(peer, fromClient);
		}
		else if (message instanceof ToBroker.Malformed malformed) {
			onMalformed(peer, malformed);
		}
		finish();
	}

	/**
	 * What has to be done after whatever happened.
	 */
	private void finish() {
		this.followUps.run();
		if (this.whenDrained != null && this.dispatcher.isIdle()) {
			Runnable drained = this.whenDrained;
			this.whenDrained = null;
			drained.run();
		}
	}

	// workers

	private void onWorkerMessage(Bytes peer, ToBroker.FromWorker message) {
		if (message instanceof ToBroker.Ready ready) {
			this.workers.ready(peer, ready);
		}
		else if (message instanceof ToBroker.WorkerReply reply) {
			onReply(peer, reply);
		}
		else if (message instanceof ToBroker.WorkerDisconnect) {
			onDisconnect(this.workers.get(peer));
		}
		else if (message instanceof ToBroker.WorkerHeartbeat heartbeat) {
			onHeartbeat(peer, heartbeat);
		}
	}

	/**
	 * A worker replies. It is known by the request, nearly always, since to find it among
	 * very many takes longer than all else.
	 */
	private void onReply(Bytes peer, ToBroker.WorkerReply reply) {
		PendingRequest request = this.dispatcher.find(reply.clientId(), reply.requestId());
		WorkerSession assigned = (request != null) ? request.worker() : null;
		if (request != null && assigned != null && assigned.identity().equals(peer) && !assigned.isGone()) {
			assigned.seen(this.timers.nanoTime());
			this.dispatcher.reply(request, assigned, reply);
			return;
		}
		WorkerSession worker = liveWorker(peer);
		if (worker != null) {
			this.dispatcher.unexpectedReply(worker, reply);
		}
	}

	private void onHeartbeat(Bytes peer, ToBroker.WorkerHeartbeat heartbeat) {
		WorkerSession worker = liveWorker(peer);
		if (worker != null && this.workers.heartbeat(worker, heartbeat)) {
			this.dispatcher.serve(worker);
		}
	}

	/**
	 * Find who sent a message that only a worker may send. Who is none is told so.
	 */
	private @Nullable WorkerSession liveWorker(Bytes peer) {
		WorkerSession worker = this.workers.get(peer);
		if (worker == null || worker.isGone()) {
			this.counters.unknownWorkers.increment();
			this.workers.disconnect(peer);
			return null;
		}
		worker.seen(this.timers.nanoTime());
		return worker;
	}

	/**
	 * A worker says goodbye, which is not answered: the original does, and its worker
	 * takes the answer for a command to start again, after it has been stopped.
	 */
	private void onDisconnect(@Nullable WorkerSession worker) {
		if (worker != null) {
			this.workers.leave(worker, DepartureReason.DISCONNECTED);
		}
	}

	private void workerLeft(WorkerSession worker) {
		this.dispatcher.workerLeft(worker);
	}

	// clients

	private void onClientMessage(Bytes peer, ToBroker.FromClient message) {
		ClientSession client = this.clients.get(peer);
		if (client != null) {
			client.seen(this.timers.nanoTime());
		}
		if (message instanceof ToBroker.Request request) {
			onRequest(peer, client, request);
		}
		else if (message instanceof ToBroker.ClientHeartbeat) {
			this.outbound.send(peer, new ToClient.Heartbeat());
		}
		else if (message instanceof ToBroker.ClientHello hello) {
			onHello(peer, client, hello);
		}
		else if (message instanceof ToBroker.WorkerLiveness liveness) {
			WorkerSession worker = this.workers.get(liveness.workerId());
			if (worker != null) {
				worker.seen(this.timers.nanoTime());
			}
		}
		else if (client != null && message instanceof ToBroker.RequestHeartbeat heartbeat) {
			this.dispatcher.heartbeat(client, heartbeat.requestId());
		}
		else if (client != null && message instanceof ToBroker.CreditGrant grant) {
			this.dispatcher.grant(client, grant);
		}
		else if (client != null && message instanceof ToBroker.CancelRequest cancel) {
			this.dispatcher.cancel(client, cancel.requestId());
		}
	}

	private void onRequest(Bytes peer, @Nullable ClientSession known, ToBroker.Request request) {
		ClientSession client = (known != null) ? known : join(peer);
		if (client == null) {
			this.gateway.sendError(peer, request.requestId(), ErrorCode.B_BUSY);
			return;
		}
		this.dispatcher.accept(client, request);
	}

	private void onHello(Bytes peer, @Nullable ClientSession known, ToBroker.ClientHello hello) {
		ClientSession client = (known != null) ? known : join(peer);
		if (client == null) {
			return;
		}
		client.announced(announced(hello.capabilities(), this.options.limits()));
		this.gateway.send(client, new ToClient.Hello(capabilities(this.options).encode()));
		if (this.dispatcher.isDraining()) {
			tellDrain(client);
		}
	}

	private @Nullable ClientSession join(Bytes peer) {
		if (this.clients.size() >= this.options.limits().maxClients()) {
			this.counters.clientsRefused.increment();
			return null;
		}
		ClientSession client = this.clients.add(peer, this.timers.nanoTime());
		this.counters.clients.set(this.clients.size());
		armIdleTimer(client, window(client));
		this.events.clientJoined(client.identity().toString());
		return client;
	}

	private void armIdleTimer(ClientSession client, long delayNanos) {
		client.setIdleTimer(this.timers.schedule(delayNanos, () -> checkIdle(client)));
	}

	/**
	 * Forget a client that has been silent for long. One that did not announce itself
	 * need not beat, so it stays while it waits for something.
	 */
	private void checkIdle(ClientSession client) {
		long window = window(client);
		long left = window - (this.timers.nanoTime() - client.lastSeen());
		if (left > 0) {
			armIdleTimer(client, left);
		}
		else if (client.isAnnounced() || client.requests().isEmpty()) {
			if (client.isAnnounced()) {
				// should it only have stood still, it must neither wait for what is
				// forgotten nor rely on what it announced
				this.outbound.disconnect(client.identity());
			}
			leave(client);
		}
		else {
			armIdleTimer(client, window);
		}
		finish();
	}

	private long window(ClientSession client) {
		long own = this.options.heartbeatInterval().toNanos();
		long announced = client.capabilities().heartbeatMillis() * 1_000_000;
		return Math.max(own, announced) * this.options.heartbeatLiveness();
	}

	private void leave(ClientSession client) {
		if (!client.isGone()) {
			client.leave();
			this.followUps.add(() -> depart(client));
		}
	}

	private void depart(ClientSession client) {
		this.dispatcher.clientLeft(client);
		this.clients.remove(client);
		this.counters.clients.set(this.clients.size());
		this.events.clientLeft(client.identity().toString());
	}

	// what is not as it should be

	private void onMalformed(Bytes peer, ToBroker.Malformed message) {
		malformed(message.fault()).increment();
		if (message.fault() == Fault.EMPTY_SERVICE) {
			// the original's answer to a worker without a service
			WorkerSession worker = this.workers.get(peer);
			if (worker != null) {
				this.workers.expel(worker);
			}
			else {
				this.workers.disconnect(peer);
			}
		}
	}

	@SuppressWarnings("NullAway") // there is one of each
	private Counter malformed(Fault fault) {
		return this.counters.malformed.get(fault);
	}

	/**
	 * A message was too large to be received as a whole.
	 */
	void onOversizedMessage(Bytes peer, ToBroker beginning) {
		this.counters.oversized.increment();
		if (beginning instanceof ToBroker.Request request) {
			this.gateway.sendError(peer, request.requestId(), ErrorCode.B_TOO_LARGE);
		}
		else if (beginning instanceof ToBroker.WorkerReply reply) {
			WorkerSession worker = this.workers.get(peer);
			if (worker != null) {
				this.dispatcher.oversizedReply(worker, reply.clientId(), reply.requestId());
			}
		}
		finish();
	}

	// connections

	void onDisconnected(Bytes peer) {
		WorkerSession worker = this.workers.get(peer);
		if (worker != null) {
			this.workers.leave(worker, DepartureReason.CONNECTION_LOST);
		}
		ClientSession client = this.clients.get(peer);
		if (client != null) {
			leave(client);
		}
		finish();
	}

	void onWritable(Bytes peer) {
		WorkerSession worker = this.workers.get(peer);
		if (worker != null && worker.isBlocked()) {
			this.workers.writable(worker);
			this.dispatcher.writable(worker);
		}
		finish();
	}

	/**
	 * All messages that had arrived were told.
	 */
	void onReadComplete() {
		for (WorkerSession worker = this.workers.pollJoined(); worker != null; worker = this.workers.pollJoined()) {
			this.dispatcher.serve(worker);
		}
		finish();
	}

	void completeCoreRequest(PendingRequest request, ToClient.Reply reply) {
		this.dispatcher.completeCoreRequest(request, reply);
		finish();
	}

	// what there is

	Listing<ServiceInfo> services(Page page) {
		return this.services.infos(page, this.timers.nanoTime());
	}

	@Nullable ServiceInfo service(String name) {
		return this.services.info(name, this.timers.nanoTime());
	}

	Listing<WorkerInfo> workers(Page page) {
		return this.workers.infos(page, this.timers.nanoTime());
	}

	@Nullable WorkerInfo worker(String workerId) {
		WorkerSession worker = this.workers.named(workerId);
		return (worker != null) ? worker.info(this.timers.nanoTime()) : null;
	}

	Listing<ClientInfo> clients(Page page) {
		return this.clients.infos(page, this.timers.nanoTime());
	}

	// the end

	/**
	 * Take on nothing new and tell peers, so that what is in flight can be finished.
	 * @param whenDrained called when nothing is left
	 */
	void drain(Runnable whenDrained) {
		this.whenDrained = whenDrained;
		this.workers.drain();
		for (ClientSession client : this.clients.snapshot()) {
			tellDrain(client);
		}
		this.dispatcher.drain();
		finish();
	}

	private void tellDrain(ClientSession client) {
		if (client.capabilities().has(Capabilities.DRAIN)) {
			this.gateway.send(client, new ToClient.Drain());
		}
	}

	/**
	 * Return all requests that have not ended.
	 */
	List<PendingRequest> pending() {
		return this.dispatcher.pending();
	}

	/**
	 * End what is left with an error and send the workers away. Nothing happens
	 * afterwards.
	 */
	void close() {
		this.whenDrained = null;
		this.dispatcher.close();
		this.workers.close();
		this.followUps.run();
		for (ClientSession client : new ArrayList<>(this.clients.snapshot())) {
			client.leave();
		}
	}

}
