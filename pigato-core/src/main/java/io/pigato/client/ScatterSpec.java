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
 * A request to all workers of a service in the making, and the ways to send it. Not safe
 * for use by several threads at a time; it may be sent more than once.
 * <p>
 * Each time it is sent, the broker's directory ({@code $dir}) is asked who offers the
 * service, and then each of these workers is sent a request of its own. They are the
 * workers among which the broker would choose: those of exactly this name; without any,
 * those of the longest wildcard that matches, or of all versions in the range that is
 * asked for. Workers that come later are not asked; one that has left by the time its
 * request comes, stops or dies has failed.
 * <p>
 * A broker whose directory is a worker of its own, as the original's is, has to have that
 * one running.
 * <p>
 * Every worker that is asked has exactly one {@link WorkerResult}. No worker's failure
 * ends the whole; what does, is thrown: the directory can't be had, or data or options
 * can't be written. A worker counts as answered with its final reply; partial replies are
 * not kept. A reply that does not fit the type is a failure whose cause is a
 * {@link io.pigato.json.PayloadException}.
 */
public interface ScatterSpec {

	/**
	 * Set the data; without it, the data is {@code null}.
	 * @param data the data; a {@link io.pigato.json.RawJson} and a {@code byte[]} are
	 * sent as they are
	 * @return this request
	 */
	ScatterSpec data(@Nullable Object data);

	/**
	 * Set how long a worker, and the directory, may be idle: without a reply, partial or
	 * final.
	 * @param timeout the time, rounded up to milliseconds, or {@code null} for the
	 * client's default
	 * @return this request
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	ScatterSpec timeout(@Nullable Duration timeout);

	/**
	 * Let workers and the directory be idle for ever.
	 * @return this request
	 */
	ScatterSpec noTimeout();

	/**
	 * Set how long the whole may take, from when it is sent: workers that have not
	 * answered by then have failed. Default is no limit.
	 * @param deadline the time, rounded up to milliseconds, or {@code null} for no limit
	 * @return this request
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	ScatterSpec deadline(@Nullable Duration deadline);

	/**
	 * Set any other option, which the workers see.
	 * @param key the key
	 * @param value the value, of any type that Jackson writes
	 * @return this request
	 * @throws IllegalArgumentException if the key is one of {@code timeout},
	 * {@code deadline}, {@code retry}, {@code workerId}, {@code failFast}, {@code credit}
	 * and {@code creditBytes}
	 */
	ScatterSpec option(String key, @Nullable Object value);

	/**
	 * Set how many workers are asked at a time. A subscriber or reader that does not keep
	 * up counts, too: results that it has not taken yet keep further workers from being
	 * asked. Default is 100.
	 * @param parallelism the number of workers
	 * @return this request
	 * @throws IllegalArgumentException if the number is not positive
	 */
	ScatterSpec parallelism(int parallelism);

	/**
	 * Fail with a {@link PigatoNoWorkerException} if no worker offers the service,
	 * instead of having an empty result.
	 * @return this request
	 */
	ScatterSpec failFast();

	/**
	 * Send the request and wait for all workers.
	 * @param <T> the type of the answers
	 * @param type the type of the answers
	 * @return who answered and who failed
	 * @throws PigatoException if it can't be found out who offers the service
	 * @throws io.pigato.json.PayloadException if the data can't be written
	 * @throws IllegalStateException if called on an event loop's thread
	 */
	default <T> GatherResult<T> gather(Class<T> type) {
		return gather((Type) type);
	}

	/**
	 * Send the request and wait for all workers, as {@link #gather(Class)}.
	 * @param <T> the type of the answers
	 * @param type the generic type of the answers
	 * @return who answered and who failed
	 */
	default <T> GatherResult<T> gather(TypeRef<T> type) {
		return gather(type.type());
	}

	/**
	 * Send the request and wait for all workers, as {@link #gather(Class)}.
	 * @param <T> the type of the answers
	 * @param type the type of the answers
	 * @return who answered and who failed
	 */
	<T> GatherResult<T> gather(Type type);

	/**
	 * Send the request. Cancelling the future, or completing it in any other way, gives
	 * the requests to all workers up. The future completes on the client's executor.
	 * @param <T> the type of the answers
	 * @param type the type of the answers
	 * @return completed with who answered and who failed, or with what
	 * {@link #gather(Class)} would throw
	 */
	default <T> CompletableFuture<GatherResult<T>> gatherAsync(Class<T> type) {
		return gatherAsync((Type) type);
	}

	/**
	 * Send the request, as {@link #gatherAsync(Class)}.
	 * @param <T> the type of the answers
	 * @param type the generic type of the answers
	 * @return completed with who answered and who failed
	 */
	default <T> CompletableFuture<GatherResult<T>> gatherAsync(TypeRef<T> type) {
		return gatherAsync(type.type());
	}

	/**
	 * Send the request, as {@link #gatherAsync(Class)}.
	 * @param <T> the type of the answers
	 * @param type the type of the answers
	 * @return completed with who answered and who failed
	 */
	<T> CompletableFuture<GatherResult<T>> gatherAsync(Type type);

	/**
	 * Send the request and return the results as they come. Reading waits, and throws
	 * what {@link #gather(Class)} would. Closing the stream, which is to be done unless
	 * it was read to its end, gives the requests that are open up.
	 * @param <T> the type of the answers
	 * @param type the type of the answers
	 * @return the results, to be closed
	 */
	default <T> Stream<WorkerResult<T>> stream(Class<T> type) {
		return stream((Type) type);
	}

	/**
	 * Send the request and return the results, as {@link #stream(Class)}.
	 * @param <T> the type of the answers
	 * @param type the generic type of the answers
	 * @return the results, to be closed
	 */
	default <T> Stream<WorkerResult<T>> stream(TypeRef<T> type) {
		return stream(type.type());
	}

	/**
	 * Send the request and return the results, as {@link #stream(Class)}.
	 * @param <T> the type of the answers
	 * @param type the type of the answers
	 * @return the results, to be closed
	 */
	<T> Stream<WorkerResult<T>> stream(Type type);

	/**
	 * Return a publisher of the results as they come. Each subscription is sent on its
	 * own, when the subscriber first asks for something; cancelling it gives the requests
	 * that are open up.
	 * @param <T> the type of the answers
	 * @param type the type of the answers
	 * @return the publisher, which signals on the client's executor
	 */
	default <T> Flow.Publisher<WorkerResult<T>> publisher(Class<T> type) {
		return publisher((Type) type);
	}

	/**
	 * Return a publisher, as {@link #publisher(Class)}.
	 * @param <T> the type of the answers
	 * @param type the generic type of the answers
	 * @return the publisher
	 */
	default <T> Flow.Publisher<WorkerResult<T>> publisher(TypeRef<T> type) {
		return publisher(type.type());
	}

	/**
	 * Return a publisher, as {@link #publisher(Class)}.
	 * @param <T> the type of the answers
	 * @param type the type of the answers
	 * @return the publisher
	 */
	<T> Flow.Publisher<WorkerResult<T>> publisher(Type type);

}
