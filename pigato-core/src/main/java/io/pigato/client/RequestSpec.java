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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.pigato.json.TypeRef;

/**
 * A request in the making: its data and options, and the ways to send it. Not safe for
 * use by several threads at a time; it may be sent more than once, each time as a request
 * of its own.
 * <p>
 * All ways to send write the data as JSON on the calling thread and throw
 * {@link io.pigato.json.PayloadException}, before anything is sent, if that fails. What a
 * {@link RequestInterceptor} throws is thrown then, too. Everything later is an outcome:
 * each request has exactly one. {@code null} is a valid result. A type may be
 * {@link RawReply}, for replies whose JSON is read later, or not at all.
 */
public interface RequestSpec {

	/**
	 * Set the data; without it, the data is {@code null}.
	 * @param data the data; a {@link io.pigato.json.RawJson} and a {@code byte[]} are
	 * sent as they are
	 * @return this request
	 */
	RequestSpec data(@Nullable Object data);

	/**
	 * Set how long the request may be idle: without a reply, partial or final.
	 * @param timeout the time, rounded up to milliseconds, or {@code null} for the
	 * client's default
	 * @return this request
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	RequestSpec timeout(@Nullable Duration timeout);

	/**
	 * Let the request be idle for ever. A reader of its partial replies that takes none
	 * for longer than the broker allows, 5 minutes by default, still ends it.
	 * @return this request
	 */
	RequestSpec noTimeout();

	/**
	 * Set how long the whole request may take, however its partial replies flow. Default
	 * is no limit.
	 * @param deadline the time, rounded up to milliseconds, or {@code null} for no limit
	 * @return this request
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	RequestSpec deadline(@Nullable Duration deadline);

	/**
	 * Set whether the request may run again: at another worker when its worker is lost,
	 * and from here when the connection to the broker is. Never done after a partial
	 * reply. Default is the client's.
	 * @param retry whether it may
	 * @return this request
	 */
	RequestSpec retry(boolean retry);

	/**
	 * Set the one worker that has to handle the request.
	 * @param workerId the worker's identity
	 * @return this request
	 */
	RequestSpec workerId(String workerId);

	/**
	 * Don't take the reply from the broker's cache.
	 * @return this request
	 */
	RequestSpec noCache();

	/**
	 * Fail at once with a {@link PigatoNoWorkerException} if no worker offers the
	 * service, instead of waiting for one.
	 * @return this request
	 */
	RequestSpec failFast();

	/**
	 * Set any other option, which the worker sees.
	 * @param key the key
	 * @param value the value, of any type that Jackson writes
	 * @return this request
	 * @throws IllegalArgumentException if the key is {@code timeout}, {@code deadline} or
	 * {@code retry}, which have methods, or {@code credit} or {@code creditBytes}, which
	 * follow from the size of the buffer
	 */
	RequestSpec option(String key, @Nullable Object value);

	/**
	 * Set how many partial replies may wait for their reader, who may be slow: the worker
	 * waits for it, and meanwhile the idle time does not pass. The broker ends a request
	 * whose reader takes nothing for long, 5 minutes by default. Only a worker or a
	 * broker that does not know of credit (protocol part 4) goes on sending; then one
	 * reply too many ends the request with a {@link PigatoOverflowException}. Default is
	 * the client's.
	 * @param bufferSize the number of partial replies
	 * @return this request
	 * @throws IllegalArgumentException if the number is not positive
	 */
	RequestSpec bufferSize(int bufferSize);

	/**
	 * Set how many bytes the partial replies may have that are on their way or wait for
	 * their reader, before the worker waits; the last of them may go beyond. No more than
	 * 4 MiB and 2500 partial replies are on their way for one request; if a client has
	 * many requests that are read like this, each is content with less. Default is the
	 * client's.
	 * @param bufferBytes the number of bytes
	 * @return this request
	 * @throws IllegalArgumentException if the number is not positive
	 */
	RequestSpec bufferBytes(int bufferBytes);

	/**
	 * Send the request and wait for its result. Partial replies are not kept.
	 * @param <T> the type of the result
	 * @param type the type of the result
	 * @return the result, possibly {@code null}
	 * @throws PigatoException if the request ends without a result
	 * @throws io.pigato.json.PayloadException if data or result do not fit
	 * @throws IllegalStateException if called on an event loop's thread
	 */
	default <T> @Nullable T call(Class<T> type) {
		return call((Type) type);
	}

