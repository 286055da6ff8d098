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

import org.jspecify.annotations.Nullable;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

/**
 * Subscribes to what a handler returned, for a reply.
 *
 * @param endsItself whether the handler may have ended the reply when the publisher is
 * complete
 */
record PublisherWriter(Publishers publishers, ErrorReplies errors, ReplyThreads threads,
		boolean endsItself) implements ResultWriter {

	@Override
	public void write(@Nullable Object result, PigatoRequest request, PigatoReply reply) {
		if (result == null) {
			throw new IllegalStateException(
					"The handler of '" + request.service() + "' returned null in place of a publisher");
		}
		new PublisherSubscription(this, request, reply).subscribeTo(this.publishers.toPublisher(result));
	}

}
