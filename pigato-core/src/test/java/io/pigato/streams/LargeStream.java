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

package io.pigato.streams;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.pigato.json.RawJson;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;

/**
 * A stream of 512 MiB: partial replies of 64 KiB that have their numbers, and a final one
 * that has the next. What else is asked for is answered with what was sent, once the
 * writer of the stream is held up or has written all.
 */
final class LargeStream implements RequestHandler {

	static final String SERVICE = "streams";

	/** The data of a request for the stream. */
	static final String WANTED = "all";

	/** How many partial replies there are. */
	static final int COUNT = 8192;

	static final int SIZE = 64 << 10;

	private static final int DIGITS = 8;

	/** How many partial replies were taken. */
	final AtomicInteger written = new AtomicInteger();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/** Whether the writer does not go on by itself. */
	private boolean stopped;

	@Override
	public void handle(PigatoRequest request, PigatoReply reply) throws InterruptedException {
		String wanted = request.data(String.class);
		if (WANTED.equals(wanted)) {
			write(reply);
		}
		else {
			awaitStopped();
			reply.end(wanted);
		}
	}

	private void write(PigatoReply reply) {
		for (int i = 0; i < COUNT; i++) {
			stopped(!reply.isReady());
			if (!reply.write(partial(i))) {
				return;
			}
			this.written.incrementAndGet();
		}
		stopped(true);
		reply.end(partial(COUNT));
	}

	private void stopped(boolean stopped) {
		this.lock.lock();
		try {
			this.stopped = stopped;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitStopped() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!this.stopped) {
				this.changed.await();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private static RawJson partial(int number) {
		byte[] json = new byte[SIZE];
		Arrays.fill(json, (byte) 'x');
		json[0] = '"';
		json[SIZE - 1] = '"';
		byte[] digits = String.format("%0" + DIGITS + "d", number).getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(digits, 0, json, 1, DIGITS);
		return RawJson.wrap(json);
	}

	/**
	 * Return the number of a reply, -1 if it is not whole.
	 */
	static int number(RawJson reply) {
		byte[] json = reply.bytes();
		return (json.length == SIZE) ? Integer.parseInt(new String(json, 1, DIGITS, StandardCharsets.US_ASCII)) : -1;
	}

}
