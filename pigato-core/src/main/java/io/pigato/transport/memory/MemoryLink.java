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

package io.pigato.transport.memory;

import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.protocol.Bytes;

/**
 * A connection between a dealer and a router.
 */
final class MemoryLink {

	private final MemoryDealer dealer;

	private final MemoryPipe toRouter;

	private final MemoryPipe toDealer;

	MemoryLink(MemoryDealer dealer, MemoryRouter router) {
		this.dealer = dealer;
		AbstractEventLoop dealerLoop = dealer.loop();
		AbstractEventLoop routerLoop = router.loop();
		Runnable readable = () -> router.onReadable(this);
		Runnable writable = () -> dealer.onWritable(this);
		this.toRouter = new MemoryPipe(dealer.options(), () -> routerLoop.offer(readable),
				() -> dealerLoop.offer(writable));
		Runnable dealerReadable = () -> dealer.onReadable(this);
		Runnable routerWritable = () -> router.onWritable(this);
		this.toDealer = new MemoryPipe(router.options(), () -> dealerLoop.offer(dealerReadable),
				() -> routerLoop.offer(routerWritable));
	}

	MemoryDealer dealer() {
		return this.dealer;
	}

	Bytes identity() {
		return this.dealer.identity();
	}

	MemoryPipe toRouter() {
		return this.toRouter;
	}

	MemoryPipe toDealer() {
		return this.toDealer;
	}

}
