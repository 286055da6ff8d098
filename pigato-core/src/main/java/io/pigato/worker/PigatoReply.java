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

package io.pigato.worker;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The reply to a request: any number of partial replies, then one end. Safe for use from
 * any thread; what one thread writes is sent in its order.
 * <p>
 * Values are written as JSON on the calling thread. If more waits to be sent than fits
 * into the socket's and the worker's bounded queue, the methods that send block until
 * there is room or the reply is inactive. {@link #write} also waits for a client that has
 * not yet taken the partial replies that it has room for, if it says how many these are
 * (protocol part 4), so that a client may be slow: the broker ends the request of one
 * that takes nothing for long, after which the reply is inactive. To write without
 * waiting, see {@link #isReady()}.
 * <p>
 * On the thread of the worker's event loop, where nothing may block, the methods that
 * send don't. There partial replies that the client has no room for wait in the worker's
 * queue, and {@link #write} throws an {@code IllegalStateException} if there is no room.
 * <p>
 * The methods that send return {@code false}, and send nothing, if the reply is inactive.
 * After the reply has ended they throw an {@code IllegalStateException}.
 */
public interface PigatoReply {

	/**
	 * Send a partial reply, and restart the idle time of the request.
	 * @param value the value
	 * @return {@code true} if it was taken, {@code false} if nobody waits for it
	 * @throws IllegalStateException if the reply has ended, or there is no room and this
	 * is the event loop's thread
	 * @throws WorkerInterruptedException if the thread is interrupted while it waits for
	 * room or for the client; nothing was sent, and the thread's interrupt flag is set
	 * @throws io.pigato.json.PayloadException if the value can't be written as JSON; the
	 * reply has not ended
	 */
	boolean write(@Nullable Object value);

	/**
	 * End the reply with a result. An interrupt while it waits for room does not lose the
	 * end of a reply: it is queued without room, and the thread's interrupt flag is set.
	 * @param value the value
	 * @return {@code true} if it was taken, {@code false} if nobody waits for it
	 * @throws IllegalStateException if the reply has ended
	 * @throws io.pigato.json.PayloadException if the value can't be written as JSON; the
	 * reply has not ended
	 */
	boolean end(@Nullable Object value);

	/**
	 * End the reply with JSON's null.
	 * @return {@code true} if it was taken, {@code false} if nobody waits for it
	 * @throws IllegalStateException if the reply has ended
	 */
	default boolean end() {
		return end(null);
	}

	/**
	 * End the reply with an error of any JSON.
	 * @param data the error
	 * @return {@code true} if it was taken, {@code false} if nobody waits for it
	 * @throws IllegalStateException if the reply has ended
	 * @throws io.pigato.json.PayloadException if the error can't be written as JSON; the
	 * reply has not ended
	 */
	boolean error(@Nullable Object data);

	/**
	 * End the reply with the error <code>{"code":…,"message":…}</code>.
	 * @param code what programs tell the error by
	 * @param message what people read
	 * @return {@code true} if it was taken, {@code false} if nobody waits for it
	 * @throws IllegalStateException if the reply has ended
	 */
	boolean error(String code, String message);

	/**
	 * End the reply without an outcome: the broker offers the request to another worker.
	 * Only for requests without a partial reply.
	 * @param reason why; sent to the broker, which only counts rejects
	 * @return {@code true} if it was taken, {@code false} if nobody waits for it
	 * @throws IllegalStateException if the reply has ended, or a partial reply was sent
	 * @throws io.pigato.json.PayloadException if the reason can't be written as JSON; the
	 * reply has not ended
	 */
	boolean reject(@Nullable Object reason);

	/**
	 * End the reply without an outcome and without a reason.
	 * @return {@code true} if it was taken, {@code false} if nobody waits for it
	 * @throws IllegalStateException if the reply has ended, or a partial reply was sent
	 */
	default boolean reject() {
		return reject(null);
	}

	/**
	 * Tell the broker now that this worker is alive. Workers beat by themselves; this is
	 * for those who want to make sure.
	 */
	void heartbeat();

	/**
	 * Let the broker answer the same request with the final reply for some time.
	 * @param timeToLive how long, at least a millisecond; zero for not at all
	 * @return this reply
	 * @throws IllegalArgumentException if the time is negative
	 */
	PigatoReply cache(Duration timeToLive);

	/**
	 * Set an option of the replies that are sent from now on.
	 * @param key the key
	 * @param value the value
	 * @return this reply
	 * @throws io.pigato.json.PayloadException if the value can't be written as JSON
	 */
	PigatoReply option(String key, @Nullable Object value);

	/**
	 * Whether the reply has not ended and somebody waits for it: the client did not
	 * cancel, neither the request's idle time nor its deadline have passed here, and the
	 * broker was not lost since.
	 * @return {@code true} as long as it is worth going on
	 */
	boolean isActive();

	/**
	 * Whether the reply has ended.
	 * @return {@code true} after an end, an error or a reject
	 */
	boolean isEnded();

	/**
	 * Whether a partial reply can be written now without waiting, for the client or for
	 * room, as long as nobody else writes. If it can't, the tasks of {@link #onReady} run
	 * when it can.
	 * @return {@code true} if {@link #write} does not wait; never if the reply is
	 * inactive or has ended
	 */
	boolean isReady();

	/**
	 * Have a task run each time the reply is ready again after {@link #isReady()} was
	 * {@code false}: once for any number of such calls. It does not run when the reply
	 * becomes inactive instead, see {@link #onInactive}. It runs as the tasks of that
	 * method do, one after another, and must not block.
	 * @param task the task, to be set before {@link #isReady()} is asked
	 */
	void onReady(Runnable task);

	/**
	 * Have a task run once when nobody waits for this reply any more before it has ended;
	 * at once, on this thread, if that is so already. Otherwise it runs on the worker's
	 * thread for callbacks, or on the executor the worker was given, one task after
	 * another, and must not block.
	 * @param task the task
	 */
	void onInactive(Runnable task);

}
