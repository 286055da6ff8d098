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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.ServiceWorker;

/**
 * A worker that leaves the replies to the test.
 */
interface HeldRequests {

	/**
	 * Wait for the next request.
	 */
	Held next();

	/**
	 * How many requests came and were not taken by {@link #next()}.
	 */
	int waiting();

	/**
	 * Change the worker's concurrency, and tell the broker.
	 */
	void concurrency(int concurrency);

	/**
	 * The worker's identity.
	 */
	String workerId();

	/**
	 * Leave the broker in order.
	 */
	void stop();

	/**
	 * A request without a reply yet.
	 */
	interface Held {

		JsonNode data();

		void write(Object value);

		void end(Object value);

		boolean isActive();

	}

	/**
	 * A worker of the original with the behaviour hold.
	 */
	final class OfNode implements HeldRequests {

		private final NodeWorker worker;

		private final String workerId;

		OfNode(NodeWorker worker) {
			this.worker = worker;
			this.workerId = worker.awaitConnect();
		}

		@Override
		public Held next() {
			JsonNode line = this.worker.awaitRequest();
			int request = line.get("request").asInt();
			NodeWorker node = this.worker;
			return new Held() {

				@Override
				public JsonNode data() {
					return line.get("data");
				}

				@Override
				public void write(Object value) {
					node.reply(request, "write", value);
				}

				@Override
				public void end(Object value) {
					node.reply(request, "end", value);
				}

				@Override
				public boolean isActive() {
					return node.isActive(request);
				}

			};
		}

		@Override
		public int waiting() {
			// the answer to this comes after all that was printed before
			this.worker.isActive(0);
			List<JsonNode> requests = new ArrayList<>(this.worker.unread());
			requests.removeIf((line) -> !line.path("event").asString("").equals("request"));
			return requests.size();
		}

		@Override
		public void concurrency(int concurrency) {
			this.worker.concurrency(concurrency);
		}

		@Override
		public String workerId() {
			return this.workerId;
		}

		@Override
		public void stop() {
			this.worker.stop();
		}

	}

	/**
	 * A worker of this project.
	 */
	final class OfOurs implements HeldRequests {

		private static final long PATIENCE_SECONDS = 60;

		private final BlockingQueue<Held> requests = new LinkedBlockingQueue<>();

		private ServiceWorker worker;

		/** The handler. */
		void handle(PigatoRequest request, PigatoReply reply) {
			JsonNode data = request.data(JsonNode.class);
			this.requests.add(new Held() {

				@Override
				public JsonNode data() {
					return data;
				}

				@Override
				public void write(Object value) {
					reply.write(value);
				}

				@Override
				public void end(Object value) {
					reply.end(value);
				}

				@Override
				public boolean isActive() {
					return reply.isActive();
				}

			});
		}

		void of(ServiceWorker worker) {
			this.worker = worker;
		}

		@Override
		public Held next() {
			try {
				Held held = this.requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
				Assertions.assertThat(held).as("a request").isNotNull();
				return held;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public int waiting() {
			return this.requests.size();
		}

		@Override
		public void concurrency(int concurrency) {
			this.worker.concurrency(concurrency);
		}

		@Override
		public String workerId() {
			return this.worker.workerId();
		}

		@Override
		public void stop() {
			this.worker.stop();
		}

	}

}
