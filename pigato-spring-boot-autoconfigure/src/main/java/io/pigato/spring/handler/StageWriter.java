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

import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

/**
 * Ends the reply when a stage is completed: on the handler's thread if it is by then,
 * else on one for replies, because the end may wait for room and the thread that
 * completes the stage may have others to serve.
 *
 * @param endsItself whether the handler may have ended the reply when the stage is
 * completed
 */
record StageWriter(ErrorReplies errors, ReplyThreads threads, boolean endsItself) implements ResultWriter {

	@Override
	public void write(@Nullable Object result, PigatoRequest request, PigatoReply reply) {
		if (result == null) {
			throw new IllegalStateException(
					"The handler of '" + request.service() + "' returned null in place of a" + " CompletionStage");
		}
		Thread handler = Thread.currentThread();
		((CompletionStage<?>) result).whenComplete((value, failure) -> {
			if (Thread.currentThread() == handler) {
				end(value, failure, request, reply);
			}
			else {
				handOver(() -> end(value, failure, request, reply));
			}
		});
	}

	private void handOver(Runnable end) {
		try {
			this.threads.replies().execute(end);
		}
		catch (RejectedExecutionException ex) {
			// better here than not at all
			end.run();
		}
	}

	private void end(@Nullable Object value, @Nullable Throwable failure, PigatoRequest request, PigatoReply reply) {
		if (failure != null) {
			this.errors.failed(failure, request, reply);
			return;
		}
		try {
			if (!this.endsItself || !reply.isEnded()) {
				reply.end(value);
			}
		}
		catch (Throwable ex) {
			this.errors.failed(ex, request, reply);
		}
	}

}
