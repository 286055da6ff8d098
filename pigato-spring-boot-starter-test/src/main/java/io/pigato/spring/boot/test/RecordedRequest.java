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
import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.json.RawJson;
import io.pigato.protocol.RequestOptions;
import io.pigato.worker.PigatoRequest;

/**
 * A request that a worker or stub of the application was handed, and what became of it.
 * Safe for use from any thread; a request that is {@linkplain RecordedOutcome#PENDING
 * pending} changes.
 */
public final class RecordedRequest implements AssertProvider<RecordedRequestAssert> {

	private static final End PENDING = new End(RecordedOutcome.PENDING, null, null);

	private final PigatoRequest request;

	private final String handler;

	private final PayloadCodec codec;

	private final List<RawJson> partials = new ArrayList<>();

	private End end = PENDING;

	RecordedRequest(PigatoRequest request, String handler, PayloadCodec codec) {
		this.request = request;
		this.handler = handler;
		this.codec = codec;
	}

	/**
	 * Return the service that the client asked for.
	 * @return the service as requested
	 */
	public String service() {
		return this.request.service();
	}

	/**
	 * Return what handled the request, for people to read.
	 * @return the method or class of the worker, or the stub
	 */
	public String handler() {
		return this.handler;
	}

	/**
	 * Return the data of the request.
	 * @return the JSON, empty if the client sent none
	 */
	public RawJson data() {
		return this.request.json();
	}

	/**
	 * Read the data of the request.
	 * @param <T> the type of the data
	 * @param type the type to read
	 * @return the data, possibly {@code null}
	 * @throws io.pigato.json.PayloadException if the data does not fit the type
	 */
	public <T> @Nullable T data(Class<T> type) {
		return this.request.data(type);
	}

	/**
	 * Return the options of the request.
	 * @return the options
	 */
	public RequestOptions options() {
		return this.request.options();
	}

	/**
	 * Return the partial replies that were sent by now.
	 * @return their JSON, in order
	 */
	public List<RawJson> partials() {
		synchronized (this.partials) {
			return List.copyOf(this.partials);
		}
	}

	/**
	 * Return how the request ended.
	 * @return the outcome, {@link RecordedOutcome#PENDING} if it has not
	 */
	public RecordedOutcome outcome() {
		return end().outcome();
	}

	/**
	 * Return the data of the final reply: the result, the error, or the reason of a
	 * reject.
	 * @return the JSON, {@code null} if there is none, or an exception was thrown that
	 * the worker itself makes an error of
	 */
	public @Nullable RawJson reply() {
		return end().data();
	}

	/**
	 * Return the code of the error.
	 * @return the code, {@code null} if the request did not fail or the error has none
	 */
	public @Nullable String errorCode() {
		return end().code();
	}

	PayloadCodec codec() {
		return this.codec;
	}

	void addPartial(RawJson partial) {
		synchronized (this.partials) {
			this.partials.add(partial);
		}
	}

	void removePartial(RawJson partial) {
		synchronized (this.partials) {
			this.partials.remove(this.partials.lastIndexOf(partial));
		}
	}

	End end() {
		synchronized (this.partials) {
			return this.end;
		}
	}

	/**
	 * Set how the request ended, unless it has.
	 * @return whether it had not
	 */
	boolean end(End end) {
		synchronized (this.partials) {
			if (this.end != PENDING) {
				return false;
			}
			this.end = end;
			return true;
		}
	}

	/**
	 * Take back an end.
	 */
	void endAgain(End wrong, End right) {
		synchronized (this.partials) {
			if (this.end == wrong) {
				this.end = right;
			}
		}
	}

	@Override
	public RecordedRequestAssert assertThat() {
		return new RecordedRequestAssert(this);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(service()).append(' ').append(data());
		End now = end();
		partials().forEach((partial) -> text.append(", partial ").append(partial));
		text.append(", ").append(now.outcome());
		if (now.data() != null) {
			text.append(' ').append(now.data());
		}
		return text.append(" (by ").append(this.handler).append(')').toString();
	}

	/**
	 * The end of a request.
	 *
	 * @param data the data of the final reply
	 * @param code the code of an error
	 */
	record End(RecordedOutcome outcome, @Nullable RawJson data, @Nullable String code) {

		static final End ABANDONED = new End(RecordedOutcome.ABANDONED, null, null);

		static End pending() {
			return PENDING;
		}

	}

}
