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
import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;
import org.springframework.test.json.JsonContent;
import org.springframework.test.json.JsonContentAssert;

import io.pigato.json.RawJson;

/**
 * Assertions about a {@link RecordedRequest}. Values are compared as JSON.
 */
public final class RecordedRequestAssert extends AbstractAssert<RecordedRequestAssert, RecordedRequest> {

	RecordedRequestAssert(RecordedRequest actual) {
		super(actual, RecordedRequestAssert.class);
	}

	/**
	 * Verify the data.
	 * @param data the data
	 * @return this assertion
	 */
	public RecordedRequestAssert hasData(@Nullable Object data) {
		isNotNull();
		verify("data", data, this.actual.data());
		return this;
	}

	/**
	 * Go on with the data as JSON.
	 * @return assertions about the JSON
	 */
	public JsonContentAssert data() {
		isNotNull();
		return json(this.actual.data());
	}

	/**
	 * Go on with the data as a type.
	 * @param <T> the type of the data
	 * @param type the type to read
	 * @return assertions about the data
	 */
	public <T> ObjectAssert<T> dataAs(Class<T> type) {
		isNotNull();
		return Assertions.assertThat(this.actual.data(type));
	}

	/**
	 * Verify an option.
	 * @param key the key
	 * @param value the value, as Jackson reads it without a type
	 * @return this assertion
	 */
	public RecordedRequestAssert hasOption(String key, Object value) {
		isNotNull();
		Object real = this.actual.options().get(key);
		if (!Objects.equals(value, real)) {
			throw failure("%nExpected the option '%s' to be%n  %s%nbut it is%n  %s%nof%n  %s", key, value, real,
					this.actual);
		}
		return this;
	}

	/**
	 * Verify that an option is not there.
	 * @param key the key
	 * @return this assertion
	 */
	public RecordedRequestAssert doesNotHaveOption(String key) {
		isNotNull();
		if (this.actual.options().asMap().containsKey(key)) {
			throw failure("%nExpected no option '%s', but it is%n  %s%nof%n  %s", key,
					this.actual.options().asMap().get(key), this.actual);
		}
		return this;
	}

	/**
	 * Verify all partial replies that were sent by now.
	 * @param partials their values, in order
	 * @return this assertion
	 */
	public RecordedRequestAssert hasPartials(Object... partials) {
		isNotNull();
		List<Json> expected = new ArrayList<>();
		for (Object partial : partials) {
			expected.add(Json.of(partial, this.actual.codec()));
		}
		List<RawJson> real = this.actual.partials();
		boolean same = expected.size() == real.size();
		for (int i = 0; same && i < real.size(); i++) {
			same = expected.get(i).matches(real.get(i));
		}
		if (!same) {
			throw failure("%nExpected the partial replies%n  %s%nbut they are%n  %s%nof%n  %s", expected, real,
					this.actual);
		}
		return this;
	}

	/**
	 * Verify that the request ended with a result.
	 * @return this assertion
	 */
	public RecordedRequestAssert hasReplied() {
		return hasOutcome(RecordedOutcome.REPLIED);
	}

	/**
	 * Verify that the request ended with a result.
	 * @param result the result
	 * @return this assertion
	 */
	public RecordedRequestAssert hasReplied(@Nullable Object result) {
		hasReplied();
		RawJson reply = this.actual.reply();
		verify("result", result, (reply != null) ? reply : RawJson.of(""));
		return this;
	}

	/**
	 * Go on with the final reply as JSON: the result, the error, or the reason of a
	 * reject.
	 * @return assertions about the JSON
	 */
	public JsonContentAssert reply() {
		isNotNull();
		RawJson reply = this.actual.reply();
		if (reply == null) {
			throw failure("%nExpected a final reply, but there is none of%n  %s", this.actual);
		}
		return json(reply);
	}

	/**
	 * Verify that the request ended with an error.
	 * @return this assertion
	 */
	public RecordedRequestAssert hasFailed() {
		return hasOutcome(RecordedOutcome.FAILED);
	}

	/**
	 * Verify that the request ended with an error.
	 * @param code the code of the error
	 * @return this assertion
	 */
	public RecordedRequestAssert hasFailed(String code) {
		hasFailed();
		if (!code.equals(this.actual.errorCode())) {
			throw failure("%nExpected an error with the code%n  %s%nbut the code is%n  %s%nof%n  %s", code,
					this.actual.errorCode(), this.actual);
		}
		return this;
	}

	/**
	 * Verify how the request ended.
	 * @param outcome the outcome
	 * @return this assertion
	 */
	public RecordedRequestAssert hasOutcome(RecordedOutcome outcome) {
		isNotNull();
		RecordedOutcome real = this.actual.outcome();
		if (real != outcome) {
			throw failure("%nExpected the outcome%n  %s%nbut it is%n  %s%nof%n  %s", outcome, real, this.actual);
		}
		return this;
	}

	private void verify(String what, @Nullable Object expected, RawJson real) {
		Json json = Json.of(expected, this.actual.codec());
		if (!json.matches(real)) {
			throw failureWithActualExpected(real, json, "%nExpected the %s%n  %s%nbut it is%n  %s%nof%n  %s", what,
					json, real, this.actual);
		}
	}

	private JsonContentAssert json(RawJson json) {
		return new JsonContentAssert(new JsonContent(json.toString(), new CodecConverter(this.actual.codec())));
	}

}
