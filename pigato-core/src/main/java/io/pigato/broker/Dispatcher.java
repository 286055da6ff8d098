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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ErrorCode;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyOptions;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.protocol.ToWorker;
import io.pigato.transport.SendResult;
import io.pigato.transport.Timers;

/**
 * The way of a request: taken on, queued, handed to a worker, perhaps put back, and ended
 * by exactly one outcome.
 * <p>
 * It holds at any time that no request waits that a free worker could take.
 */
final class Dispatcher {

	private final BrokerOptions options;

	/** In nanoseconds. */
	private final long maxReaderPause;

	private final Timers timers;

	private final ServiceTable services;

	private final WorkerRegistry workers;

	private final ClientTable clients;

	private final ClientGateway gateway;

	private final BrokerEvents events;

	private final Counters counters;

	private final ReplyCache cache;

	private final Admission admission;

	private final WaitingRequests waiting;

	/** What has to be done after whatever happened by itself. */
	private final Runnable afterwards;

	private long sequence;

	private int inFlight;

	Dispatcher(BrokerOptions options, Timers timers, ServiceTable services, WorkerRegistry workers, ClientTable clients,
			ClientGateway gateway, BrokerEvents events, Counters counters, Runnable afterwards) {
		this.options = options;
		this.maxReaderPause = TimeUnit.NANOSECONDS.convert(options.limits().maxReaderPause());
		this.timers = timers;
		this.services = services;
		this.workers = workers;
		this.clients = clients;
		this.gateway = gateway;
		this.events = events;
		this.counters = counters;
		this.cache = new ReplyCache(options.cache());
		this.admission = new Admission(options.limits());
		this.waiting = new WaitingRequests(services, workers);
		this.afterwards = afterwards;
	}

	// a request comes in

	void accept(ClientSession client, ToBroker.Request message) {
		Bytes requestId = message.requestId();
		if (client.requests().containsKey(requestId)) {
			this.counters.duplicateRequests.increment();
			return;
		}
		this.counters.requests.increment();
		client.countRequest();
		String service = message.service().isEmpty() ? "UNK" : message.service();
		Payload payload = message.payload();
		ErrorCode refusal = this.admission.refusal(client, requestId, service, payload);
		if (refusal != null) {
			this.gateway.sendError(client, requestId, refusal);
			return;
		}
		long now = this.timers.nanoTime();
		RequestOptions requestOptions = RequestOptions.decode(payload.options());
		if (this.admission.isTooLarge(requestOptions)) {
			this.gateway.sendError(client, requestId, ErrorCode.B_TOO_LARGE);
			return;
		}
		if (answerFromCache(client, requestId, service, payload, requestOptions, now)) {
			return;
		}
		PendingRequest request = new PendingRequest(client, requestId, service, payload, requestOptions,
				this.sequence++, now);
		place(request);
	}

	private boolean answerFromCache(ClientSession client, Bytes requestId, String service, Payload payload,
			RequestOptions requestOptions, long now) {
		if (!this.cache.isEnabled() || requestOptions.noCache() || requestOptions.workerId() != null) {
			return false;
		}
		Payload cached = this.cache.get(service, payload.data(), now);
		if (cached == null) {
			return false;
		}
		this.counters.cacheHits.increment();
		this.gateway.send(client, new ToClient.Reply(ReplyType.FINAL, requestId, ReplyStatus.ok(), cached));
		return true;
	}

	private void place(PendingRequest request) {
		String workerId = request.options().workerId();
		List<Offer> routes = this.services.routes(request.serviceName());
		if (workerId == null && this.events.hasCoreService(request.serviceName())) {
			request.givenToCoreService();
			this.inFlight++;
			open(request);
			count();
			this.events.callCoreService(request);
			return;
		}
		WorkerSession target = (workerId != null) ? this.workers.named(workerId) : null;
		boolean servable = (workerId != null) ? target != null : !routes.isEmpty();
		if (!servable && request.options().failFast()) {
			this.gateway.sendError(request.client(), request.requestId(), ErrorCode.B_NO_WORKER);
			return;
		}
		if (handOver(request, target, routes)) {
			open(request);
			count();
			return;
		}
		boolean newService = servable || this.services.unknownServices() < this.options.limits().maxUnknownServices();
		if (!this.admission.mayQueue(request, this.waiting.size(), this.services.waiting(request.serviceName()),
				newService)) {
			this.gateway.sendError(request.client(), request.requestId(), ErrorCode.B_BUSY);
			return;
		}
		open(request);
		this.waiting.add(request);
		count();
	}

	private void open(PendingRequest request) {
		request.client().requests().put(request.requestId(), request);
		this.admission.hold(request.client(), request.size());
		if (request.needsTimer()) {
			armTimer(request, request.nanosToExpiry(this.timers.nanoTime(), this.maxReaderPause));
		}
	}

