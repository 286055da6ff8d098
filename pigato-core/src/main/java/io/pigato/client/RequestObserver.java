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
 * Told how one request goes: any number of partial replies, then exactly one end,
 * whichever way the request was sent, and also if it was refused, given up or never sent.
 * The end is told before whoever sent the request sees it. What an observer throws goes
 * to {@link ClientListener#onError} and changes nothing.
 */
public interface RequestObserver {

	/**
	 * A partial reply came, whether anybody reads it or not. Called on the event loop, so
	 * it must not block. After the caller gave up, one that was on its way may still be
	 * told.
	 * @param reply the reply
	 */
	default void onPartial(RawReply reply) {
	}

	/**
	 * The request ended with a result. Called on the thread that waits for it, if one
	 * does, else on the client's executor.
	 * @param reply the final reply
	 */
	default void onResult(RawReply reply) {
	}

	/**
	 * The request ended without a result. Called on the thread that waits for it, if one
	 * does, else on the client's executor; on the sending thread if the request could not
	 * be made.
	 * @param error why: mostly a {@link PigatoException}, which names the request; a
	 * {@link io.pigato.json.PayloadException} if there is a result that does not fit what
	 * a waiting caller wants; or what another interceptor threw
	 */
	default void onError(Throwable error) {
	}

}
