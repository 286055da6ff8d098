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

package io.pigato.spring.observation;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.pigato.spring.handler.PigatoReplyDecorator;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.WorkerErrorCode;
import io.pigato.worker.WorkerException;

/**
 * A reply that stops the observation of its request. That is done by whoever comes last:
 * the end of the reply, or the return of the handler, on whose thread the observation is
 * in scope until then.
 */
final class ObservedReply extends PigatoReplyDecorator {

	private static final int ENDED_AND_RETURNED = 2;

	private final Observation observation;

	private final PigatoWorkerObservationContext context;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicInteger done = new AtomicInteger();

	/** Of which an error reply is about to be made. */
	private volatile @Nullable Throwable failure;

	ObservedReply(PigatoReply reply, Observation observation, PigatoWorkerObservationContext context) {
		super(reply);
		this.observation = observation;
		this.context = context;
	}

	@Override
	public boolean write(@Nullable Object value) {
		boolean taken = super.write(value);
		if (taken) {
			this.context.countPartialReply();
		}
		return taken;
	}

	@Override
	public boolean end(@Nullable Object value) {
		return ended(super.end(value), RequestOutcome.SUCCESS, null, null);
	}

	@Override
	public boolean error(@Nullable Object data) {
		Object code = (data instanceof Map<?, ?> map) ? map.get("code") : null;
		Object message = (data instanceof Map<?, ?> map) ? map.get("message") : data;
		return ended(super.error(data), (code != null) ? code.toString() : null, String.valueOf(message));
	}

	@Override
	public boolean error(String code, String message) {
		return ended(super.error(code, message), code, message);
	}

	@Override
	public boolean reject(@Nullable Object reason) {
		return ended(super.reject(reason), RequestOutcome.REJECTED, null, null);
	}

	private boolean ended(boolean taken, @Nullable String code, String message) {
		Throwable failure = this.failure;
		return ended(taken, RequestOutcome.ERROR, code,
				(failure != null) ? failure : new ErrorReplyException(code, message));
	}

	private boolean ended(boolean taken, RequestOutcome outcome, @Nullable String code, @Nullable Throwable error) {
		if (taken) {
			finish(outcome, code, error);
		}
		else {
			cancelled();
		}
		return taken;
	}

	@Override
	public void failed(Throwable failure) {
		this.failure = failure;
		super.failed(failure);
	}

	/**
	 * Nobody waits for the reply any more.
	 */
	void cancelled() {
		finish(RequestOutcome.CANCELLED, null, null);
	}

	/**
	 * The handler has thrown something, of which its worker makes an error reply if the
	 * reply has not ended.
	 */
	void thrown(Throwable error) {
		finish(RequestOutcome.ERROR,
				(error instanceof WorkerException expected) ? expected.code() : WorkerErrorCode.W_ERROR.name(), error);
	}

	private void finish(RequestOutcome outcome, @Nullable String code, @Nullable Throwable error) {
		if (this.ended.compareAndSet(false, true)) {
			this.context.setOutcome(outcome, code);
			if (error != null) {
				this.observation.error(error);
			}
			letGo();
		}
	}

	/**
	 * The handler has returned, and the observation is not in scope any more.
	 */
	void returned() {
		letGo();
	}

	private void letGo() {
		if (this.done.incrementAndGet() == ENDED_AND_RETURNED) {
			this.observation.stop();
		}
	}

}
