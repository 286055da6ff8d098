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

package io.pigato.spring;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pigato.client.RequestSpec;
import io.pigato.json.TypeRef;
import io.pigato.spring.context.ReactorContexts;

/**
 * A request in the making, as {@link RequestSpec}, whose replies are {@code Mono} and
 * {@code Flux}. Not safe for use by several threads at a time; what it returns is.
 * <p>
 * Nothing is sent, nor is the data written, before somebody subscribes. Each subscription
 * is a request of its own, with the data and options that were set when {@code mono} or
 * {@code flux} was called. Cancelling a subscription gives its request up. Signals come
 * on the client's executor, and errors are those of {@link RequestSpec#call(Class)}.
 */
public final class ReactiveRequestSpec {

	private final Supplier<RequestSpec> requests;

	private final List<Consumer<RequestSpec>> settings = new ArrayList<>();

	/** Refuses what can't be set when it is set, not when somebody subscribes. */
	private final RequestSpec check;

	ReactiveRequestSpec(Supplier<RequestSpec> requests) {
		this.requests = requests;
		this.check = requests.get();
	}

	/**
	 * Set the data, as {@link RequestSpec#data}.
	 * @param data the data, written for each subscription
	 * @return this request
	 */
	public ReactiveRequestSpec data(@Nullable Object data) {
		return set((request) -> request.data(data));
	}

	/**
	 * Set how long the request may be idle, as {@link RequestSpec#timeout}.
	 * @param timeout the time, or {@code null} for the client's default
	 * @return this request
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	public ReactiveRequestSpec timeout(@Nullable Duration timeout) {
		return set((request) -> request.timeout(timeout));
	}

	/**
	 * Let the request be idle for ever.
	 * @return this request
	 */
	public ReactiveRequestSpec noTimeout() {
		return set(RequestSpec::noTimeout);
	}

	/**
	 * Set how long the whole request may take, as {@link RequestSpec#deadline}.
	 * @param deadline the time, or {@code null} for no limit
	 * @return this request
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	public ReactiveRequestSpec deadline(@Nullable Duration deadline) {
		return set((request) -> request.deadline(deadline));
	}

	/**
	 * Set whether the request may run again, as {@link RequestSpec#retry}.
	 * @param retry whether it may
	 * @return this request
	 */
	public ReactiveRequestSpec retry(boolean retry) {
		return set((request) -> request.retry(retry));
	}

	/**
	 * Set the one worker that has to handle the request.
	 * @param workerId the worker's identity
	 * @return this request
	 */
	public ReactiveRequestSpec workerId(String workerId) {
		return set((request) -> request.workerId(workerId));
	}

	/**
	 * Don't take the reply from the broker's cache.
	 * @return this request
	 */
	public ReactiveRequestSpec noCache() {
		return set(RequestSpec::noCache);
	}

	/**
	 * Fail at once if no worker offers the service, as {@link RequestSpec#failFast}.
	 * @return this request
	 */
	public ReactiveRequestSpec failFast() {
		return set(RequestSpec::failFast);
	}

	/**
	 * Set any other option, as {@link RequestSpec#option}.
	 * @param key the key
	 * @param value the value
	 * @return this request
	 * @throws IllegalArgumentException if there is a method for the option
	 */
	public ReactiveRequestSpec option(String key, @Nullable Object value) {
		return set((request) -> request.option(key, value));
	}

	/**
	 * Set how many partial replies may wait for their reader, as
	 * {@link RequestSpec#bufferSize}.
	 * @param bufferSize the number of partial replies
	 * @return this request
	 * @throws IllegalArgumentException if the number is not positive
	 */
	public ReactiveRequestSpec bufferSize(int bufferSize) {
		return set((request) -> request.bufferSize(bufferSize));
	}

	/**
	 * Set how many bytes the partial replies may have that are on their way or wait for
	 * their reader, as {@link RequestSpec#bufferBytes}.
	 * @param bufferBytes the number of bytes
	 * @return this request
	 * @throws IllegalArgumentException if the number is not positive
	 */
	public ReactiveRequestSpec bufferBytes(int bufferBytes) {
		return set((request) -> request.bufferBytes(bufferBytes));
	}

	private ReactiveRequestSpec set(Consumer<RequestSpec> setting) {
		setting.accept(this.check);
		this.settings.add(setting);
		return this;
	}

	/**
	 * Return the result: the final reply. Partial replies are not kept.
	 * @param <T> the type of the result
	 * @param type the type of the result
	 * @return the result, empty if it is {@code null}
	 */
	public <T> Mono<T> mono(Class<T> type) {
		return mono((Type) type);
	}

	/**
	 * Return the result, as {@link #mono(Class)}.
	 * @param <T> the type of the result
	 * @param type the generic type of the result
	 * @return the result, empty if it is {@code null}
	 */
	public <T> Mono<T> mono(TypeRef<T> type) {
		return mono(type.type());
	}

	/**
	 * Return the result, as {@link #mono(Class)}.
	 * @param <T> the type of the result
	 * @param type the type of the result
	 * @return the result, empty if it is {@code null}
	 */
	public <T> Mono<T> mono(Type type) {
		Supplier<RequestSpec> request = request();
		return ReactorContexts.mono(() -> request.get().callAsync(type));
	}

	/**
	 * Return all replies as they are asked for: partial ones, and then the final one if
	 * it is not {@code null}, as {@link RequestSpec#publisher(Class)} has them.
	 * @param <T> the type of the replies
	 * @param type the type of the replies
	 * @return the replies
	 */
	public <T> Flux<T> flux(Class<T> type) {
		return flux((Type) type);
	}

	/**
	 * Return all replies, as {@link #flux(Class)}.
	 * @param <T> the type of the replies
	 * @param type the generic type of the replies
	 * @return the replies
	 */
	public <T> Flux<T> flux(TypeRef<T> type) {
		return flux(type.type());
	}

	/**
	 * Return all replies, as {@link #flux(Class)}.
	 * @param <T> the type of the replies
	 * @param type the type of the replies
	 * @return the replies
	 */
	public <T> Flux<T> flux(Type type) {
		Supplier<RequestSpec> request = request();
		return ReactorContexts.flux(() -> request.get().publisher(type));
	}

	private Supplier<RequestSpec> request() {
		List<Consumer<RequestSpec>> settings = List.copyOf(this.settings);
		return () -> {
			RequestSpec request = this.requests.get();
			settings.forEach((setting) -> setting.accept(request));
			return request;
		};
	}

}
