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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ServiceName;
import io.pigato.protocol.ToClient;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine against a model that is as simple and as slow as can be, over random
 * histories: after every step, nothing waits that a free worker could take, nobody has
 * more than it takes, the order is kept, and every request ends once.
 */
class BrokerModelTests {

	private static final String[] REQUESTED = { "a", "ab", "abc", "b", "v@^1", "v@1.0.0", "v@~2.1", "none" };

	private static final String[] OFFERED = { "a", "ab", "a*", "ab*", "*", "b", "v@1.0.0", "v@1.2.0", "v@2.1.7" };

	private static final int[] CONCURRENCIES = { 0, 1, 1, 2, 3, 100, -1 };

	@Test
	void engineDoesWhatTheModelSays() {
		for (int seed = 0; seed < 200; seed++) {
			for (Dispatch dispatch : Dispatch.values()) {
				try {
					new Run(seed, dispatch).run(300);
				}
				catch (AssertionError | RuntimeException ex) {
					throw new AssertionError("Failed with seed " + seed + " and dispatch " + dispatch, ex);
				}
			}
		}
	}

	private static final class ModelWorker {

		private final BrokerHarness.Worker peer;

		private int concurrency;

		private final Map<String, ToWorker.Request> inFlight = new LinkedHashMap<>();

		private boolean blocked;

		private ModelWorker(BrokerHarness.Worker peer, int concurrency) {
			this.peer = peer;
			this.concurrency = concurrency;
		}

		private boolean isFree() {
			return !this.blocked && (this.concurrency < 0 || this.inFlight.size() < this.concurrency);
		}

	}

	private static final class ModelRequest {

		private final String key;

		private final BrokerHarness.Client client;

		private final String service;

		private final String workerId;

		private final boolean retry;

		private final int number;

		private final Set<ModelWorker> rejectedBy = new HashSet<>();

		private ModelWorker worker;

		private boolean partial;

		private int attempts;

		private ModelRequest(BrokerHarness.Client client, String service, String workerId, boolean retry, int number) {
			this.key = client.id + "/r" + number;
			this.client = client;
			this.service = service;
			this.workerId = workerId;
			this.retry = retry;
			this.number = number;
		}

	}

	private static final class Run {

		private final Random random;

		private final BrokerHarness broker;

		private final Map<String, ModelWorker> workers = new LinkedHashMap<>();

		private final Map<String, BrokerHarness.Client> clients = new LinkedHashMap<>();

		private final Map<String, ModelRequest> open = new LinkedHashMap<>();

		private final Set<String> ended = new HashSet<>();

		/** Those for which the next reply may be an error of the broker. */
		private final Set<String> doomed = new LinkedHashSet<>();

		private int numbers;

		private Run(int seed, Dispatch dispatch) {
			this.random = new Random(seed);
			this.broker = BrokerHarness.withDispatch(dispatch);
			for (int i = 0; i < 3; i++) {
				BrokerHarness.Client client = this.broker.client("c" + i);
				this.clients.put("c" + i, client);
			}
		}

		private void run(int steps) {
			for (int i = 0; i < steps; i++) {
				step();
				absorb();
				check();
			}
		}

		private <T> T pick(Iterable<T> candidates) {
			List<T> list = new ArrayList<>();
			candidates.forEach(list::add);
			return list.isEmpty() ? null : list.get(this.random.nextInt(list.size()));
		}

		private void step() {
			switch (this.random.nextInt(16)) {
				case 0, 1 -> join();
				case 2 -> leave();
				case 3 -> changeConcurrency();
				case 4, 5, 6, 7 -> request();
				case 8, 9, 10 -> reply(ReplyType.FINAL);
				case 11 -> reply(ReplyType.PARTIAL);
				case 12 -> reply(ReplyType.REJECT);
				case 13 -> cancel();
				case 14 -> block();
				default -> unblock();
			}
		}

		private void join() {
			if (this.workers.size() >= 8) {
				return;
			}
			String id = "w" + this.numbers++;
			int concurrency = CONCURRENCIES[this.random.nextInt(CONCURRENCIES.length)];
			String service = OFFERED[this.random.nextInt(OFFERED.length)];
			this.workers.put(id, new ModelWorker(this.broker.worker(service, id, concurrency), concurrency));
		}

		private void leave() {
			ModelWorker worker = pick(this.workers.values());
			if (worker == null) {
				return;
			}
			this.workers.remove(worker.peer.id.toString());
			for (ModelRequest request : this.open.values()) {
				if (request.worker == worker) {
					request.worker = null;
					if (!request.retry || request.partial || request.attempts >= 3 || request.workerId != null) {
						this.doomed.add(request.key);
					}
				}
				else if (worker.peer.id.toString().equals(request.workerId)) {
					this.doomed.add(request.key);
				}
			}
			if (this.random.nextBoolean()) {
				worker.peer.leave();
			}
			else {
				this.broker.engine.onDisconnected(worker.peer.id);
			}
		}

		private void changeConcurrency() {
			ModelWorker worker = pick(this.workers.values());
			if (worker != null && !worker.blocked) {
				worker.concurrency = CONCURRENCIES[this.random.nextInt(CONCURRENCIES.length)];
				worker.peer.concurrency(worker.concurrency);
			}
		}

		private void request() {
			BrokerHarness.Client client = pick(this.clients.values());
			String service = REQUESTED[this.random.nextInt(REQUESTED.length)];
			boolean retry = this.random.nextBoolean();
			String workerId = (this.random.nextInt(8) == 0) ? pick(this.workers.keySet()) : null;
			ModelRequest request = new ModelRequest(client, service, workerId, retry, this.numbers++);
			this.open.put(request.key, request);
			client.request(service, "r" + request.number, "{\"timeout\":-1,\"retry\":" + (retry ? 1 : 0)
					+ ((workerId != null) ? ",\"workerId\":\"" + workerId + "\"" : "") + "}");
		}

