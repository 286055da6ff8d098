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

package io.pigato.transport.netty.zmtp;

/**
 * The room that a message takes which has begun to arrive. Whoever sends only the
 * beginning of one takes heap for nothing, so all of them together are limited.
 */
public interface UnfinishedMessage {

	/**
	 * Set how much the message takes, before that is allocated.
	 * @param bytes the number of bytes
	 * @param held how many of them are allocated already
	 * @return {@code false} if there is no room now, so that nothing more may be read:
	 * asked again later
	 */
	boolean resize(long bytes, long held);

	/**
	 * The message is complete, or given up.
	 */
	void release();

}
