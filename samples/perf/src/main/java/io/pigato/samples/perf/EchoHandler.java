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

import io.pigato.json.RawJson;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;

/**
 * Replies with what it was sent. Partial replies are that with their number in it, so
 * that none can be missing, twice or in another's place.
 */
final class EchoHandler implements RequestHandler {

	private final int partials;

	private final Duration cache;

	/**
	 * Create a handler.
	 * @param partials how many partial replies each reply is; 0 for a final one only
	 * @param cache how long the broker may keep replies; zero for not at all
	 */
	EchoHandler(int partials, Duration cache) {
		this.partials = partials;
		this.cache = cache;
	}

	@Override
	public void handle(PigatoRequest request, PigatoReply reply) {
		RawJson data = request.json();
		if (!this.cache.isZero()) {
			reply.cache(this.cache);
		}
		if (this.partials == 0) {
			reply.end(data);
			return;
		}
		for (int i = 0; i < this.partials; i++) {
			if (!reply.write(RawJson.wrap(Payloads.partial(data.bytes(), i)))) {
				return;
			}
		}
		reply.end();
	}

}