		private void reply(ReplyType type) {
			ModelRequest request = pick(this.open.values().stream().filter((other) -> other.worker != null).toList());
			if (request == null) {
				return;
			}
			ModelWorker worker = request.worker;
			ToWorker.Request message = worker.inFlight.get(request.key);
			switch (type) {
				case PARTIAL -> request.partial = true;
				case FINAL -> worker.inFlight.remove(request.key);
				case REJECT -> {
					worker.inFlight.remove(request.key);
					request.worker = null;
					request.attempts--;
					boolean wanted = worker.concurrency == 0;
					if (!wanted) {
						request.rejectedBy.add(worker);
					}
					if (request.partial || (request.workerId != null && !wanted)) {
						this.doomed.add(request.key);
					}
				}
			}
			worker.peer.reply(type, message, BrokerHarness.utf8("0"), "\"" + request.key + "\"", "{}");
		}

		private void cancel() {
			ModelRequest request = pick(this.open.values());
			if (request == null) {
				return;
			}
			if (request.worker != null) {
				request.worker.inFlight.remove(request.key);
			}
			this.open.remove(request.key);
			request.client.cancel("r" + request.number);
		}

		private void block() {
			ModelWorker worker = pick(this.workers.values());
			if (worker != null && !worker.blocked) {
				worker.blocked = true;
				this.broker.full.add(worker.peer.id);
				// so that the engine has noticed
				worker.peer.beat();
			}
		}

		private void unblock() {
			ModelWorker worker = pick(this.workers.values());
			if (worker != null && worker.blocked) {
				worker.blocked = false;
				this.broker.full.remove(worker.peer.id);
				this.broker.engine.onWritable(worker.peer.id);
			}
		}

		/** Take in what the engine has sent. */
		private void absorb() {
			for (BrokerHarness.Sent sent : this.broker.takeLog()) {
				if (sent.message() instanceof ToWorker.Request request) {
					dispatched(this.workers.get(sent.peer().toString()), request);
				}
				else if (sent.message() instanceof ToClient.Reply reply) {
					replied(this.clients.get(sent.peer().toString()), reply);
				}
			}
		}

		private void dispatched(ModelWorker worker, ToWorker.Request message) {
			String key = message.clientId() + "/" + message.requestId();
			ModelRequest request = this.open.get(key);
			assertThat(request).as("open request %s", key).isNotNull();
			assertThat(request.worker).as("worker of %s", key).isNull();
			assertThat(request.rejectedBy).as("who rejected %s", key).doesNotContain(worker);
			assertThat(isEligible(worker, request)).as("%s for %s", worker.peer.service, request.service).isTrue();
			worker.inFlight.put(key, message);
			request.worker = worker;
			request.attempts++;
			assertThat(request.attempts).isLessThanOrEqualTo(request.retry ? 3 : 1);
			for (ModelRequest other : this.open.values()) {
				if (other.number < request.number && other.service.equals(request.service) && other.workerId == null
						&& request.workerId == null && other.worker == null && !this.doomed.contains(other.key)) {
					assertThat(other.rejectedBy).as("%s overtook %s", key, other.key).contains(worker);
				}
			}
		}

		private void replied(BrokerHarness.Client client, ToClient.Reply reply) {
			String key = client.id + "/" + reply.requestId();
			ModelRequest request = this.open.get(key);
			assertThat(request).as("open request %s", key).isNotNull();
			String data = BrokerHarness.text(reply.payload().data());
			if (reply.type() == ReplyType.PARTIAL) {
				assertThat(data).isEqualTo("\"" + key + "\"");
				return;
			}
			if (!data.equals("\"" + key + "\"")) {
				assertThat(this.doomed).as("requests that may fail, with %s", data).contains(key);
			}
			this.doomed.remove(key);
			this.open.remove(key);
			assertThat(this.ended.add(key)).isTrue();
		}

		private boolean isEligible(ModelWorker worker, ModelRequest request) {
			if (request.workerId != null) {
				return worker.peer.id.toString().equals(request.workerId);
			}
			Set<String> offers = new LinkedHashSet<>();
			this.workers.values().forEach((other) -> offers.add(other.peer.service));
			String service = worker.peer.service;
			if (offers.contains(request.service)) {
				return service.equals(request.service);
			}
			if (!ServiceName.matches(service, request.service)) {
				return false;
			}
			return !ServiceName.isWildcard(service) || offers.stream()
				.filter(ServiceName::isWildcard)
				.filter((offer) -> ServiceName.matches(offer, request.service))
				.max(Comparator.comparingInt(String::length))
				.orElseThrow()
				.equals(service);
		}

		private void check() {
			assertThat(this.doomed).isEmpty();
			long waiting = 0;
			for (ModelRequest request : this.open.values()) {
				if (request.worker != null) {
					continue;
				}
				waiting++;
				for (ModelWorker worker : this.workers.values()) {
					assertThat(worker.isFree() && !request.rejectedBy.contains(worker) && isEligible(worker, request))
						.as("%s waits although %s of %s is free", request.key, worker.peer.id, worker.peer.service)
						.isFalse();
				}
			}
			assertThat(this.broker.counters.queued.get()).isEqualTo(waiting);
			assertThat(this.broker.counters.inFlight.get()).isEqualTo(this.open.size() - waiting);
			assertThat(this.broker.counters.workers.get()).isEqualTo(this.workers.size());
		}

	}

}
