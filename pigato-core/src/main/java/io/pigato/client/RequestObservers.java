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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Payload;

/**
 * Those who are told how one request goes. Whoever finds out first that it has ended
 * tells them; others wait until they are told.
 */
final class RequestObservers {

	private final Calls calls;

	/** The last interceptor's first, as the first interceptor's are around all others. */
	private final List<RequestObserver> observers = new ArrayList<>(1);

	private final ReentrantLock lock = new ReentrantLock();

	private volatile boolean told;

	private RequestObservers(Calls calls) {
		this.calls = calls;
	}

	/**
	 * Let interceptors see a request. If one refuses it, the observers of those before it
	 * are told.
	 */
	static RequestObservers of(List<RequestInterceptor> interceptors, OutgoingRequest request, Calls calls) {
		RequestObservers observers = new RequestObservers(calls);
		try {
			for (RequestInterceptor interceptor : interceptors) {
				RequestObserver observer = interceptor.intercept(request);
				if (observer != null) {
					observers.observers.add(0, observer);
				}
			}
			return observers;
		}
		catch (Throwable ex) {
			observers.error(ex);
			throw ex;
		}
	}

	boolean isEmpty() {
		return this.observers.isEmpty();
	}

	void partial(Payload payload) {
		if (!this.told) {
			RawReply reply = new RawReply(payload, false, this.calls.codec());
			tell((observer) -> observer.onPartial(reply));
		}
	}

	/**
	 * Tell of an outcome as it is.
	 */
	void outcome(Outcome outcome, PendingRequest request) {
		if (outcome.kind() == Outcome.Kind.RESULT) {
			tellOnce((observer) -> observer.onResult(new RawReply(outcome.payload(), true, this.calls.codec())));
		}
		else if (!this.told) {
			error(BrokerErrors.exception(outcome, request, this.calls.codec()));
		}
		else {
			tellOnce(null);
		}
	}

	/**
	 * Tell of what the caller gets in place of a result.
	 */
	void error(Throwable error) {
		tellOnce((observer) -> observer.onError(error));
	}

	private void tellOnce(@Nullable Consumer<RequestObserver> event) {
		this.lock.lock();
		try {
			if (!this.told && event != null) {
				this.told = true;
				tell(event);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void tell(Consumer<RequestObserver> event) {
		for (RequestObserver observer : this.observers) {
			try {
				event.accept(observer);
			}
			catch (Throwable ex) {
				this.calls.listenerFailed(ex);
			}
		}
	}

}
