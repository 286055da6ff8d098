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

import java.time.Duration;

/**
 * What requests are sent, and how.
 *
 * @param transport the transport
 * @param service the service
 * @param parallel how many requests each client has in flight
 * @param size the size of their data in bytes
 * @param partials how many partial replies each has
 * @param different how many requests of a client have different data
 * @param timeout how long to wait for a reply
 * @param onLoop whether replies are handled on the event loop
 */
record LoadSettings(String transport, String service, int parallel, int size, int partials, long different,
		Duration timeout, boolean onLoop) {

	static LoadSettings of(String transport, PeerOptions peer, LoadOptions load, long different) {
		return new LoadSettings(transport, peer.service(), load.parallel(), load.size(), peer.partials(), different,
				load.timeout(), peer.onLoop());
	}

}
