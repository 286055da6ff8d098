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

package io.pigato.spring.handler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pigato.worker.PigatoReply;

/**
 * A reply that records what is sent, and on which threads.
 */
class RecordingReply implements PigatoReply {

	final List<String> sent = new CopyOnWriteArrayList<>();

	final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final List<Runnable> inactiveTasks = new ArrayList<>();

	private final Predicate<@Nullable Object> onWrite;

	private volatile boolean ended;

	private volatile boolean inactive;

	private final List<Runnable> readyTasks = new ArrayList<>();

	private volatile boolean ready = true;

	RecordingReply() {
		this((value) -> true);
	}

	/**
	 * Create a reply.
	 * @param onWrite what {@link #write} does
	 */
	RecordingReply(Predicate<@Nullable Object> onWrite) {
		this.onWrite = onWrite;
	}

	private boolean send(String text, boolean end) {
		if (this.ended) {
			throw new IllegalStateException("ended");
		}
		this.ended = end;
		this.threads.add(Thread.currentThread());
		this.sent.add(text);
		return true;
	}

	@Override
	public boolean write(@Nullable Object value) {
		return this.onWrite.test(value) && send("partial " + value, false);
	}

	@Override
	public boolean end(@Nullable Object value) {
		return send("final " + value, true);
	}

	@Override
	public boolean error(@Nullable Object data) {
		return send("error " + data, true);
	}

	@Override
	public boolean error(String code, String message) {
		return error(code);
	}

	@Override
	public boolean reject(@Nullable Object reason) {
		if (!this.sent.isEmpty()) {
			throw new IllegalStateException("partial reply was sent");
		}
		return send("reject " + reason, true);
	}

	/**
	 * The client is gone.
	 */
	void giveUp() {
		this.inactive = true;
		this.inactiveTasks.forEach(Runnable::run);
	}

	/**
	 * The client takes partial replies or does not.
	 */
	void ready(boolean ready) {
		this.ready = ready;
		if (ready) {
			this.readyTasks.forEach(Runnable::run);
		}
	}

	@Override
	public void heartbeat() {
	}

	@Override
	public PigatoReply cache(Duration timeToLive) {
		return this;
	}

	@Override
	public PigatoReply option(String key, @Nullable Object value) {
		return this;
	}

	@Override
	public boolean isActive() {
		return !this.inactive && !this.ended;
	}

	@Override
	public boolean isEnded() {
		return this.ended;
	}

	@Override
	public boolean isReady() {
		return this.ready && isActive();
	}

	@Override
	public void onReady(Runnable task) {
		this.readyTasks.add(task);
	}

	@Override
	public void onInactive(Runnable task) {
		if (this.inactive) {
			task.run();
		}
		else {
			this.inactiveTasks.add(task);
		}
	}

}
