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

package io.pigato.spring.boot.autoconfigure.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PigatoEndpoint}, health and metrics over HTTP, and over JMX.
 */
class PigatoEndpointWebTests {

	private static final HttpClient http = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext context;

	private static String domain;

	@BeforeAll
	static void start() {
		domain = "pigato-" + UUID.randomUUID();
		context = new SpringApplicationBuilder(Application.class).run("--server.port=0", "--spring.jmx.enabled=true",
				"--management.endpoints.web.exposure.include=*", "--management.endpoints.jmx.exposure.include=*",
				"--management.endpoints.jmx.domain=" + domain, "--management.endpoint.health.show-details=always",
				"--pigato.broker.enabled=true", "--pigato.broker.name=B1",
				"--pigato.broker.endpoints=inproc://" + UUID.randomUUID());
		assertThat(context.getBean(PigatoClient.class).call("echo", "hello", String.class)).isEqualTo("hello");
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> context.getBean(PigatoBroker.class).statistics().workers() == 2);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void overviewShowsBrokerAndClientsAndWorkers() {
		JsonNode overview = get("/pigato");
		PigatoBroker broker = context.getBean(PigatoBroker.class);
		assertThat(overview.path("broker").path("name").asString()).isEqualTo("B1");
		assertThat(overview.path("broker").path("running").asBoolean()).isTrue();
		assertThat(overview.path("broker").path("endpoints").path(0).asString())
			.isEqualTo(broker.endpoints().get(0).toString());
		assertThat(overview.path("broker").path("statistics").path("workers").asLong()).isEqualTo(2);
		assertThat(overview.path("broker").path("statistics").path("errors").path("B_BUSY").asLong()).isZero();
		JsonNode client = overview.path("clients").path("pigatoClient");
		assertThat(client.path("statistics").path("connected").asBoolean()).isTrue();
		assertThat(Duration.parse(client.path("statistics").path("lastHeard").asString()))
			.isGreaterThanOrEqualTo(Duration.ZERO);
		JsonNode worker = overview.path("workers").path("echo-worker");
		assertThat(worker.path("service").asString()).isEqualTo("echo");
		assertThat(worker.path("statistics").path("requests").asLong()).isEqualTo(1);
	}

	@Test
	void servicesAreShownWithQueueAndRates() {
		JsonNode services = get("/pigato/services");
		assertThat(services.path("page").asInt()).isZero();
		assertThat(services.path("size").asInt()).isEqualTo(100);
		assertThat(services.path("total").asInt()).isEqualTo(2);
		assertThat(values(services.path("services"), "name")).containsExactlyInAnyOrder("echo", "orders.*");
		JsonNode echo = get("/pigato/services/echo");
		assertThat(echo.path("workers").asInt()).isEqualTo(1);
		assertThat(echo.path("queued").asInt()).isZero();
		assertThat(echo.path("inFlight").asInt()).isZero();
		assertThat(echo.path("dispatched").asInt()).isEqualTo(1);
		assertThat(echo.path("completed").asInt()).isEqualTo(1);
		assertThat(echo.path("requestsPerSecond").isNumber()).isTrue();
		assertThat(get("/pigato/services/orders.*").path("name").asString()).isEqualTo("orders.*");
	}

	@Test
	void workersAreShownWithLoadAndAge() {
		String id = context.getBean(PigatoWorkerRegistry.class)
			.getContainers()
			.stream()
			.filter((container) -> container.getId().equals("echo-worker"))
			.findFirst()
			.orElseThrow()
			.getWorker()
			.workerId();
		JsonNode worker = get("/pigato/workers/" + id);
		assertThat(worker.path("id").asString()).isEqualTo(id);
		assertThat(worker.path("service").asString()).isEqualTo("echo");
		assertThat(worker.path("concurrency").asInt()).isEqualTo(7);
		assertThat(worker.path("load").asDouble()).isZero();
		assertThat(Duration.parse(worker.path("age").asString())).isGreaterThanOrEqualTo(Duration.ZERO);
		assertThat(Duration.parse(worker.path("idle").asString())).isGreaterThanOrEqualTo(Duration.ZERO);
		assertThat(values(get("/pigato/workers").path("workers"), "id")).contains(id);
	}

