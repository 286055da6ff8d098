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

package io.pigato.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.client.ClientStatistics;
import io.pigato.client.PigatoBrokerLostException;
import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoTimeoutException;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * This project's client and worker on the original's broker, with each other and with the
 * original's. The original's broker must not notice what the extensions of the protocol
 * announce to it.
 */
class OurPeersOnNodeBrokerTests extends AbstractInteropTests {

	private static final Map<String, ?> SHORT_HEARTBEAT = Map.of("heartbeat", 300);

	private NodeBroker broker;

	@Override
	void startBroker(NodePeers peers) {
		this.broker = peers.broker(Map.of());
	}

	@Override
	void stopBroker() {
		assertThat(this.broker.unread()).as("what the broker complained of")
			.noneMatch((line) -> List.of("error", "uncaught").contains(line.path("event").asString("")));
	}

	@Override
	boolean wakesStoppedNodeWorkers() {
		return true;
	}

	@Override
	String endpoint() {
		return this.broker.endpoint();
	}

	@Test
	void heartbeatsKeepClientAndWorkerConnectedWhileARequestTakesLong() {
		NodeBroker own = this.peers.broker(SHORT_HEARTBEAT);
		HeldRequests.OfOurs held = new HeldRequests.OfOurs();
		ServiceWorker worker = connect(ServiceWorker.builder(this.service, held::handle)
			.transport(peerTransport())
			.endpoint(own.endpoint())
			.heartbeatInterval(Duration.ofMillis(300))
			.build());
		PigatoClient client = client(own.endpoint(), Duration.ofMillis(300));
		CompletableFuture<String> reply = client.callAsync(this.service, "data", String.class);
		HeldRequests.Held request = held.next();
		String workerId = worker.workerId();
		// the broker counts a worker as lost after four intervals of silence
		Awaitility.await()
			.during(Duration.ofMillis(2400))
			.atMost(PATIENCE)
			.until(() -> request.isActive() && workerId.equals(worker.workerId()) && client.statistics().connected());
		assertThat(worker.statistics().reconnects()).isZero();
		assertThat(client.statistics().reconnects()).isZero();
		request.end("done");
		assertThat(get(reply)).isEqualTo("done");
		assertThat(own.unread()).isEmpty();
	}

	@Test
	void requestsWithRetryRunAgainWhenTheNodeWorkerIsKilled() {
		NodeBroker own = this.peers.broker(SHORT_HEARTBEAT);
		PigatoClient client = client(own.endpoint(), Duration.ofMillis(300));
		NodeWorker first = this.peers.worker(own.endpoint(), this.service, "hold", SHORT_HEARTBEAT);
		CompletableFuture<String> reply = client.request(this.service).data("data").retry(true).callAsync(String.class);
		first.awaitRequest();
		connect(ServiceWorker.builder(this.service, OurBehaviours.handler("echo", () -> null))
			.transport(peerTransport())
			.endpoint(own.endpoint())
			.heartbeatInterval(Duration.ofMillis(300))
			.build());
		first.kill();
		assertThat(get(reply)).isEqualTo("data");
	}

	@Test
	void requestsTimeOutHereAsTheBrokerIsSilent() {
		assertThatExceptionOfType(PigatoTimeoutException.class)
			.isThrownBy(() -> ourClient().request(this.service).timeout(Duration.ofMillis(100)).call(String.class));
	}

