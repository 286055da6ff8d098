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

import java.util.Iterator;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

/**
 * Writes what a stream or iterator has as partial replies, one by one on the handler's
 * thread, as long as somebody waits for them. Closes the stream in any case.
 */
final class StreamWriter implements ResultWriter {

	@Override
	public void write(@Nullable Object result, PigatoRequest request, PigatoReply reply) throws Exception {
		if (result instanceof BaseStream<?, ?> stream) {
			try (stream) {
				writeAll(stream.iterator(), reply);
			}
		}
		else if (result instanceof Iterator<?> iterator) {
			try {
				writeAll(iterator, reply);
			}
			finally {
				if (iterator instanceof AutoCloseable closeable) {
					closeable.close();
				}
			}
		}
		else {
			throw new IllegalStateException(
					"The handler of '" + request.service() + "' returned null in place of a stream");
		}
	}

	private static void writeAll(Iterator<?> values, PigatoReply reply) {
		while (reply.isActive() && values.hasNext()) {
			if (!reply.write(values.next())) {
				return;
			}
		}
		if (reply.isActive()) {
			reply.end();
		}
	}

}
