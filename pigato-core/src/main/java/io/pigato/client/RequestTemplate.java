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

import java.util.List;

import io.pigato.json.PayloadException;
import io.pigato.protocol.Bytes;
import io.pigato.protocol.Payload;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ToBroker;

/**
 * A request without its id, ready to be sent any number of times.
 *
 * @param service the service
 * @param payload data and options, as JSON
 * @param options what these options were made of, not changed by anybody
 * @param timeout how long it may be idle in milliseconds, or {@link RequestOptions#NONE}
 * @param deadline how long it may take in milliseconds, or {@link RequestOptions#NONE}
 * @param retry whether it may be sent again on another connection
 */
record RequestTemplate(String service, Payload payload, RequestOptions.Builder options, long timeout, long deadline,
		boolean retry) {

	/**
	 * Return the same request, with credit for partial replies.
	 */
	RequestTemplate withCredit(ReaderCredit credit, RequestDefaults defaults) {
		RequestOptions.Builder limited = this.options.copy().credit(credit.partials(), credit.bytes());
		byte[] encoded = (this.options == defaults.newOptions()) ? defaults.encodedOptions(credit)
				: limited.build().encode();
		return new RequestTemplate(this.service, Payload.of(this.payload.data(), encoded), limited, this.timeout,
				this.deadline, this.retry);
	}

	PendingRequest newRequest(Bytes id) {
		return newRequest(id, this.payload);
	}

	private PendingRequest newRequest(Bytes id, Payload payload) {
		return new PendingRequest(new ToBroker.Request(this.service, id, payload), this.timeout, this.deadline,
				this.retry);
	}

	/**
	 * Make a request that interceptors have seen.
	 * @throws RuntimeException if one of them refuses it, or its options can't be written
	 */
	PendingRequest newRequest(Bytes id, List<RequestInterceptor> interceptors, Calls calls) {
		InterceptedRequest intercepted = new InterceptedRequest(this.service, id.toString(), this.options);
		RequestObservers observers = RequestObservers.of(interceptors, intercepted, calls);
		PendingRequest request = newRequest(id,
				intercepted.isChanged() ? payload(intercepted, observers) : this.payload);
		return observers.isEmpty() ? request : request.observedBy(observers);
	}

	private Payload payload(InterceptedRequest intercepted, RequestObservers observers) {
		try {
			return Payload.of(this.payload.data(), intercepted.options().encode());
		}
		catch (PayloadException ex) {
			observers.error(ex);
			throw ex;
		}
	}

}
