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

package io.pigato.interop;

import java.util.Map;

/**
 * A client, the original's or this project's.
 */
interface Caller extends AutoCloseable {

	/**
	 * Send a request.
	 * @param options the original's, such as {@code Map.of("timeout", 1000, "retry", 1)}
	 */
	Sent send(String service, Object data, Map<String, ?> options);

	/**
	 * Send a request and wait for its outcome.
	 */
	default Outcome call(String service, Object data) {
		return send(service, data, Map.of()).await();
	}

	@Override
	void close();

	/**
	 * A request that was sent.
	 */
	interface Sent {

		/**
		 * Wait for the outcome.
		 */
		Outcome await();

	}

}
