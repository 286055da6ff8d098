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

package io.pigato.samples.orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.json.JsonContent;

import io.pigato.spring.boot.test.PigatoRecorder;
import io.pigato.spring.boot.test.autoconfigure.AutoConfigureTestPigatoTransport;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the whole application, over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureTestPigatoTransport
class OrdersApplicationTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private PigatoRecorder recorder;

	@Autowired
	private JsonMapper mapper;

	@Test
	void orderIsPlacedAndAdvanced() throws Exception {
		HttpResponse<String> placed = post("/orders", "{\"item\":\"book\",\"quantity\":2}");
		assertThat(placed.statusCode()).isEqualTo(201);
		String location = placed.headers().firstValue("Location").orElseThrow();
		assertThat(json(get(location))).extractingPath("$.status").isEqualTo("PLACED");
		assertThat(json(post(location + "/advance", ""))).extractingPath("$.status").isEqualTo("SHIPPED");
		assertThat(json(get(location))).extractingPath("$.status").isEqualTo("SHIPPED");
	}

	@Test
	void changesAreServerSentEvents() throws Exception {
		String location = post("/orders", "{\"item\":\"book\",\"quantity\":2}").headers()
			.firstValue("Location")
			.orElseThrow();
		HttpResponse<Stream<String>> events = this.http.send(request(location + "/changes").build(),
				HttpResponse.BodyHandlers.ofLines());
		assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		try (Stream<String> lines = events.body()) {
			Iterator<String> data = lines.filter((line) -> line.startsWith("data:"))
				.map((line) -> line.substring("data:".length()))
				.iterator();
			for (OrderStatus status : OrderStatus.values()) {
				assertThat(this.mapper.readValue(data.next(), OrderChange.class).status()).isEqualTo(status);
				if (!status.isLast()) {
					post(location + "/advance", "");
				}
			}
			assertThat(data.hasNext()).isFalse();
		}
	}

	@Test
	void problemsAreToldInDetail() throws Exception {
		HttpResponse<String> invalid = post("/orders", "{\"item\":\"\",\"quantity\":0}");
		assertThat(invalid.statusCode()).isEqualTo(422);
		assertThat(invalid.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(json(invalid)).extractingPath("$.violations[*].field")
			.asArray()
			.containsExactlyInAnyOrder("item", "quantity");
		assertThat(get("/orders/nowhere").statusCode()).isEqualTo(404);
		HttpResponse<String> changes = get("/orders/nowhere/changes");
		assertThat(changes.statusCode()).isEqualTo(404);
		assertThat(json(changes)).extractingPath("$.detail").isEqualTo("There is no order nowhere");
		assertThat(post("/orders", "no JSON").statusCode()).isEqualTo(400);
	}

	@Test
	void traceGoesThroughTheBroker() throws Exception {
		this.http.send(request("/orders").header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01")
			.POST(HttpRequest.BodyPublishers.ofString("{\"item\":\"book\",\"quantity\":2}"))
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(this.recorder.requests("orders.create")).singleElement()
			.satisfies((request) -> assertThat(request.options().get("traceparent")).asString().contains(TRACE_ID));
	}

	@Test
	void actuatorShowsBrokerWorkersAndClients() throws Exception {
		post("/orders", "{\"item\":\"book\",\"quantity\":2}");
		JsonContent health = json(get("/actuator/health"));
		assertThat(health).extractingPath("$.status").isEqualTo("UP");
		assertThat(health).extractingPath("$.components.pigatoClient.status").isEqualTo("UP");
		assertThat(json(get("/actuator/health/readiness"))).extractingPath("$.status").isEqualTo("UP");
		assertThat(json(get("/actuator/pigato/services/orders.*"))).extractingPath("$.workers").isEqualTo(1);
		assertThat(json(get("/actuator/metrics/pigato.broker.workers"))).extractingPath("$.measurements[0].value")
			.isEqualTo(1.0);
		assertThat(json(get("/actuator/metrics/pigato.worker"))).extractingPath("$.measurements[0].value")
			.asNumber()
			.satisfies((count) -> assertThat(count.doubleValue()).isPositive());
	}

	private static JsonContent json(HttpResponse<String> response) {
		return new JsonContent(response.body());
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String path, String body) throws Exception {
		return this.http.send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Content-Type", "application/json");
	}

}
