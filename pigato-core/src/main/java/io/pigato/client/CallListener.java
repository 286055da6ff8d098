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

/**
 * Told the replies to one request, on the client's executor, one after the other and in
 * order: any number of partial replies, then exactly one outcome. What a listener throws
 * goes to {@link ClientListener#onError} and does not end the request.
 *
 * @param <T> the type of the replies
 */
public interface CallListener<T> {

	/**
	 * A partial reply came.
	 * @param reply the reply
	 */
	default void onPartial(T reply) {
	}

	/**
	 * The final reply came. Nothing follows.
	 * @param reply the reply
	 */
	void onFinal(T reply);

	/**
	 * The request ended without a result. Nothing follows.
	 * @param error why
	 */
	void onError(PigatoException error);

}
