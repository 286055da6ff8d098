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

package io.pigato.spring.context;

import java.util.concurrent.Flow;

/**
 * A publisher that is asked for values with a context current on the thread: that is when
 * requests are sent.
 *
 * @param <T> the type of the values
 */
record ContextPublisher<T>(Flow.Publisher<T> publisher, Object context) implements Flow.Publisher<T> {

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		this.publisher.subscribe(new ContextSubscriber<>(subscriber, this.context));
	}

	/**
	 * Passes on all signals, and a subscription that sets the context.
	 */
	private record ContextSubscriber<T>(Flow.Subscriber<? super T> subscriber,
			Object context) implements Flow.Subscriber<T> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(new ContextSubscription(subscription, this.context));
		}

		@Override
		public void onNext(T value) {
			this.subscriber.onNext(value);
		}

		@Override
		public void onError(Throwable error) {
			this.subscriber.onError(error);
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

	private record ContextSubscription(Flow.Subscription subscription, Object context) implements Flow.Subscription {

		@Override
		public void request(long n) {
			ThreadLocals.within(this.context, () -> {
				this.subscription.request(n);
				return n;
			});
		}

		@Override
		public void cancel() {
			this.subscription.cancel();
		}

	}

}
