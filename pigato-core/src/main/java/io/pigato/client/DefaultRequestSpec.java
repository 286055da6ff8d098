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

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Payload;
import io.pigato.protocol.RequestOptions;

/**
 * A request in the making.
 */
final class DefaultRequestSpec implements RequestSpec {

	private final Calls calls;

	private final RequestDefaults defaults;

	private final String service;

	private @Nullable Object data;

	private long timeout;

	private long deadline = RequestOptions.NONE;

	private boolean retry;

	private int bufferSize;

	private int bufferBytes;

	/** Whether the options on the wire are other than the client's defaults. */
	private boolean special;

	private @Nullable String workerId;

	private boolean noCache;

	private boolean failFast;

	/** Options that are not known here, made when there is one. */
	private @Nullable Map<String, @Nullable Object> others;

	DefaultRequestSpec(Calls calls, RequestDefaults defaults, String service) {
		this.calls = calls;
		this.defaults = defaults;
		this.service = Objects.requireNonNull(service, "service must not be null");
		this.timeout = defaults.timeout();
		this.retry = defaults.retry();
		this.bufferSize = defaults.bufferSize();
		this.bufferBytes = defaults.bufferBytes();
	}

	@Override
	public RequestSpec data(@Nullable Object data) {
		this.data = data;
		return this;
	}

	@Override
	public RequestSpec timeout(@Nullable Duration timeout) {
		this.timeout = (timeout != null) ? Millis.of("timeout", timeout) : this.defaults.timeout();
		this.special = true;
		return this;
	}

	@Override
	public RequestSpec noTimeout() {
		this.timeout = RequestOptions.NONE;
		this.special = true;
		return this;
	}

	@Override
	public RequestSpec deadline(@Nullable Duration deadline) {
		this.deadline = (deadline != null) ? Millis.of("deadline", deadline) : RequestOptions.NONE;
		this.special = true;
		return this;
	}

	@Override
	public RequestSpec retry(boolean retry) {
		this.retry = retry;
		this.special = true;
		return this;
	}

	@Override
	public RequestSpec workerId(String workerId) {
		this.workerId = workerId;
		this.special = true;
		return this;
	}

	@Override
	public RequestSpec noCache() {
		this.noCache = true;
		this.special = true;
		return this;
	}

	@Override
	public RequestSpec failFast() {
		this.failFast = true;
		this.special = true;
		return this;
	}

	@Override
	public RequestSpec option(String key, @Nullable Object value) {
		if (key.equals("timeout") || key.equals("deadline") || key.equals("retry")) {
			throw new IllegalArgumentException("Option '" + key + "' is set by the method of that name");
		}
		if (key.equals("credit") || key.equals("creditBytes")) {
			throw new IllegalArgumentException("Option '" + key + "' is set by bufferSize and bufferBytes");
		}
		if (this.others == null) {
			this.others = new LinkedHashMap<>();
		}
		this.others.put(key, value);
		this.special = true;
		return this;
	}

	@Override
	public RequestSpec bufferSize(int bufferSize) {
		this.bufferSize = ClientOptions.positive("bufferSize", bufferSize);
		return this;
	}

	@Override
	public RequestSpec bufferBytes(int bufferBytes) {
		this.bufferBytes = ClientOptions.positive("bufferBytes", bufferBytes);
		return this;
	}

	@Override
	public <T> @Nullable T call(Type type) {
		this.calls.checkMayBlock();
		PendingRequest request = newRequest(newTemplate());
		BlockingCall call = new BlockingCall();
		this.calls.submit(request, call);
		return this.<T>newReader(type, request).result(await(call, request));
	}

	private Outcome await(BlockingCall call, PendingRequest request) {
		try {
			return call.await();
		}
		catch (InterruptedException ex) {
			String reason = "its caller was interrupted";
			this.calls.cancel(request, reason);
			Thread.currentThread().interrupt();
			return Outcome.cancelled(reason);
		}
	}

	@Override
	public <T> CompletableFuture<@Nullable T> callAsync(Type type) {
		PendingRequest request = newRequest(newTemplate());
		CallFuture<T> future = new CallFuture<>(this.calls, request, newReader(type, request));
		this.calls.submit(request, future);
		return future;
	}

	@Override
	public <T> Stream<@Nullable T> stream(Type type) {
		PendingRequest request = newReadRequest(newTemplate(), this.bufferSize, this.bufferBytes);
		ReplySpliterator<T> replies = new ReplySpliterator<>(this.calls, request, newReader(type, request),
				this.bufferSize);
		this.calls.submit(request, replies);
		return replies.stream();
	}

	@Override
	public <T> Flow.Publisher<T> publisher(Type type) {
		RequestTemplate template = newTemplate();
		int size = this.bufferSize;
		int bytes = this.bufferBytes;
		return (subscriber) -> {
			Objects.requireNonNull(subscriber, "subscriber must not be null");
			subscriber.onSubscribe(new ReplySubscription<T>(this.calls,
					() -> newReader(type, newReadRequest(template, size, bytes)), size, subscriber));
		};
	}

	@Override
	public Call send(CallListener<? super RawReply> listener) {
		Objects.requireNonNull(listener, "listener must not be null");
		PendingRequest request = newReadRequest(newTemplate(), this.bufferSize, this.bufferBytes);
		ListenerCall call = new ListenerCall(this.calls, request, this.bufferSize, listener);
		this.calls.submit(request, call);
		return call;
	}

	private <T> ReplyReader<T> newReader(Type type, PendingRequest request) {
		return new ReplyReader<>(this.defaults.codec(), type, request);
	}

	/**
	 * Make a request whose partial replies are read.
	 */
	private PendingRequest newReadRequest(RequestTemplate template, int bufferSize, int bufferBytes) {
		ReaderCredit credit = this.defaults.creditShares().take(bufferSize, bufferBytes);
		try {
			return newRequest(template.withCredit(credit, this.defaults)).limitedBy(credit);
		}
		catch (Throwable ex) {
			credit.release();
			throw ex;
		}
	}

	private PendingRequest newRequest(RequestTemplate template) {
		Bytes id = this.defaults.ids().next();
		List<RequestInterceptor> interceptors = this.defaults.interceptors();
		return interceptors.isEmpty() ? template.newRequest(id) : template.newRequest(id, interceptors, this.calls);
	}

	private RequestTemplate newTemplate() {
		byte[] json = this.defaults.codec().encode(this.data);
		RequestOptions.Builder options = this.special ? newOptions() : this.defaults.newOptions();
		byte[] encoded = this.special ? encode(options) : this.defaults.encodedOptions();
		return new RequestTemplate(this.service, Payload.of(json, encoded), options, this.timeout, this.deadline,
				this.retry);
	}

	private RequestOptions.Builder newOptions() {
		RequestOptions.Builder builder = RequestOptions.builder().timeout(this.timeout).retry(this.retry);
		if (this.deadline != RequestOptions.NONE) {
			builder.deadline(this.deadline);
		}
		if (this.workerId != null) {
			builder.workerId(this.workerId);
		}
		if (this.noCache) {
			builder.noCache(true);
		}
		if (this.failFast) {
			builder.failFast(true);
		}
		if (this.others != null) {
			this.others.forEach(builder::option);
		}
		return builder;
	}

	private byte[] encode(RequestOptions.Builder options) {
		try {
			return options.build().encode();
		}
		catch (JacksonException ex) {
			throw InterceptedRequest.unwritable(this.service, ex);
		}
	}

}