	@Test
	void lateRepliesAreDroppedHere() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "hold", Map.of());
		ClientStatistics before = ourClient().statistics();
		CompletableFuture<String> cancelled = ourClient().callAsync(this.service, "cancelled", String.class);
		int request = worker.awaitRequest().get("request").asInt();
		cancelled.cancel(true);
		eventually().until(() -> ourClient().statistics().cancelled() == before.cancelled() + 1);
		worker.reply(request, "write", "late");
		worker.reply(request, "end", "too late");
		eventually().until(() -> ourClient().statistics().lateReplies() == before.lateReplies() + 2);
		CompletableFuture<String> next = ourClient().callAsync(this.service, "next", String.class);
		worker.reply(worker.awaitRequest().get("request").asInt(), "end", "done");
		assertThat(get(next)).isEqualTo("done");
		assertThat(ourClient().statistics().malformed()).isEqualTo(before.malformed());
	}

	@Test
	void ourWorkerFinishesWhatItHasWhenItStops() {
		HeldRequests.OfOurs held = new HeldRequests.OfOurs();
		ServiceWorker worker = connect(ServiceWorker.builder(this.service, held::handle)
			.transport(peerTransport())
			.endpoint(endpoint())
			.build());
		int id = nodeClient().request(this.service, "data");
		HeldRequests.Held request = held.next();
		CompletableFuture<Void> stopped = worker.stopAsync();
		request.end("done");
		get(stopped);
		assertThat(nodeClient().awaitFinal(id).get("data")).isEqualTo(json("done"));
		assertThat(worker.workerId()).isNull();
	}

	@Test
	void ourWorkerStartsAgainAfterAStop() {
		ServiceWorker worker = ourWorker(this.service, "echo");
		for (int i = 0; i < 3; i++) {
			assertThat(caller(Sides.NODE_CLIENT_AND_OUR_WORKER).call(this.service, i).data()).isEqualTo(json(i));
			worker.stop();
			connect(worker);
		}
		assertThat(worker.statistics().reconnects()).isZero();
		assertThat(caller(Sides.NODE_CLIENT_AND_OUR_WORKER).call(this.service, "last").data()).isEqualTo(json("last"));
	}

	@Test
	void ourWorkerGetsANewIdentityWhenTheBrokerDoesNotKnowIt() {
		String endpoint = NodePeers.freeEndpoint();
		NodeBroker first = this.peers.broker(endpoint, SHORT_HEARTBEAT);
		ServiceWorker worker = connect(ServiceWorker.builder(this.service, OurBehaviours.handler("echo", () -> null))
			.transport(peerTransport())
			.endpoint(endpoint)
			.heartbeatInterval(Duration.ofMillis(300))
			.reconnectDelay(Duration.ofMillis(100))
			.build());
		String workerId = worker.workerId();
		first.kill();
		this.peers.broker(endpoint, SHORT_HEARTBEAT);
		eventually().until(() -> worker.statistics().connected() && !workerId.equals(worker.workerId()));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void ourPeersComeBackToABrokerThatWasKilledAndRestarted(boolean retry) {
		String endpoint = NodePeers.freeEndpoint();
		NodeBroker first = this.peers.broker(endpoint, SHORT_HEARTBEAT);
		HeldRequests.OfOurs held = new HeldRequests.OfOurs();
		connect(ServiceWorker.builder(this.service, held::handle)
			.transport(peerTransport())
			.endpoint(endpoint)
			.heartbeatInterval(Duration.ofMillis(300))
			.reconnectDelay(Duration.ofMillis(100))
			.build());
		PigatoClient client = client(endpoint, Duration.ofMillis(300));
		CompletableFuture<String> reply = client.request(this.service)
			.data("data")
			.retry(retry)
			.callAsync(String.class);
		HeldRequests.Held lost = held.next();
		first.kill();
		eventually().until(() -> !lost.isActive());
		this.peers.broker(endpoint, SHORT_HEARTBEAT);
		if (retry) {
			held.next().end("done");
			assertThat(get(reply)).isEqualTo("done");
			assertThat(client.statistics().resent()).isPositive();
		}
		else {
			assertThatExceptionOfType(PigatoBrokerLostException.class).isThrownBy(() -> get(reply));
		}
		CompletableFuture<String> next = client.callAsync(this.service, "next", String.class);
		held.next().end("next");
		assertThat(get(next)).isEqualTo("next");
	}

	@Test
	void ourPeersWaitForABrokerThatIsNotThereYet() {
		String endpoint = NodePeers.freeEndpoint();
		ServiceWorker worker = closeLater(ServiceWorker.builder(this.service, OurBehaviours.handler("echo", () -> null))
			.transport(peerTransport())
			.endpoint(endpoint)
			.heartbeatInterval(Duration.ofMillis(300))
			.build());
		worker.start();
		PigatoClient client = client(endpoint, Duration.ofMillis(300));
		CompletableFuture<String> reply = client.callAsync(this.service, "data", String.class);
		this.peers.broker(endpoint, SHORT_HEARTBEAT);
		assertThat(get(reply)).isEqualTo("data");
	}

	private PigatoClient client(String endpoint, Duration heartbeatInterval) {
		PigatoClient client = closeLater(PigatoClient.builder()
			.transport(peerTransport())
			.endpoint(endpoint)
			.heartbeatInterval(heartbeatInterval)
			.reconnectDelay(Duration.ofMillis(100))
			.build());
		client.start();
		return client;
	}

	private static <T> T get(CompletableFuture<T> future) {
		try {
			return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new AssertionError(ex);
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

}
