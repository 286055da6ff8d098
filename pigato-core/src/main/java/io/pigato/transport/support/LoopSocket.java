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

package io.pigato.transport.support;

/**
 * A socket of an {@link AbstractEventLoop}, used on the loop's thread only.
 */
public abstract class LoopSocket {

	private final AbstractEventLoop loop;

	private boolean ready;

	/**
	 * Create a socket, which must still be {@linkplain AbstractEventLoop#register
	 * registered}.
	 * @param loop the loop that owns the socket
	 */
	protected LoopSocket(AbstractEventLoop loop) {
		this.loop = loop;
	}

	/**
	 * Have {@link #process()} called before the loop sleeps again.
	 */
	protected final void markReady() {
		if (!this.ready) {
			this.ready = true;
			this.loop.addReady(this);
		}
	}

	final void processReady() {
		this.ready = false;
		process();
	}

	/**
	 * Do a bounded part of the socket's work: what is left over is {@linkplain #markReady
	 * marked} for the next turn.
	 */
	protected abstract void process();

	/**
	 * Close the socket because its loop closes, if it is not closed yet. It ends with
	 * {@link AbstractEventLoop#deregister}, at once or when the linger has passed.
	 */
	protected abstract void close();

	/**
	 * Tell the handler that the socket failed for good, because its loop did.
	 * @param cause what happened
	 */
	protected abstract void fail(Throwable cause);

}
