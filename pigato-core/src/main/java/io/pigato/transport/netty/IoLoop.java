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

package io.pigato.transport.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;

/**
 * The part of Netty that waits for the network, run by a {@link NettyEventLoop} on its
 * thread.
 */
final class IoLoop extends ManualIoEventLoop {

	private final NettyEventLoop driver;

	@SuppressWarnings("NullAway") // the thread is set before it is used
	IoLoop(NettyEventLoop driver, IoHandlerFactory factory) {
		super(null, factory);
		this.driver = driver;
	}

	/**
	 * Asked when a wake-up would be noticed from then on, so that none is missed.
	 */
	@Override
	protected boolean canBlock() {
		return this.driver.mayBlock();
	}

}
