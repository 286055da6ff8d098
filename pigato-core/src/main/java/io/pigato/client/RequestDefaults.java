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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.pigato.json.PayloadCodec;
import io.pigato.protocol.RequestOptions;

/**
 * What all requests of a client have in common. Most have nothing else, and share their
 * options on the wire.
 */
final class RequestDefaults {

	/** More different amounts of credit than this are not remembered. */
	private static final int MAX_ENCODED = 64;

	private final long timeout;

	private final boolean retry;

	private final int bufferSize;

	private final int bufferBytes;

	private final CreditShares creditShares;

	private final PayloadCodec codec;

	private final RequestOptions.Builder newOptions;

	private final byte[] encodedOptions;

	/** The options with credit, by both amounts of it: there are few in use. */
	private final Map<Long, byte[]> encodedWithCredit;

	private final List<RequestInterceptor> interceptors;

	private final RequestIds ids;

	RequestDefaults(ClientOptions options) {
		this.timeout = Millis.of("timeout", options.timeout());
		this.retry = options.retry();
		this.bufferSize = options.bufferSize();
		this.bufferBytes = options.bufferBytes();
		this.creditShares = new CreditShares();
		this.codec = options.codec();
		this.newOptions = RequestOptions.builder().timeout(this.timeout).retry(this.retry);
		this.encodedOptions = this.newOptions.build().encode();
		this.encodedWithCredit = new ConcurrentHashMap<>();
		this.interceptors = options.interceptors();
		this.ids = new RequestIds();
	}

	private RequestDefaults(RequestDefaults other, List<RequestInterceptor> interceptors) {
		this.timeout = other.timeout;
		this.retry = other.retry;
		this.bufferSize = other.bufferSize;
		this.bufferBytes = other.bufferBytes;
		this.creditShares = other.creditShares;
		this.codec = other.codec;
		this.newOptions = other.newOptions;
		this.encodedOptions = other.encodedOptions;
		this.encodedWithCredit = other.encodedWithCredit;
		this.interceptors = interceptors;
		this.ids = other.ids;
	}

	/**
	 * Return the same for requests that are sent later and from other threads, on behalf
	 * of what runs on this thread now.
	 */
	RequestDefaults capture() {
		return this.interceptors.isEmpty() ? this
				: new RequestDefaults(this, this.interceptors.stream().map(RequestInterceptor::capture).toList());
	}

	/**
	 * Return how long a request may be idle, in milliseconds.
	 */
	long timeout() {
		return this.timeout;
	}

	boolean retry() {
		return this.retry;
	}

	int bufferSize() {
		return this.bufferSize;
	}

	int bufferBytes() {
		return this.bufferBytes;
	}

	CreditShares creditShares() {
		return this.creditShares;
	}

	PayloadCodec codec() {
		return this.codec;
	}

	/**
	 * Return the options of a request that has only these, not to be changed.
	 */
	RequestOptions.Builder newOptions() {
		return this.newOptions;
	}

	/**
	 * Return the JSON of these options.
	 */
	byte[] encodedOptions() {
		return this.encodedOptions;
	}

	/**
	 * Return the JSON of these options and credit.
	 */
	byte[] encodedOptions(ReaderCredit credit) {
		Long key = ((long) credit.partials() << Integer.SIZE) | credit.bytes();
		byte[] encoded = this.encodedWithCredit.get(key);
		if (encoded == null) {
			encoded = this.newOptions.copy().credit(credit.partials(), credit.bytes()).build().encode();
			if (this.encodedWithCredit.size() < MAX_ENCODED) {
				this.encodedWithCredit.put(key, encoded);
			}
		}
		return encoded;
	}

	List<RequestInterceptor> interceptors() {
		return this.interceptors;
	}

	RequestIds ids() {
		return this.ids;
	}

}