	/**
	 * Send the request and wait for its result, as {@link #call(Class)}.
	 * @param <T> the type of the result
	 * @param type the generic type of the result
	 * @return the result, possibly {@code null}
	 */
	default <T> @Nullable T call(TypeRef<T> type) {
		return call(type.type());
	}

	/**
	 * Send the request and wait for its result, as {@link #call(Class)}.
	 * @param <T> the type of the result
	 * @param type the type of the result
	 * @return the result, possibly {@code null}
	 */
	<T> @Nullable T call(Type type);

	/**
	 * Send the request. Cancelling the future, or completing it in any other way, gives
	 * the request up. The future completes on the client's executor.
	 * @param <T> the type of the result
	 * @param type the type of the result
	 * @return completed with the result, possibly {@code null}, or with what
	 * {@link #call(Class)} would throw
	 */
	default <T> CompletableFuture<@Nullable T> callAsync(Class<T> type) {
		return callAsync((Type) type);
	}

	/**
	 * Send the request, as {@link #callAsync(Class)}.
	 * @param <T> the type of the result
	 * @param type the generic type of the result
	 * @return completed with the result
	 */
	default <T> CompletableFuture<@Nullable T> callAsync(TypeRef<T> type) {
		return callAsync(type.type());
	}

	/**
	 * Send the request, as {@link #callAsync(Class)}.
	 * @param <T> the type of the result
	 * @param type the type of the result
	 * @return completed with the result
	 */
	<T> CompletableFuture<@Nullable T> callAsync(Type type);

	/**
	 * Send the request and return its replies as they come: partial ones, which may be
	 * {@code null}, and then the final one if it is not {@code null}. Reading waits for
	 * replies, and throws what {@link #call(Class)} would. Closing the stream, which is
	 * to be done unless it was read to its end, gives the request up. A stream that is
	 * neither read nor closed holds its worker up until its deadline or until the broker
	 * ends the request, after 5 minutes by default.
	 * @param <T> the type of the replies
	 * @param type the type of the replies
	 * @return the replies, to be closed
	 */
	default <T> Stream<@Nullable T> stream(Class<T> type) {
		return stream((Type) type);
	}

	/**
	 * Send the request and return its replies, as {@link #stream(Class)}.
	 * @param <T> the type of the replies
	 * @param type the generic type of the replies
	 * @return the replies, to be closed
	 */
	default <T> Stream<@Nullable T> stream(TypeRef<T> type) {
		return stream(type.type());
	}

	/**
	 * Send the request and return its replies, as {@link #stream(Class)}.
	 * @param <T> the type of the replies
	 * @param type the type of the replies
	 * @return the replies, to be closed
	 */
	<T> Stream<@Nullable T> stream(Type type);

	/**
	 * Return a publisher of which each subscription is a request of its own, sent when
	 * the subscriber first asks for something: partial replies, and then the final one if
	 * it is not {@code null}. Reactive streams have no {@code null}: a partial reply that
	 * is ends the subscription with a {@link io.pigato.json.PayloadException}; to take
	 * such replies, read them as {@link io.pigato.json.RawJson}. Cancelling the
	 * subscription gives the request up.
	 * @param <T> the type of the replies
	 * @param type the type of the replies
	 * @return the publisher, which signals on the client's executor
	 */
	default <T> Flow.Publisher<T> publisher(Class<T> type) {
		return publisher((Type) type);
	}

	/**
	 * Return a publisher, as {@link #publisher(Class)}.
	 * @param <T> the type of the replies
	 * @param type the generic type of the replies
	 * @return the publisher
	 */
	default <T> Flow.Publisher<T> publisher(TypeRef<T> type) {
		return publisher(type.type());
	}

	/**
	 * Return a publisher, as {@link #publisher(Class)}.
	 * @param <T> the type of the replies
	 * @param type the type of the replies
	 * @return the publisher
	 */
	<T> Flow.Publisher<T> publisher(Type type);

	/**
	 * Send the request and have a listener told of its replies.
	 * @param listener told on the client's executor
	 * @return the call, by which it can be given up
	 */
	Call send(CallListener<? super RawReply> listener);

}
