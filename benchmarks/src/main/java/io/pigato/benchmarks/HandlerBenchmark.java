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

package io.pigato.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.pigato.json.JacksonPayloadCodec;
import io.pigato.spring.PigatoHandler;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerAnnotationBeanPostProcessor;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.ServiceWorkerFactory;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;

/**
 * What an annotated method costs over a handler of the core that does the same: reading
 * the data as a record, and writing another one as the result.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway") // what is made by the set-up is there, and so are the data
public class HandlerBenchmark {

	private static final byte[] DATA = """
			{"customer":"c-42","lines":[{"article":"a-1","quantity":2},{"article":"a-2","quantity":1}]}
			""".strip().getBytes(StandardCharsets.UTF_8);

	private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

	private final RequestHandler core = (request, reply) -> {
		Order order = request.data(Order.class);
		reply.end(accept(order));
	};

	private AnnotationConfigApplicationContext context;

	private RequestHandler method;

	private RequestHandler stage;

	private RequestHandler operation;

	/**
	 * Make the handlers as an application context does.
	 */
	@Setup
	public void start() {
		Map<String, RequestHandler> handlers = new ConcurrentHashMap<>();
		ServiceWorkerFactory factory = (endpoint) -> {
			handlers.put(endpoint.service(), endpoint.handler());
			return worker(endpoint);
		};
		this.context = new AnnotationConfigApplicationContext();
		this.context.registerBean(PigatoWorkerAnnotationBeanPostProcessor.class);
		this.context.registerBean(PigatoWorkerRegistry.class, () -> new PigatoWorkerRegistry(this.context, factory));
		this.context.registerBean(Workers.class);
		this.context.registerBean(Operations.class);
		this.context.refresh();
		this.method = handlers.get("method");
		this.stage = handlers.get("stage");
		this.operation = handlers.get("orders.*");
	}

	private static ServiceWorker worker(WorkerEndpoint endpoint) {
		return ServiceWorker.builder(endpoint.service(), endpoint.handler()).build();
	}

	/**
	 * Close the context.
	 */
	@TearDown
	public void stop() {
		this.context.close();
	}

	/**
	 * A handler of the core.
	 * @return the result as it would be sent
	 * @throws Exception never
	 */
	@Benchmark
	public byte[] coreHandler() throws Exception {
		return handle(this.core, "method");
	}

	/**
	 * A method that returns the result.
	 * @return the result as it would be sent
	 * @throws Exception never
	 */
	@Benchmark
	public byte[] annotatedMethod() throws Exception {
		return handle(this.method, "method");
	}

	/**
	 * A method that returns a stage which is complete.
	 * @return the result as it would be sent
	 * @throws Exception never
	 */
	@Benchmark
	public byte[] annotatedMethodWithStage() throws Exception {
		return handle(this.stage, "stage");
	}

	/**
	 * A method of a class that is chosen by the service.
	 * @return the result as it would be sent
	 * @throws Exception never
	 */
	@Benchmark
	public byte[] operationOfClass() throws Exception {
		return handle(this.operation, "orders.create");
	}

	private byte[] handle(RequestHandler handler, String service) throws Exception {
		RecordingReply reply = new RecordingReply(this.codec);
		handler.handle(new DataRequest(this.codec, service, DATA), reply);
		return reply.result();
	}

	private static Accepted accept(Order order) {
		return new Accepted(order.customer(), order.lines().size());
	}

	/**
	 * What is asked for.
	 *
	 * @param customer who asks
	 * @param lines what for
	 */
	public record Order(String customer, List<Line> lines) {

	}

	/**
	 * Some of an article.
	 *
	 * @param article the article
	 * @param quantity how many
	 */
	public record Line(String article, int quantity) {

	}

	/**
	 * What is answered.
	 *
	 * @param customer who asked
	 * @param lines for how many articles
	 */
	public record Accepted(String customer, int lines) {

	}

	static class Workers {

		@PigatoWorker(service = "method", autoStartup = "false")
		Accepted method(Order order) {
			return accept(order);
		}

		@PigatoWorker(service = "stage", autoStartup = "false")
		CompletableFuture<Accepted> stage(Order order) {
			return CompletableFuture.completedFuture(accept(order));
		}

	}

	@PigatoWorker(service = "orders.*", autoStartup = "false")
	static class Operations {

		@PigatoHandler
		Accepted create(Order order) {
			return accept(order);
		}

		@PigatoHandler
		Accepted cancel(Order order) {
			return accept(order);
		}

	}

}
