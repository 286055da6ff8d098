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

package io.pigato.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.WorkerErrorCode;
import io.pigato.worker.WorkerException;

/**
 * Chooses how the result of a handler method becomes a reply.
 */
final class ResultWriters {

	private static final Logger logger = LoggerFactory.getLogger(ResultWriters.class);

	/** What has many values, of which a reply can't be made here. */
	private static final List<String> STREAMS = List.of(BaseStream.class.getName(), Flow.Publisher.class.getName(),
			"org.reactivestreams.Publisher", "kotlinx.coroutines.flow.Flow");

	private ResultWriters() {
	}

	/**
	 * Choose.
	 * @param hasReply whether the method has a parameter for the reply, and so may end it
	 * itself
	 * @param exposeErrors whether clients see messages of exceptions
	 * @throws InvalidWorkerException if the method returns what can't be a reply
	 */
	static ResultWriter of(Method method, boolean hasReply, boolean exposeErrors, String source) {
		Class<?> type = method.getReturnType();
		if (type == void.class || type == Void.class) {
			return hasReply ? (result, reply) -> {
			} : (result, reply) -> reply.end();
		}
		if (CompletionStage.class.isAssignableFrom(type)) {
			return new StageWriter(source, exposeErrors);
		}
		for (String stream : STREAMS) {
			if (isA(type, stream)) {
				throw new InvalidWorkerException(source, "it returns a " + type.getSimpleName()
						+ ", of which no reply is made. Have a PigatoReply parameter and write partial replies to it.");
			}
		}
		return (result, reply) -> reply.end(result);
	}

	private static boolean isA(Class<?> type, String name) {
		return ClassUtils.isPresent(name, type.getClassLoader())
				&& ClassUtils.resolveClassName(name, type.getClassLoader()).isAssignableFrom(type);
	}

	/**
	 * Ends the reply when a stage is completed.
	 */
	private record StageWriter(String source, boolean exposeErrors) implements ResultWriter {

		@Override
		public void write(@Nullable Object result, PigatoReply reply) {
			if (result == null) {
				throw new IllegalStateException(this.source + " returned no CompletionStage but null");
			}
			((CompletionStage<?>) result).whenComplete((value, failure) -> {
				if (failure != null) {
					fail(reply, failure);
				}
				else {
					end(reply, value);
				}
			});
		}

		private void end(PigatoReply reply, @Nullable Object value) {
			try {
				reply.end(value);
			}
			catch (RuntimeException ex) {
				fail(reply, ex);
			}
		}

		private void fail(PigatoReply reply, Throwable failure) {
			Throwable cause = unwrap(failure);
			if (cause instanceof WorkerException expected) {
				error(reply, expected.code(), String.valueOf(expected.getMessage()));
				return;
			}
			logger.error("{} failed", this.source, cause);
			String message = cause.getMessage();
			if (!this.exposeErrors) {
				message = "The worker failed";
			}
			error(reply, WorkerErrorCode.W_ERROR.name(), (message != null) ? message : cause.getClass().getName());
		}

		private void error(PigatoReply reply, String code, String message) {
			if (!reply.isEnded()) {
				reply.error(code, message);
			}
		}

		private static Throwable unwrap(Throwable failure) {
			Throwable cause = failure.getCause();
			boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
			return (wrapped && cause != null) ? cause : failure;
		}

	}

}
