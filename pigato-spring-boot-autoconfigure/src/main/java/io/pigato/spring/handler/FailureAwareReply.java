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

package io.pigato.spring.handler;

import io.pigato.worker.PigatoReply;

/**
 * A reply that wants to know what a handler failed with, which is not what its client is
 * told: an exception, or the failure of a future, publisher or coroutine. For those who
 * decorate handlers and pass on a reply of their own.
 */
public interface FailureAwareReply extends PigatoReply {

	/**
	 * The handler failed. Called before the reply ends with an error or reject, or the
	 * exception that nobody has an error for is thrown on.
	 * @param failure what it failed with
	 */
	void failed(Throwable failure);

}
