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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * What a broker tells of its services, workers and clients.
 */
class BrokerIntrospectionTests {

	private static final Page ALL = Page.first(Page.MAX_LIMIT);

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void serviceTellsWhatWaitsForItAndWhatItsWorkersDo() {
		BrokerHarness.Worker first = this.broker.worker("echo", "w1", 1);
		this.broker.worker("echo", "w2", 1);
		BrokerHarness.Client client = this.broker.client("c");
		for (int i = 0; i < 5; i++) {
			client.request("echo", "r" + i);
		}
		assertThat(service("echo").withRate(0)).isEqualTo(new Service("echo", 2, 3, 2, 2, 0, 0));
		first.reply(first.request(), "1");
		assertThat(service("echo").withRate(0)).isEqualTo(new Service("echo", 2, 2, 2, 3, 1, 0));
		client.cancel("r4");
		assertThat(service("echo").withRate(0)).isEqualTo(new Service("echo", 2, 1, 2, 3, 1, 0));
		first.leave();
		assertThat(service("echo").withRate(0)).isEqualTo(new Service("echo", 1, 1, 1, 3, 1, 0));
	}

	@Test
	void serviceTellsItsRate() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		BrokerHarness.Client client = this.broker.client("c");
		for (int i = 0; i < 20; i++) {
			this.broker.passMillis(100);
			client.request("echo", "r" + i);
			worker.reply(worker.request(), "1");
		}
		assertThat(this.broker.engine.service("echo").rate()).isEqualTo(10, within(0.1));
	}

	@Test
	void serviceThatNobodyOffersIsThereWhileRequestsWait() {
		BrokerHarness.Client client = this.broker.client("c").request("nobody", "r1").request("nobody", "r2");
		assertThat(this.broker.engine.services(ALL))
			.isEqualTo(new Listing<>(1, List.of(new ServiceInfo("nobody", 0, 2, 0, 0, 0, 0))));
		assertThat(this.broker.engine.service("nobody").queued()).isEqualTo(2);
		client.cancel("r1").cancel("r2");
		assertThat(this.broker.engine.services(ALL)).isEqualTo(new Listing<>(0, List.of()));
		assertThat(this.broker.engine.service("nobody")).isNull();
	}

	@Test
	void whatWaitsFollowsTheOffersThatComeAndGo() {
		this.broker.client("c").request("orders.create", "r1").request("orders.create", "r2");
		BrokerHarness.Worker wildcard = this.broker.worker("orders.*", "w1", 0);
		assertThat(names()).containsExactly("orders.*");
		assertThat(service("orders.*").queued()).isEqualTo(2);
		assertThat(this.broker.engine.service("orders.create")).isNull();
		BrokerHarness.Worker exact = this.broker.worker("orders.create", "w2", 0);
		assertThat(service("orders.*").queued()).isZero();
		assertThat(service("orders.create").queued()).isEqualTo(2);
		exact.leave();
		assertThat(service("orders.*").queued()).isEqualTo(2);
		wildcard.leave();
		assertThat(names()).containsExactly("orders.create");
		assertThat(service("orders.create")).isEqualTo(new Service("orders.create", 0, 2, 0, 0, 0, 0));
	}

	@Test
	void requestForARangeWaitsForEachVersionInIt() {
		this.broker.worker("echo@1.1.0", "w1", 0);
		this.broker.worker("echo@1.2.0", "w2", 0);
		this.broker.worker("echo@2.0.0", "w3", 0);
		BrokerHarness.Client client = this.broker.client("c").request("echo@^1.0", "r");
		assertThat(service("echo@1.1.0").queued()).isEqualTo(1);
		assertThat(service("echo@1.2.0").queued()).isEqualTo(1);
		assertThat(service("echo@2.0.0").queued()).isZero();
		client.cancel("r");
		assertThat(service("echo@1.1.0").queued()).isZero();
	}

	@Test
	void requestThatComesBackFromAWorkerWaitsAgain() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w1", 1);
		this.broker.client("c").request("echo", "r", "{\"retry\":1}");
		BrokerHarness.Worker other = this.broker.worker("echo", "w2", 0);
		worker.leave();
		assertThat(service("echo").withRate(0)).isEqualTo(new Service("echo", 1, 1, 0, 1, 0, 0));
		other.concurrency(1);
		assertThat(service("echo").withRate(0)).isEqualTo(new Service("echo", 1, 0, 1, 2, 0, 0));
		other.reject(other.request());
		assertThat(service("echo").withRate(0)).isEqualTo(new Service("echo", 1, 1, 0, 2, 0, 0));
	}

	@Test
	void workerTellsItsLoadAndAge() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w", 4);
		this.broker.passMillis(1000);
		this.broker.client("c").request("echo", "r1").request("echo", "r2", "{\"workerId\":\"w\"}");
		worker.reply(worker.requests().get(0), "1").concurrency(2);
		this.broker.client("c")
			.request("echo", "r3")
			.request("echo", "r4", "{\"workerId\":\"w\"}")
			.request("echo", "r5", "{\"workerId\":\"w\"}");
		this.broker.passMillis(500);
		assertThat(this.broker.engine.worker("w")).isEqualTo(
				new WorkerInfo("w", "echo", 2, 2, 2, 1.0, 3, false, Duration.ofMillis(1500), Duration.ofMillis(500)));
		assertThat(this.broker.engine.workers(ALL).entries()).containsExactly(this.broker.engine.worker("w"));
		worker.leave();
		assertThat(this.broker.engine.worker("w")).isNull();
		assertThat(this.broker.engine.workers(ALL)).isEqualTo(new Listing<>(0, List.of()));
	}

	@Test
	void workerWhoseConnectionIsFullIsBlocked() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.broker.full.add(worker.id);
		this.broker.client("c").request("echo", "r");
		assertThat(this.broker.engine.worker("w").blocked()).isTrue();
		assertThat(service("echo").withRate(0)).isEqualTo(new Service("echo", 1, 1, 0, 0, 0, 0));
	}

	@Test
	void workerWithoutACleanNameIsFoundByWhatIsShown() {
		this.broker.engine.onMessage(Bytes.wrap(new byte[] { 0, (byte) 0xff }), new ToBroker.Ready("echo", null));
		String id = this.broker.engine.workers(ALL).entries().get(0).id();
		assertThat(id).isEqualTo("0x00ff");
		assertThat(this.broker.engine.worker(id)).isNotNull();
	}

	@Test
	void clientTellsWhatItWaitsFor() {
		BrokerHarness.Client client = this.broker.client("c").hello().request("a", "r1").request("a", "r2");
		this.broker.passMillis(700);
		client.cancel("r1");
		this.broker.passMillis(300);
		assertThat(this.broker.engine.clients(ALL).entries()).singleElement().satisfies((info) -> {
			assertThat(info.id()).isEqualTo("c");
			assertThat(info.pending()).isEqualTo(1);
			assertThat(info.pendingBytes()).isEqualTo(this.broker.counters.pendingBytes.get());
			assertThat(info.requests()).isEqualTo(2);
			assertThat(info.age()).isEqualTo(Duration.ofMillis(1000));
			assertThat(info.idle()).isEqualTo(Duration.ofMillis(300));
		});
		this.broker.engine.onDisconnected(client.id);
		assertThat(this.broker.engine.clients(ALL)).isEqualTo(new Listing<>(0, List.of()));
	}

	@Test
	void pagesOverAHundredThousandWorkersHaveThemAllAndAreNoLongerThanAskedFor() {
		BrokerHarness large = BrokerHarness.withLimits((limits) -> limits.maxWorkers(100_000).maxServices(50_000));
		for (int i = 0; i < 100_000; i++) {
			large.engine.onMessage(Bytes.of("w" + i), new ToBroker.Ready("s" + i / 2, null));
		}
		large.engine.onReadComplete();
		Set<String> ids = new HashSet<>();
		for (Page page = Page.first(1000); page.offset() < 100_000; page = page.next()) {
			Listing<WorkerInfo> workers = large.engine.workers(page);
			assertThat(workers.total()).isEqualTo(100_000);
			assertThat(workers.entries()).hasSize(1000);
			workers.entries().forEach((worker) -> ids.add(worker.id()));
		}
		assertThat(ids).hasSize(100_000);
		assertThat(large.engine.workers(new Page(99_999, 10)).entries()).extracting(WorkerInfo::id)
			.containsExactly("w99999");
		assertThat(large.engine.services(new Page(49_999, 10)))
			.satisfies((services) -> assertThat(services.total()).isEqualTo(50_000))
			.satisfies((services) -> assertThat(services.entries()).extracting(ServiceInfo::name)
				.containsExactly("s49999"));
	}

	@Test
	void pageOfServicesGoesOnWithThoseThatNobodyOffers() {
		this.broker.worker("a", "w1");
		this.broker.worker("b", "w2");
		this.broker.client("c").request("x", "r1").request("y", "r2");
		assertThat(names()).containsExactly("a", "b", "x", "y");
		assertThat(names(new Page(1, 2))).containsExactly("b", "x");
		assertThat(names(new Page(3, 2))).containsExactly("y");
		assertThat(names(new Page(4, 2))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "-1, 1", "0, 0", "0, -1", "0, 1001" })
	void pageHasBounds(int offset, int limit) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Page(offset, limit)).withMessageContaining("must");
	}

	@Test
	void whatIsDroppedIsCounted() {
		this.broker.receive(Bytes.of("stranger"), new ToBroker.WorkerDisconnect());
		assertThat(this.broker.counters.snapshot().unknownWorkers()).isZero();
		this.broker.worker("echo", "w").leave();
		this.broker.receiveFrames(Bytes.of("w"), "W", "4");
		assertThat(this.broker.counters.snapshot().unknownWorkers()).isEqualTo(1);
		this.broker.engine.onOversizedMessage(Bytes.of("stranger"), new ToBroker.ClientHeartbeat());
		assertThat(this.broker.counters.snapshot().oversized()).isEqualTo(1);
	}

	@Test
	void inFlightOfServicesAddsUpWhateverHappens() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w").concurrency(3);
		BrokerHarness.Client client = this.broker.client("c").hello();
		client.request("echo", "done").request("echo", "cancelled").request("echo", "expired", "{\"timeout\":1000}");
		List<ToWorker.Request> requests = worker.requests();
		assertThat(service("echo").inFlight()).isEqualTo(3);
		worker.partial(requests.get(0), "1").reply(requests.get(0), "2");
		assertThat(service("echo").inFlight()).isEqualTo(2);
		client.cancel("cancelled");
		assertThat(service("echo").inFlight()).isEqualTo(1);
		this.broker.passMillis(1000);
		assertThat(service("echo").inFlight()).isZero();
		client.request("echo", "left");
		this.broker.engine.onDisconnected(client.id);
		assertThat(service("echo").inFlight()).isZero();
		assertThat(service("echo").queued()).isZero();
		assertThat(this.broker.counters.inFlight.get()).isZero();
	}

	private List<String> names() {
		return names(ALL);
	}

	private List<String> names(Page page) {
		List<String> names = new ArrayList<>();
		this.broker.engine.services(page).entries().forEach((service) -> names.add(service.name()));
		return names;
	}

	private Service service(String name) {
		ServiceInfo info = this.broker.engine.service(name);
		assertThat(info).isNotNull();
		assertThat(this.broker.engine.services(ALL).entries()).contains(info);
		return new Service(info.name(), info.workers(), info.queued(), info.inFlight(), info.dispatched(),
				info.completed(), info.rate());
	}

	/**
	 * As a {@link ServiceInfo}, with a rate that is left out where it does not matter.
	 */
	private record Service(String name, int workers, int queued, int inFlight, long dispatched, long completed,
			double rate) {

		private Service withRate(double rate) {
			return new Service(this.name, this.workers, this.queued, this.inFlight, this.dispatched, this.completed,
					rate);
		}

	}

}
