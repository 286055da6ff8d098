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

import io.pigato.protocol.Payload;

/**
 * Where the replies to one request go: partial ones, then exactly one outcome. Called on
 * the event loop, so it neither blocks, nor reads JSON, nor throws.
 */
interface ReplySink {

	/**
	 * Take a partial reply.
	 * @param payload the reply
	 * @return {@code false} if there is no room for it, which ends the request
	 */
	boolean onPartial(Payload payload);

	/**
	 * Take the outcome.
	 * @param outcome the outcome
	 */
	void onOutcome(Outcome outcome);

}