	// to the workers

	/**
	 * Hand a request that does not wait to a free worker.
	 * @return whether there was one
	 */
	private boolean handOver(PendingRequest request, @Nullable WorkerSession target, List<Offer> routes) {
		if (request.options().workerId() != null) {
			return target != null && target.isFree() && send(request, target);
		}
		for (WorkerSession worker = select(routes, request.rejecters()); worker != null; worker = select(routes,
				request.rejecters())) {
			if (send(request, worker)) {
				return true;
			}
		}
		return false;
	}

	private @Nullable WorkerSession select(List<Offer> routes, Set<WorkerSession> excluded) {
		WorkerSession best = null;
		for (int i = 0; i < routes.size(); i++) {
			WorkerSession candidate = routes.get(i).select(excluded);
			if (candidate != null && (best == null || isLessLoaded(candidate, best))) {
				best = candidate;
			}
		}
		return best;
	}

	private static boolean isLessLoaded(WorkerSession one, WorkerSession other) {
		double difference = one.load() - other.load();
		return (difference != 0) ? difference < 0 : one.lastSent() - other.lastSent() < 0;
	}

	/**
	 * Send a request to a worker.
	 * @return {@code false} if the worker did not take it, and is not free any more
	 */
	private boolean send(PendingRequest request, WorkerSession worker) {
		SendResult result = this.workers.send(worker, new ToWorker.Request(request.client().workerFacingId(),
				request.serviceName(), request.requestId(), request.payload()));
		if (result != SendResult.SENT) {
			return false;
		}
		request.dispatchedTo(worker);
		worker.dispatched(request);
		worker.offer().update(worker);
		this.inFlight++;
		this.counters.dispatched.increment();
		return true;
	}

	/**
	 * Give a worker as much of what waits as it takes.
	 */
	void serve(WorkerSession worker) {
		while (worker.isFree() && serveOne(worker)) {
			// as long as there is something
		}
	}

	private boolean serveOne(WorkerSession worker) {
		PendingRequest request = this.waiting.nextFor(worker);
		if (request == null || !send(request, worker)) {
			return false;
		}
		this.waiting.remove(request);
		count();
		return true;
	}

	// replies

	/**
	 * Find a request that is still open.
	 */
	@Nullable PendingRequest find(Bytes clientId, Bytes requestId) {
		ClientSession client = this.clients.getByWorkerFacingId(clientId);
		return (client != null) ? client.requests().get(requestId) : null;
	}

	/**
	 * A worker replies to a request that it has.
	 */
	void reply(PendingRequest request, WorkerSession worker, ToBroker.WorkerReply reply) {
		switch (reply.type()) {
			case PARTIAL -> partial(request, reply);
			case FINAL -> complete(request, worker, reply);
			case REJECT -> reject(request, worker);
		}
	}

	/**
	 * A worker replies to what it does not have, or not any more.
	 */
	void unexpectedReply(WorkerSession worker, ToBroker.WorkerReply reply) {
		if (worker.abandoned().contains(reply.clientId(), reply.requestId())) {
			this.counters.lateReplies.increment();
			if (reply.type() != ReplyType.PARTIAL) {
				worker.abandoned().remove(reply.clientId(), reply.requestId());
			}
			return;
		}
		this.counters.forgedReplies.increment();
		this.workers.expel(worker);
	}

	private void partial(PendingRequest request, ToBroker.WorkerReply reply) {
		request.partialDelivered(this.timers.nanoTime(), reply.payload().length());
		if (this.gateway.send(request.client(), toClient(request, reply))) {
			this.counters.partials.increment();
		}
	}

	private void complete(PendingRequest request, WorkerSession worker, ToBroker.WorkerReply reply) {
		if (this.cache.isEnabled() && !ReplyStatus.isError(reply.status()) && !request.isPartialDelivered()) {
			cache(request, reply.payload());
		}
		end(request);
		worker.offer().completed();
		if (this.gateway.send(request.client(), toClient(request, reply))) {
			this.counters.replies.increment();
		}
		serve(worker);
	}

	private void cache(PendingRequest request, Payload reply) {
		if (reply.options().length > this.options.limits().maxOptionsSize()) {
			return;
		}
		long millis = ReplyOptions.decode(reply.options()).cache();
		if (millis > 0) {
			this.cache.put(request.serviceName(), request.payload().data(), reply, millis, this.timers.nanoTime());
		}
	}

	private static ToClient.Reply toClient(PendingRequest request, ToBroker.WorkerReply reply) {
		return new ToClient.Reply(reply.type(), request.requestId(), reply.status(), reply.payload());
	}

