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

package io.pigato.simulation;

import io.pigato.protocol.Bytes;

/**
 * A connection from a dealer to a router, with all that can happen to it.
 */
final class SimulatedConnection {

	private final SimulatedNetwork network;

	private final SimulatedDealer dealer;

	private final SimulatedRouter router;

	private final SimulatedPipe toRouter;

	private final SimulatedPipe toDealer;

	SimulatedConnection(SimulatedDealer dealer, SimulatedRouter router) {
		this.network = dealer.network();
		this.dealer = dealer;
		this.router = router;
		this.toRouter = new SimulatedPipe(dealer, router, dealer.options(), () -> router.onReadable(this),
				() -> dealer.onWritable(this));
		this.toDealer = new SimulatedPipe(router, dealer, router.options(), () -> dealer.onReadable(this),
				() -> router.onWritable(this));
	}

	SimulatedDealer dealer() {
		return this.dealer;
	}

	SimulatedRouter router() {
		return this.router;
	}

	Bytes identity() {
		return this.dealer.identity();
	}

	SimulatedPipe toRouter() {
		return this.toRouter;
	}

	SimulatedPipe toDealer() {
		return this.toDealer;
	}

	/**
	 * Cut the connection: what is under way is lost, both sides are told.
	 */
	void reset() {
		lose();
		this.toRouter.tellReceiver(this.network.noticeDelay(this));
		this.toDealer.tellReceiver(this.network.noticeDelay(this));
	}

	/**
	 * Cut the connection without a word, as a firewall does that forgot it: each side
	 * finds out when it checks, if it does.
	 */
	void cutSilently() {
		lose();
		tellLater(this.toRouter);
		tellLater(this.toDealer);
	}

	private void lose() {
		this.toRouter.lose();
		this.toDealer.lose();
	}

	private void tellLater(SimulatedPipe pipe) {
		long delay = this.network.silentNoticeDelay();
		if (delay != Long.MAX_VALUE) {
			pipe.tellReceiver(delay);
		}
	}

	/**
	 * One side closes: what it sent is delivered within its linger, what it has not read
	 * is lost.
	 */
	void close(SimulatedPipe out, SimulatedPipe in, long lingerNanos) {
		in.lose();
		out.end();
		this.network.world().schedule(lingerNanos, () -> {
			if (!out.isDrained()) {
				out.lose();
				out.tellReceiver(this.network.noticeDelay(this));
			}
		});
	}

	/**
	 * One side is gone all of a sudden.
	 */
	void vanish(SimulatedPipe out, SimulatedPipe in, boolean told) {
		in.lose();
		if (!told) {
			out.lose();
			tellLater(out);
		}
		else if (this.network.world().chance(0.5)) {
			out.end();
		}
		else {
			out.lose();
			out.tellReceiver(this.network.noticeDelay(this));
		}
	}

}
