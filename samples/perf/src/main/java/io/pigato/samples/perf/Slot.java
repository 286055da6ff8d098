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

package io.pigato.samples.perf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

import io.pigato.client.CallListener;
import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoException;
import io.pigato.client.RawReply;
import io.pigato.json.RawJson;

/**
 * Sends one request after another, each once the reply to the one before is there and was
 * looked at.
 */
final class Slot implements CallListener<RawReply> {

	private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

	private static final int MAX_SHOWN = 80;

	private final PigatoClient client;

	private final LoadSettings settings;

	private final Payloads payloads;

	private final LongSupplier numbers;

	private final Tally tally;

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	// of one request at a time, and so of one thread at a time

	private byte[] data = {};

	private long sentAt;

	private int partials;

	private boolean wrong;

	/**
	 * Create a slot.
	 * @param client what sends
	 * @param settings what is sent
	 * @param payloads makes the data
	 * @param numbers gives the number of the next request, or a negative one for the end
	 * @param tally told what comes back
	 */
	Slot(PigatoClient client, LoadSettings settings, Payloads payloads, LongSupplier numbers, Tally tally) {
		this.client = client;
		this.settings = settings;
		this.payloads = payloads;
		this.numbers = numbers;
		this.tally = tally;
	}

	CompletableFuture<Void> ended() {
		return this.ended;
	}

	/**
	 * Send the next request, if there is one.
	 */
	void next() {
		long number = this.numbers.getAsLong();
		if (number < 0) {
			this.ended.complete(null);
			return;
		}
		this.data = this.payloads.get(number);
		this.partials = 0;
		this.wrong = false;
		this.sentAt = System.nanoTime();
		try {
			this.client.request(this.settings.service()).data(RawJson.wrap(this.data)).send(this);
		}
		catch (RuntimeException ex) {
			this.tally.failed(ex.toString());
			this.ended.complete(null);
		}
	}

	@Override
	public void onPartial(RawReply reply) {
		this.tally.partial();
		check(reply, Payloads.partial(this.data, this.partials++));
	}

	@Override
	public void onFinal(RawReply reply) {
		long nanos = System.nanoTime() - this.sentAt;
		check(reply, (this.settings.partials() > 0) ? NULL : this.data);
		if (this.partials != this.settings.partials()) {
			this.wrong = true;
			this.tally.wrong(this.partials + " partial replies instead of " + this.settings.partials());
		}
		else if (!this.wrong) {
			this.tally.reply(nanos);
		}
		next();
	}

	private void check(RawReply reply, byte[] expected) {
		byte[] actual = reply.json().bytes();
		if (!this.wrong && !Arrays.equals(actual, expected)) {
			this.wrong = true;
			this.tally.wrong(text(actual) + " instead of " + text(expected));
		}
	}

	private static String text(byte[] json) {
		String text = new String(json, 0, Math.min(json.length, MAX_SHOWN), StandardCharsets.UTF_8);
		return (json.length > MAX_SHOWN) ? text + "…" : text;
	}

	@Override
	public void onError(PigatoException error) {
		this.tally.failed(error.toString());
		next();
	}

}
