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

import java.util.List;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/**
 * Assertions about what a {@link PigatoRecorder} has recorded.
 */
public final class PigatoRecorderAssert extends AbstractAssert<PigatoRecorderAssert, PigatoRecorder> {

	PigatoRecorderAssert(PigatoRecorder actual) {
		super(actual, PigatoRecorderAssert.class);
	}

	/**
	 * Verify that there is at least one request of a service.
	 * @param service the service as requested
	 * @return this assertion
	 */
	public PigatoRecorderAssert hasRequest(String service) {
		isNotNull();
		if (this.actual.requests(service).isEmpty()) {
			throw failure("%nExpected a request of '%s', but there is none among%s", service, describe());
		}
		return this;
	}

	/**
	 * Verify that there is a request of a service with some data.
	 * @param service the service as requested
	 * @param data the data, compared as JSON
	 * @return this assertion
	 */
	public PigatoRecorderAssert hasRequest(String service, Object data) {
		hasRequest(service);
		Json expected = Json.of(data, this.actual.codec());
		if (this.actual.requests(service).stream().noneMatch((request) -> expected.matches(request.data()))) {
			throw failure("%nExpected a request of '%s' with the data%n  %s%nbut there is none among%s", service,
					expected, describe());
		}
		return this;
	}

	/**
	 * Verify that there is no request of a service.
	 * @param service the service as requested
	 * @return this assertion
	 */
	public PigatoRecorderAssert hasNoRequest(String service) {
		isNotNull();
		if (!this.actual.requests(service).isEmpty()) {
			throw failure("%nExpected no request of '%s', but there is one among%s", service, describe());
		}
		return this;
	}

	/**
	 * Verify that there is no request at all.
	 * @return this assertion
	 */
	public PigatoRecorderAssert hasNoRequests() {
		return hasRequestCount(0);
	}

	/**
	 * Verify how many requests there are.
	 * @param count the number of requests of all services
	 * @return this assertion
	 */
	public PigatoRecorderAssert hasRequestCount(int count) {
		isNotNull();
		int real = this.actual.requests().size();
		if (real != count) {
			throw failure("%nExpected %s requests, but there are %s:%s", count, real, describe());
		}
		return this;
	}

	/**
	 * Verify how many requests of a service there are.
	 * @param service the service as requested
	 * @param count the number of requests
	 * @return this assertion
	 */
	public PigatoRecorderAssert hasRequestCount(String service, int count) {
		isNotNull();
		int real = this.actual.requests(service).size();
		if (real != count) {
			throw failure("%nExpected %s requests of '%s', but there are %s:%s", count, service, real, describe());
		}
		return this;
	}

	/**
	 * Verify that there is exactly one request of a service, and go on with that.
	 * @param service the service as requested
	 * @return assertions about the request
	 */
	public RecordedRequestAssert request(String service) {
		hasRequestCount(service, 1);
		return new RecordedRequestAssert(this.actual.requests(service).get(0));
	}

	/**
	 * Go on with the requests of a service.
	 * @param service the service as requested
	 * @return assertions about the requests
	 */
	public ListAssert<RecordedRequest> requests(String service) {
		isNotNull();
		return Assertions.assertThat(this.actual.requests(service));
	}

	private String describe() {
		List<RecordedRequest> requests = this.actual.requests();
		if (requests.isEmpty()) {
			return " no requests";
		}
		StringBuilder text = new StringBuilder();
		requests.forEach((request) -> text.append(System.lineSeparator()).append("  ").append(request));
		return text.toString();
	}

}
