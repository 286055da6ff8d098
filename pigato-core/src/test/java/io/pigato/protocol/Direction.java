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

package io.pigato.protocol;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Who a message goes to, and so how it is decoded.
 */
enum Direction {

	TO_BROKER(MessageCodec::decodeToBroker),

	TO_CLIENT(MessageCodec::decodeToClient),

	TO_WORKER(MessageCodec::decodeToWorker);

	private final Function<byte[][], Message> decoder;

	Direction(Function<byte[][], Message> decoder) {
		this.decoder = decoder;
	}

	Message decode(byte[][] frames) {
		return this.decoder.apply(frames);
	}

	/**
	 * Return the fault of a message, or {@code null} if it has none.
	 */
	static @Nullable Fault fault(Message message) {
		if (message instanceof ToBroker.Malformed malformed) {
			return malformed.fault();
		}
		if (message instanceof ToClient.Malformed malformed) {
			return malformed.fault();
		}
		return (message instanceof ToWorker.Malformed malformed) ? malformed.fault() : null;
	}

}
