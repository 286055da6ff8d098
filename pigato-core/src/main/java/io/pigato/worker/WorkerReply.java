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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import io.pigato.json.PayloadException;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyOptions;
import io.pigato.protocol.ReplyType;

/**
 * A {@link PigatoReply} that goes through a {@link ReplyChannel}.
 */
final class WorkerReply implements PigatoReply {

	/** In place of tasks when they have been told. */
	private static final Tasks TOLD = new Tasks(() -> {
	}, null);

	private final InFlightRequest request;

	private final ReplyChannel channel;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicInteger handedOver = new AtomicInteger();

	private final AtomicReference<@Nullable Tasks> inactiveTasks = new AtomicReference<>();

	private final AtomicReference<@Nullable Tasks> readyTasks = new AtomicReference<>();

	/** Whether somebody was told that it is not ready, and not yet that it is. */
	private final AtomicBoolean awaited = new AtomicBoolean();

	/** Whether the channel is going to tell that there is room. */
	private final AtomicBoolean roomAwaited = new AtomicBoolean();

	private volatile ReplyOptions options = ReplyOptions.none();

	private volatile boolean written;

	WorkerReply(InFlightRequest request, ReplyChannel channel) {
		this.request = request;
		this.channel = channel;
	}

	@Override
	public boolean write(@Nullable Object value) {
		return send(ReplyType.PARTIAL, false, value);
	}

	@Override
	public boolean end(@Nullable Object value) {
		return send(ReplyType.FINAL, false, value);
	}

	@Override
	public boolean error(@Nullable Object data) {
		return send(ReplyType.FINAL, true, data);
	}

	@Override
	public boolean error(String code, String message) {
		return error(OwnErrors.fields(code, message));
	}

	@Override
	public boolean reject(@Nullable Object reason) {
		if (this.written) {
			throw new IllegalStateException("The reply to " + describe()
					+ " can't be rejected because a partial reply was sent. End it with an error");
		}
		return send(ReplyType.REJECT, false, reason);
	}

	private boolean send(ReplyType type, boolean error, @Nullable Object value) {
		checkNotEnded();
		boolean end = type != ReplyType.PARTIAL;
		if (this.request.isInactive()) {
			this.ended.compareAndSet(false, end);
			this.channel.countDropped();
			return false;
		}
		Payload payload = Payload.of(this.channel.codec().encode(value), this.options.encode());
		if (end && !this.ended.compareAndSet(false, true)) {
			throw alreadyEnded();
		}
		this.written = true;
		return this.channel.send(OutboundReply.of(this.request, type, error, payload), this.handedOver);
	}

	private void checkNotEnded() {
		if (this.ended.get()) {
			throw alreadyEnded();
		}
	}

	private IllegalStateException alreadyEnded() {
		return new IllegalStateException("The reply to " + describe() + " has ended already");
	}

	private String describe() {
		return "request " + this.request.key.requestId() + " of '" + this.request.message.service() + "'";
	}

	@Override
	public void heartbeat() {
		this.channel.heartbeat();
	}

	@Override
	public PigatoReply cache(Duration timeToLive) {
		if (timeToLive.isNegative()) {
			throw new IllegalArgumentException("timeToLive must not be negative but is " + timeToLive);
		}
		this.options = this.options.withCache(timeToLive.toMillis());
		return this;
	}

	@Override
	public PigatoReply option(String key, @Nullable Object value) {
		try {
			this.options = this.options.with(key, value);
		}
		catch (JacksonException ex) {
			throw new PayloadException("Can't write the option '" + key + "' as JSON", ex);
		}
		return this;
	}

	@Override
	public boolean isActive() {
		return !this.request.isInactive() && !this.ended.get();
	}

	@Override
	public boolean isEnded() {
		return this.ended.get();
	}

	@Override
	public void onInactive(Runnable task) {
		while (!this.ended.get()) {
			Tasks others = this.inactiveTasks.get();
			if (others == TOLD) {
				task.run();
				return;
			}
			if (this.inactiveTasks.compareAndSet(others, new Tasks(task, others))) {
				return;
			}
		}
	}

	/**
	 * Called on the loop when the request was given up.
	 */
	void tellInactive() {
		this.channel.wakeWaiting();
		Tasks tasks = this.inactiveTasks.getAndSet(TOLD);
		if (!this.ended.get()) {
			run(tasks);
		}
	}

	private void run(@Nullable Tasks tasks) {
		for (Tasks next = tasks; next != null; next = next.others) {
			this.channel.callbacks().run(next.task);
		}
	}

	@Override
	public boolean isReady() {
		if (!isActive()) {
			return false;
		}
		if (this.request.hasCredit() && this.channel.hasRoom()) {
			return true;
		}
		this.awaited.set(true);
		// what it waits for may have come in between
		tellReady();
		return false;
	}

	@Override
	public void onReady(Runnable task) {
		this.readyTasks.updateAndGet((others) -> new Tasks(task, others));
	}

	/**
	 * Called on the loop when credit came, and on any thread when there is room.
	 */
	void tellReady() {
		if (!this.awaited.get() || !this.request.hasCredit() || !isActive()) {
			return;
		}
		if (!this.channel.hasRoom()) {
			if (this.roomAwaited.compareAndSet(false, true)) {
				this.channel.whenRoom(this::roomCame);
			}
		}
		else if (this.awaited.compareAndSet(true, false)) {
			run(this.readyTasks.get());
		}
	}

	private void roomCame() {
		this.roomAwaited.set(false);
		tellReady();
	}

	/**
	 * Tasks that wait for the same, the last one first.
	 */
	private record Tasks(Runnable task, @Nullable Tasks others) {

	}

}