	private void reject(PendingRequest request, WorkerSession worker) {
		this.counters.rejected.increment();
		// a worker that takes nothing for now gives back what was on its way to it, which
		// does not mean that it never wants it
		boolean wanted = worker.concurrency() == 0;
		if (wanted) {
			request.givenBack();
		}
		else {
			this.admission.hold(request.client(), request.rejectedBy(worker));
		}
		if (request.isPartialDelivered() || (request.options().workerId() != null && !wanted)
				|| this.admission.isOverfull()) {
			// it must not run again, or nowhere else, or there is no room to wait
			endWithError(request, ErrorCode.B_REJECTED);
		}
		else {
			takeFromWorker(request);
			if (!handOver(request, null, this.services.routes(request.serviceName()))) {
				this.waiting.add(request);
			}
			count();
		}
		serve(worker);
	}

	/**
	 * A reply of a worker was too large to be received.
	 */
	void oversizedReply(WorkerSession worker, Bytes clientId, Bytes requestId) {
		PendingRequest request = find(clientId, requestId);
		if (request != null && request.worker() == worker) {
			// the worker does not know, and would wait for credit for ever
			abandon(request);
			this.gateway.sendError(request.client(), requestId, ErrorCode.B_TOO_LARGE);
		}
	}

	/**
	 * A core service has an answer, on the loop; too late if the request has ended.
	 */
	void completeCoreRequest(PendingRequest request, ToClient.Reply reply) {
		if (isOpen(request)) {
			end(request);
			if (this.gateway.send(request.client(), reply)) {
				this.counters.replies.increment();
			}
		}
	}

	// back from the workers

	/**
	 * A worker is gone: what it had goes to others, or ends.
	 */
	void workerLeft(WorkerSession worker) {
		List<PendingRequest> lost = worker.inFlightRequests();
		// those that waited for the last worker of an offer may have another one now
		Set<WaitingService> servable = new LinkedHashSet<>(this.services.leave(worker));
		// the newest first: each comes to stand in front of the ones before
		for (int i = lost.size() - 1; i >= 0; i--) {
			PendingRequest request = lost.get(i);
			if (mayRunAgain(request)) {
				takeFromWorker(request);
				servable.add(this.waiting.add(request));
				this.counters.requeued.increment();
			}
			else {
				endWithError(request, ErrorCode.B_WORKER_LOST);
			}
		}
		for (PendingRequest request = worker.peekTargeted(); request != null; request = worker.peekTargeted()) {
			// an identity is never used again, so nobody else will come for it
			endWithError(request, ErrorCode.B_WORKER_LOST);
		}
		count();
		servable.forEach(this::serve);
		if (this.admission.isClosed()) {
			endUnservable();
		}
	}

	/**
	 * Spread what waits for a service over its free workers.
	 */
	private void serve(WaitingService service) {
		for (Set<WorkerSession> rejecters : service.rejecters()) {
			WorkerSession worker = select(service.routes(), rejecters);
			// one that turned out to be full or gone is not free any more: try the next
			while (worker != null && (serveOne(worker) || !worker.isFree())) {
				worker = select(service.routes(), rejecters);
			}
		}
	}

	private boolean mayRunAgain(PendingRequest request) {
		return request.options().retry() && !request.isPartialDelivered()
				&& request.attempts() < this.options.maxAttempts() && request.options().workerId() == null;
	}

	private void takeFromWorker(PendingRequest request) {
		WorkerSession worker = request.worker();
		if (worker != null) {
			request.takenFromWorker();
			worker.takenBack(request);
			this.inFlight--;
			if (!worker.isGone()) {
				worker.offer().update(worker);
			}
		}
	}

	// the client's interest

	void heartbeat(ClientSession client, Bytes requestId) {
		PendingRequest request = client.requests().get(requestId);
		WorkerSession worker = (request != null) ? request.worker() : null;
		if (worker != null) {
			this.workers.send(worker, new ToWorker.RequestHeartbeat(client.workerFacingId(), requestId));
		}
	}

	/**
	 * A client takes more partial replies to a request.
	 */
	void grant(ClientSession client, ToBroker.CreditGrant grant) {
		PendingRequest request = client.requests().get(grant.requestId());
		if (request == null) {
			return;
		}
		boolean waited = request.isWaitingForClient();
		if (!request.granted(this.timers.nanoTime(), grant.partials(), grant.bytes())) {
			return;
		}
		if (waited) {
			// the worker may not be idle for as long as the client
			request.cancelTimer();
			armTimer(request, request.nanosToExpiry(this.timers.nanoTime(), this.maxReaderPause));
		}
		WorkerSession worker = request.worker();
		if (worker != null && worker.capabilities().has(Capabilities.CREDIT)) {
			ToWorker.CreditGrant forwarded = new ToWorker.CreditGrant(client.workerFacingId(), grant.requestId(),
					grant.partials(), grant.bytes());
			if (this.workers.send(worker, forwarded) == SendResult.FULL) {
				worker.grantLater(request, forwarded);
			}
		}
	}

