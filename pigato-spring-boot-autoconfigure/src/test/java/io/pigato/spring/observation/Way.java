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

package io.pigato.spring.observation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.pigato.client.CallListener;
import io.pigato.client.PigatoException;
import io.pigato.client.RawReply;
import io.pigato.client.RequestSpec;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The ways to send a request.
 */
enum Way {

	CALL {

		@Override
		void send(RequestSpec request) {
			request.call(Object.class);
		}

	},

	FUTURE {

		@Override
		void send(RequestSpec request) {
			join(request.callAsync(Object.class));
		}

	},

	STREAM {

		@Override
		void send(RequestSpec request) {
			try (Stream<Object> replies = request.stream(Object.class)) {
				replies.forEach((reply) -> {
				});
			}
		}

	},

	PUBLISHER {

		@Override
		void send(RequestSpec request) {
			Outcome outcome = new Outcome();
			request.publisher(Object.class).subscribe(outcome);
			join(outcome);
		}

	},

	LISTENER {

		@Override
		void send(RequestSpec request) {
			Outcome outcome = new Outcome();
			request.send(outcome);
			join(outcome);
		}

	};

	/**
	 * Send a request, and return when the caller has seen its end.
	 */
	abstract void send(RequestSpec request);

	void sendInVain(RequestSpec request, Class<? extends Exception> expected) {
		assertThatExceptionOfType(expected).isThrownBy(() -> send(request));
	}

	private static void join(CompletableFuture<?> future) {
		try {
			future.orTimeout(60, TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			throw (RuntimeException) ex.getCause();
		}
	}

	private static final class Outcome extends CompletableFuture<Void>
			implements CallListener<RawReply>, Flow.Subscriber<Object> {

		@Override
		public void onFinal(RawReply reply) {
			complete(null);
		}

		@Override
		public void onError(PigatoException error) {
			completeExceptionally(error);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Object item) {
		}

		@Override
		public void onError(Throwable error) {
			completeExceptionally(error);
		}

		@Override
		public void onComplete() {
			complete(null);
		}

	}

}
