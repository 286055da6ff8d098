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

package io.pigato.spring.boot.test;

import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.AssertProvider;

import io.pigato.json.PayloadCodec;
import io.pigato.worker.RequestHandler;

/**
 * Records the requests that the workers of the application and {@linkplain PigatoStubs
 * stubs} are handed, and what they answer, for tests to look at:
 *
 * <pre>{@code
 * assertThat(recorder).request("orders.create").hasData(order).hasReplied();
 * }</pre>
 * <p>
 * A request is recorded when its handler is called, and a reply before it is sent: a test
 * that has its reply finds both. For what happens without the test waiting for it, wait
 * until an assertion holds, for example with Awaitility. Whatever was recorded is
 * forgotten after each test method. Safe for use from any thread.
 */
public final class PigatoRecorder implements AssertProvider<PigatoRecorderAssert> {

	private final PayloadCodec codec;

	private final List<RecordedRequest> requests = new ArrayList<>();

	/**
	 * Create a recorder.
	 * @param codec writes the replies
	 */
	public PigatoRecorder(PayloadCodec codec) {
		this.codec = codec;
	}

	/**
	 * Record what a handler is handed and what it answers. Done for the workers of the
	 * application and for stubs.
	 * @param handler the handler
	 * @param source what recorded requests name as their handler
	 * @return what to call in place of the handler
	 */
	public RequestHandler record(RequestHandler handler, String source) {
		return new RecordingHandler(handler, source, this);
	}

	PayloadCodec codec() {
		return this.codec;
	}

	void add(RecordedRequest request) {
		synchronized (this.requests) {
			this.requests.add(request);
		}
	}

	/**
	 * Return all requests that were recorded.
	 * @return the requests, in the order in which they were handed over
	 */
	public List<RecordedRequest> requests() {
		synchronized (this.requests) {
			return List.copyOf(this.requests);
		}
	}

	/**
	 * Return the requests of a service that were recorded.
	 * @param service the service as requested
	 * @return the requests, in the order in which they were handed over
	 */
	public List<RecordedRequest> requests(String service) {
		return requests().stream().filter((request) -> request.service().equals(service)).toList();
	}

	/**
	 * Forget what was recorded. Done after each test method.
	 */
	public void clear() {
		synchronized (this.requests) {
			this.requests.clear();
		}
	}

	@Override
	public PigatoRecorderAssert assertThat() {
		return new PigatoRecorderAssert(this);
	}

	@Override
	public String toString() {
		return "PigatoRecorder" + requests();
	}

}
