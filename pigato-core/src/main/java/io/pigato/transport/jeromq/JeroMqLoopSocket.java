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

package io.pigato.transport.jeromq;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.transport.support.LoopSocket;

/**
 * A socket of a {@link JeroMqEventLoop}.
 */
abstract class JeroMqLoopSocket extends LoopSocket {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqLoopSocket.class);

	JeroMqLoopSocket(JeroMqEventLoop loop) {
		super(loop);
	}

	/**
	 * Have the socket looked after in this turn of the loop.
	 */
	final void ready() {
		markReady();
	}

	/**
	 * Process, and take an exception of JeroMQ for the end of the socket: it would only
	 * come again.
	 */
	@Override
	protected final void process() {
		try {
			doProcess();
		}
		catch (RuntimeException | AssertionError ex) {
			logger.error("A socket of JeroMQ failed", ex);
			fail(ex);
		}
	}

	/**
	 * Do a bounded part of the socket's work.
	 */
	abstract void doProcess();

	@Override
	protected abstract void fail(Throwable cause);

}
