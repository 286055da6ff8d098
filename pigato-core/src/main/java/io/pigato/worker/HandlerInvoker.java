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

package io.pigato.worker;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.json.RawJson;

/**
 * Runs the handler for a request, and makes an error reply of what it throws.
 */
final class HandlerInvoker {

	private static final Logger logger = LoggerFactory.getLogger(HandlerInvoker.class);

	private final Object worker;

	private final RequestHandler handler;

	private final boolean exposeErrors;

	private final ReplyChannel channel;

	private final @Nullable Executor executor;

	/**
	 * Create an invoker.
	 * @param worker whose handler this is
	 * @param executor where handlers run, {@code null} for the loop's thread
	 */
	HandlerInvoker(Object worker, WorkerSettings settings, ReplyChannel channel, @Nullable Executor executor) {
		this.worker = worker;
		this.handler = settings.handler();
		this.exposeErrors = settings.exposeErrors();
		this.channel = channel;
		this.executor = executor;
	}

	/**
	 * Have a request handled, on the loop.
	 * @return {@code false} if the executor refused
	 */
	boolean dispatch(InFlightRequest request) {
		WorkerReply reply = new WorkerReply(request, this.channel);
		request.onInactive(reply::tellInactive);
		request.onCredit(reply::tellReady);
		if (this.executor == null) {
			handle(request, reply);
			return true;
		}
		try {
			this.executor.execute(() -> handle(request, reply));
			return true;
		}
		catch (Throwable ex) {
			// whatever keeps a request from being handled, another worker may be better
			// off
			logger.debug("The executor refused a request, which is rejected", ex);
			return false;
		}
	}

	private void handle(InFlightRequest request, WorkerReply reply) {
		Object scope = CallScope.enter(this.worker);
		try {
			if (!request.isInactive()) {
				this.handler.handle(new WorkerRequest(request, this.channel, reply), reply);
			}
		}
		catch (Throwable ex) {
			onThrown(request, reply, ex);
		}
		finally {
			CallScope.leave(scope);
			if (request.letGo()) {
				this.channel.slotFree();
			}
		}
	}

	private void onThrown(InFlightRequest request, WorkerReply reply, Throwable thrown) {
		if (thrown instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		try {
			log(request, reply, thrown);
			if (!reply.isEnded()) {
				sendError(reply, thrown);
			}
		}
		catch (Throwable ex) {
			logger.error("The error of a handler could not be sent", ex);
			sendPlainError(reply);
		}
	}

	private void log(InFlightRequest request, WorkerReply reply, Throwable thrown) {
		if (thrown instanceof WorkerException) {
			logger.debug("The handler of '{}' answers with an error", request.message.service(), thrown);
			return;
		}
		String when = reply.isEnded() ? " after the end of the reply" : "";
		logger.error("The handler of '{}' failed{}", request.message.service(), when, thrown);
		this.channel.callbacks().tell((listener) -> listener.onError(thrown));
	}

	private void sendError(WorkerReply reply, Throwable thrown) {
		if (thrown instanceof WorkerException expected) {
			reply.error(expected.code(), String.valueOf(expected.getMessage()));
		}
		else if (this.exposeErrors) {
			String message = thrown.getMessage();
			reply.error(WorkerErrorCode.W_ERROR.name(), (message != null) ? message : thrown.getClass().getName());
		}
		else {
			sendPlainError(reply);
		}
	}

	private void sendPlainError(WorkerReply reply) {
		if (!reply.isEnded()) {
			reply.error(RawJson.wrap(OwnErrors.failed()));
		}
	}

}
