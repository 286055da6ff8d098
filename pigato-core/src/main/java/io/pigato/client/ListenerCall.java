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

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Payload;

/**
 * A request whose replies are told to a {@link CallListener}.
 */
final class ListenerCall extends ReplyDrain implements Call {

	private final Calls calls;

	private final PendingRequest request;

	private final CallListener<? super RawReply> listener;

	/** Whether the outcome was told. */
	private boolean told;

	ListenerCall(Calls calls, PendingRequest request, int bufferSize, CallListener<? super RawReply> listener) {
		super(bufferSize, calls.executor());
		this.calls = calls;
		this.request = request;
		this.listener = listener;
	}

	@Override
	void drain() {
		while (!this.told) {
			Outcome outcome = buffer().outcome();
			Payload partial = buffer().poll();
			if (partial == null && outcome == null) {
				return;
			}
			try {
				tell(partial, outcome);
			}
			catch (Throwable ex) {
				this.calls.listenerFailed(ex);
			}
		}
	}

	private void tell(@Nullable Payload partial, @Nullable Outcome outcome) {
		if (partial != null) {
			this.request.taken(partial, this.calls);
			this.listener.onPartial(new RawReply(partial, false, this.calls.codec()));
		}
		else if (outcome != null) {
			this.told = true;
			if (outcome.kind() == Outcome.Kind.RESULT) {
				this.request.tellObservers(outcome);
				this.listener.onFinal(new RawReply(outcome.payload(), true, this.calls.codec()));
			}
			else {
				PigatoException error = BrokerErrors.exception(outcome, this.request, this.calls.codec());
				this.request.tellObservers(error);
				this.listener.onError(error);
			}
		}
	}

	@Override
	public void cancel() {
		this.calls.cancel(this.request, "it was cancelled");
	}

	@Override
	public void heartbeat() {
		this.calls.heartbeat(this.request);
	}

	@Override
	public boolean isDone() {
		return this.request.isDone();
	}

	@Override
	public String requestId() {
		return this.request.id().toString();
	}

}
