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

package io.pigato.benchmarks;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.worker.PigatoReply;

/**
 * A reply that keeps its result.
 */
final class RecordingReply implements PigatoReply {

	private final PayloadCodec codec;

	private byte[] result = {};

	private boolean ended;

	RecordingReply(PayloadCodec codec) {
		this.codec = codec;
	}

	byte[] result() {
		if (!this.ended) {
			throw new IllegalStateException("The reply has not ended");
		}
		return this.result;
	}

	@Override
	public boolean write(@Nullable Object value) {
		this.codec.encode(value);
		return true;
	}

	@Override
	public boolean end(@Nullable Object value) {
		this.result = this.codec.encode(value);
		this.ended = true;
		return true;
	}

	@Override
	public boolean error(@Nullable Object data) {
		throw new IllegalStateException("The handler failed: " + data);
	}

	@Override
	public boolean error(String code, String message) {
		throw new IllegalStateException("The handler failed: " + code + " " + message);
	}

	@Override
	public boolean reject(@Nullable Object reason) {
		throw new IllegalStateException("The handler rejected: " + reason);
	}

	@Override
	public void heartbeat() {
		// nobody listens
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
		return !this.ended;
	}

	@Override
	public boolean isEnded() {
		return this.ended;
	}

	@Override
	public boolean isReady() {
		return !this.ended;
	}

	@Override
	public void onReady(Runnable task) {
		// it always is
	}

	@Override
	public void onInactive(Runnable task) {
		// the reply ends first
	}

}
