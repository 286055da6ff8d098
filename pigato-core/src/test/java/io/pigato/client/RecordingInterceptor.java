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

package io.pigato.client;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An interceptor that records what it and its observers are told.
 */
final class RecordingInterceptor implements RequestInterceptor {

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	private final Consumer<OutgoingRequest> action;

	RecordingInterceptor() {
		this((request) -> {
		});
	}

	RecordingInterceptor(Consumer<OutgoingRequest> action) {
		this.action = action;
	}

	@Override
	public RequestObserver intercept(OutgoingRequest request) {
		record("sent " + request.service());
		this.action.accept(request);
		return new RequestObserver() {

			@Override
			public void onPartial(RawReply reply) {
				record("partial " + reply.json());
			}

			@Override
			public void onResult(RawReply reply) {
				record("result " + reply.json());
			}

			@Override
			public void onError(Throwable error) {
				record("error " + error.getClass().getSimpleName());
			}

		};
	}

	private void record(String what) {
		this.events.add(new Event(what, Thread.currentThread()));
	}

	/**
	 * Wait for the next event.
	 */
	Event next() {
		return FakeBroker.next(this.events);
	}

	void expect(String... events) {
		for (String event : events) {
			assertThat(next().what()).isEqualTo(event);
		}
	}

	/**
	 * What was told until now, and nothing else.
	 */
	void expectTold(String... events) {
		assertThat(this.events).extracting(Event::what).containsExactly(events);
		this.events.clear();
	}

	void expectNothing() {
		expectTold();
	}

	/**
	 * What was told, and on which thread.
	 */
	record Event(String what, Thread thread) {

	}

}