	/**
	 * A worker's connection takes messages again.
	 */
	void writable(WorkerSession worker) {
		LateGrants grants = worker.lateGrants();
		if (grants != null) {
			grants.send((grant) -> this.workers.send(worker, grant) == SendResult.SENT);
		}
		serve(worker);
	}

	void cancel(ClientSession client, Bytes requestId) {
		PendingRequest request = client.requests().get(requestId);
		if (request != null) {
			this.counters.cancelled.increment();
			abandon(request);
		}
	}

	void clientLeft(ClientSession client) {
		List<PendingRequest> requests = new ArrayList<>(client.requests().values());
		this.counters.cancelled.add(requests.size());
		// those that wait first: the workers that become free are for other clients
		requests.stream().filter(PendingRequest::isQueued).forEach(this::abandon);
		requests.stream().filter(Dispatcher::isOpen).forEach(this::abandon);
	}

	/**
	 * End a request before its worker does. That is told if it understands, and is free
	 * for the next one in any case.
	 */
	private void abandon(PendingRequest request) {
		WorkerSession worker = request.worker();
		end(request);
		if (worker == null) {
			return;
		}
		worker.abandoned().add(request);
		if (worker.capabilities().has(Capabilities.CANCEL)) {
			this.workers.send(worker,
					new ToWorker.CancelRequest(request.client().workerFacingId(), request.requestId()));
		}
		serve(worker);
	}

	// time

	private void armTimer(PendingRequest request, long delayNanos) {
		request.setTimer(this.timers.schedule(delayNanos, () -> checkExpiry(request)));
	}

	private void checkExpiry(PendingRequest request) {
		long left = request.nanosToExpiry(this.timers.nanoTime(), this.maxReaderPause);
		if (left > 0) {
			armTimer(request, left);
			return;
		}
		this.counters.expired.increment();
		boolean rejected = request.isQueued() && request.wasRejected();
		ClientSession client = request.client();
		abandon(request);
		if (rejected) {
			this.gateway.sendError(client, request.requestId(), ErrorCode.B_REJECTED);
		}
		else if (client.isAnnounced()) {
			// an old client has its own timer, and would take this for an unknown reply
			this.gateway.sendError(client, request.requestId(), ErrorCode.B_TIMEOUT);
		}
		this.afterwards.run();
	}

	// the end

	private void endWithError(PendingRequest request, ErrorCode code) {
		end(request);
		this.gateway.sendError(request.client(), request.requestId(), code);
	}

	private void end(PendingRequest request) {
		if (request.isQueued()) {
			this.waiting.remove(request);
		}
		else if (request.worker() != null) {
			takeFromWorker(request);
		}
		else if (request.isAtCoreService()) {
			this.inFlight--;
		}
		request.cancelTimer();
		request.client().requests().remove(request.requestId());
		this.admission.hold(request.client(), -request.size());
		count();
	}

	private static boolean isOpen(PendingRequest request) {
		return request.client().requests().get(request.requestId()) == request;
	}

	private void count() {
		this.counters.queued.set(this.waiting.size());
		this.counters.inFlight.set(this.inFlight);
		this.counters.pendingBytes.set(this.admission.pendingBytes());
	}

	/**
	 * Take on nothing new, and end what no worker is there for.
	 */
	void drain() {
		this.admission.close();
		endUnservable();
	}

	private void endUnservable() {
		Deque<PendingRequest> unservable = new ArrayDeque<>();
		for (ClientSession client : this.clients.snapshot()) {
			for (PendingRequest request : client.requests().values()) {
				if (request.isQueued() && !this.waiting.isServable(request)) {
					unservable.add(request);
				}
			}
		}
		unservable.forEach((request) -> endWithError(request, ErrorCode.B_SHUTDOWN));
	}

	/**
	 * Return all requests that have not ended.
	 */
	List<PendingRequest> pending() {
		List<PendingRequest> pending = new ArrayList<>();
		this.clients.snapshot().forEach((client) -> pending.addAll(client.requests().values()));
		return pending;
	}

	/**
	 * End whatever is left.
	 */
	void close() {
		pending().forEach((request) -> endWithError(request, ErrorCode.B_SHUTDOWN));
	}

	boolean isDraining() {
		return this.admission.isClosed();
	}

	boolean isIdle() {
		return this.waiting.size() == 0 && this.inFlight == 0;
	}

}