	@Test
	void clientsAreShown() {
		// the application's own, and that of the health check
		JsonNode clients = Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> get("/pigato/clients"), (answer) -> answer.path("total").asInt() == 2);
		assertThat(values(clients.path("clients"), "id")).anyMatch((id) -> id.startsWith("pigato-health"));
	}

	@Test
	void pagesGoThroughATable() {
		List<String> names = new ArrayList<>();
		for (int page = 0; page < 3; page++) {
			JsonNode services = get("/pigato/services?size=1&page=" + page);
			assertThat(services.path("total").asInt()).isEqualTo(2);
			names.addAll(values(services.path("services"), "name"));
		}
		assertThat(names).containsExactlyInAnyOrder("echo", "orders.*");
		assertThat(get("/pigato/services?page=2147483647&size=1000").path("services")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "page=-1", "size=0", "size=1001", "size=-5", "page=x" })
	void pageOutOfBoundsIsABadRequest(String query) {
		assertThat(send("/pigato/services?" + query).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/pigato/nothing", "/pigato/services/nobody", "/pigato/workers/nobody",
			"/pigato/clients/nobody", "/pigato/nothing/echo" })
	void whatIsNotThereIsNotFound(String path) {
		assertThat(send(path).statusCode()).isEqualTo(404);
	}

	@Test
	void nothingCanBeChanged() {
		for (String method : List.of("POST", "DELETE")) {
			assertThat(exchange("/pigato", method).statusCode()).isEqualTo(405);
		}
	}

	@Test
	void healthShowsAllParts() {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> send("/health/readiness").statusCode() == 200);
		JsonNode health = get("/health");
		JsonNode endpoint = health.path("components").path("pigatoBroker").path("details").path("endpoints").path(0);
		assertThat(Duration.parse(endpoint.path("roundTrip").asString())).isPositive();
		JsonNode worker = health.path("components").path("pigatoWorkers").path("components").path("echo-worker");
		assertThat(worker.path("status").asString()).isEqualTo("UP");
		assertThat(health.path("components").path("pigatoClient").path("status").asString()).isEqualTo("UP");
	}

	@Test
	void overJmxTheEndpointShowsTheSame() throws Exception {
		MBeanServer server = context.getBean(MBeanServer.class);
		ObjectName name = new ObjectName(domain + ":type=Endpoint,name=Pigato");
		Map<?, ?> overview = (Map<?, ?>) server.invoke(name, "overview", new Object[0], null);
		assertThat(overview.get("broker")).isInstanceOf(Map.class);
		Map<?, ?> services = (Map<?, ?>) server.invoke(name, "table", new Object[] { "services", 0, 1 }, null);
		assertThat((List<?>) services.get("services")).hasSize(1);
		Map<?, ?> echo = (Map<?, ?>) server.invoke(name, "entry", new Object[] { "services", "echo" }, null);
		assertThat(echo.get("name")).isEqualTo("echo");
		assertThat(server.invoke(name, "entry", new Object[] { "services", "nobody" }, null)).isNull();
	}

	private static List<String> values(JsonNode entries, String property) {
		List<String> values = new ArrayList<>();
		entries.forEach((entry) -> values.add(entry.path(property).asString()));
		return values;
	}

	private static JsonNode get(String path) {
		HttpResponse<String> response = send(path);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static HttpResponse<String> send(String path) {
		return exchange(path, "GET");
	}

	private static HttpResponse<String> exchange(String path, String method) {
		String port = context.getEnvironment().getProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator" + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.timeout(Duration.ofSeconds(60))
			.build();
		try {
			return http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@PigatoWorker(service = "echo", id = "echo-worker", concurrency = "7")
		String echo(String text) {
			return text;
		}

		@PigatoWorker(service = "orders.*", id = "orders-worker")
		String orders(String text) {
			return text;
		}

	}

}
