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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

import io.pigato.client.CallListener;
import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.client.RawReply;
import io.pigato.client.RequestSpec;

/**
 * A client of this project.
 */
final class OurCaller implements Caller {

	private static final long PATIENCE_SECONDS = 60;

	private final PigatoClient client;

	OurCaller(PigatoClient client) {
		this.client = client;
	}

	@Override
	public Sent send(String service, Object data, Map<String, ?> options) {
		RequestSpec request = this.client.request(service).data(data);
		options.forEach((key, value) -> {
			switch (key) {
				case "timeout" -> request.timeout(Duration.ofMillis(((Number) value).longValue()));
				case "retry" -> request.retry(((Number) value).intValue() != 0);
				default -> request.option(key, value);
			}
		});
		Listener listener = new Listener();
		request.send(listener);
		return listener;
	}

	@Override
	public void close() {
		this.client.close();
	}

	private static JsonNode json(JsonNode node) {
		return (node != null) ? node : NullNode.getInstance();
	}

	private static final class Listener implements CallListener<RawReply>, Sent {

		/** Written by one callback after another. */
		private final List<JsonNode> partials = new ArrayList<>();

		private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

		@Override
		public void onPartial(RawReply reply) {
			this.partials.add(json(reply.as(JsonNode.class)));
		}

		@Override
		public void onFinal(RawReply reply) {
			this.outcome.complete(new Outcome(List.copyOf(this.partials), null, json(reply.as(JsonNode.class))));
		}

		@Override
		public void onError(PigatoException error) {
			if (error instanceof PigatoRemoteException remote) {
				byte[] bytes = remote.data().bytes();
				// the original's undefined is not JSON
				JsonNode data = new String(bytes, StandardCharsets.UTF_8).equals("undefined") ? NullNode.getInstance()
						: NodePeer.MAPPER.readTree(bytes);
				this.outcome.complete(new Outcome(List.copyOf(this.partials), json(data), NullNode.getInstance()));
			}
			else {
				this.outcome.completeExceptionally(error);
			}
		}

		@Override
		public Outcome await() {
			try {
				return this.outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			}
			catch (InterruptedException | ExecutionException | TimeoutException ex) {
				throw new AssertionError("There is no outcome", ex);
			}
		}

	}

}
