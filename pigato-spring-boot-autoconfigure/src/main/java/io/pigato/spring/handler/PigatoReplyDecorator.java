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

import org.jspecify.annotations.Nullable;

import io.pigato.worker.PigatoReply;

/**
 * A reply that hands everything on to another one, for those who decorate handlers and
 * want to know or change some of it. What a handler failed with is handed on, too, if the
 * other reply wants to know.
 */
public abstract class PigatoReplyDecorator implements FailureAwareReply {

	private final PigatoReply delegate;

	/**
	 * Create a decorator.
	 * @param delegate the other reply
	 */
	protected PigatoReplyDecorator(PigatoReply delegate) {
		this.delegate = delegate;
	}

	/**
	 * Return the other reply.
	 * @return the reply that was decorated
	 */
	protected final PigatoReply getDelegate() {
		return this.delegate;
	}

	@Override
	public boolean write(@Nullable Object value) {
		return this.delegate.write(value);
	}

	@Override
	public boolean end(@Nullable Object value) {
		return this.delegate.end(value);
	}

	@Override
	public boolean error(@Nullable Object data) {
		return this.delegate.error(data);
	}

	@Override
	public boolean error(String code, String message) {
		return this.delegate.error(code, message);
	}

	@Override
	public boolean reject(@Nullable Object reason) {
		return this.delegate.reject(reason);
	}

	@Override
	public void failed(Throwable failure) {
		if (this.delegate instanceof FailureAwareReply aware) {
			aware.failed(failure);
		}
	}

	@Override
	public void heartbeat() {
		this.delegate.heartbeat();
	}

	@Override
	public PigatoReply cache(Duration timeToLive) {
		this.delegate.cache(timeToLive);
		return this;
	}

	@Override
	public PigatoReply option(String key, @Nullable Object value) {
		this.delegate.option(key, value);
		return this;
	}

	@Override
	public boolean isActive() {
		return this.delegate.isActive();
	}

	@Override
	public boolean isEnded() {
		return this.delegate.isEnded();
	}

	@Override
	public boolean isReady() {
		return this.delegate.isReady();
	}

	@Override
	public void onReady(Runnable task) {
		this.delegate.onReady(task);
	}

	@Override
	public void onInactive(Runnable task) {
		this.delegate.onInactive(task);
	}

}
