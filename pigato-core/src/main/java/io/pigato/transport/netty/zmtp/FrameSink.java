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
 * What a {@link FrameDecoder} tells.
 */
public interface FrameSink {

	/**
	 * A command arrived.
	 * @param command the command
	 */
	void onCommand(Command command);

	/**
	 * A message arrived.
	 * @param frames its frames, which others may have, too, and nobody may change
	 */
	void onMessage(byte[][] frames);

	/**
	 * A message over a limit arrived and was skipped.
	 * @param frames its first frames as far as they are within the limits
	 */
	void onOversizedMessage(byte[][] frames);

}
