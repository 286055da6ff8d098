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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

import io.pigato.worker.PigatoReply;

/**
 * Chooses how the result of a handler becomes a reply.
 */
final class ResultWriters {

	private static final String UNIT = "kotlin.Unit";

	private final ErrorReplies errors;

	ResultWriters(ErrorReplies errors) {
		this.errors = errors;
	}

	/**
	 * Choose.
	 * @throws InvalidHandlerException if the handler returns what can't be a reply
	 */
	ResultWriter of(HandlerTarget target, ReplyThreads threads) {
		Class<?> type = target.result().resolve(Object.class);
		if (target.suspending()) {
			return publisher(Publishers.ofCoroutine(type), target, type, threads);
		}
		if (isVoid(type)) {
			return hasReply(target) ? (result, request, reply) -> {
			} : (result, request, reply) -> reply.end();
		}
		if (CompletionStage.class.isAssignableFrom(type)) {
			return stage(target, threads);
		}
		if (BaseStream.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type)) {
			return stream(type, threads);
		}
		Publishers publishers = Publishers.of(type);
		if (publishers != null) {
			return publisher(publishers, target, target.result().getGeneric().resolve(Object.class), threads);
		}
		if (Future.class.isAssignableFrom(type)) {
			throw new InvalidHandlerException("it returns a " + type.getSimpleName()
					+ ", which can only be waited for. Return a CompletionStage.");
		}
		return (result, request, reply) -> reply.end(result);
	}

	private ResultWriter stage(HandlerTarget target, ReplyThreads threads) {
		ResolvableType value = target.result().as(CompletionStage.class).getGeneric();
		checkSingle(target.result(), value);
		boolean endsItself = isVoid(value.resolve(Object.class)) && hasReply(target);
		return new StageWriter(this.errors, threads, endsItself);
	}

	private ResultWriter publisher(Publishers publishers, HandlerTarget target, Class<?> value, ReplyThreads threads) {
		if (!publishers.isMultiValue() && !target.suspending()) {
			checkSingle(target.result(), target.result().getGeneric());
		}
		boolean endsItself = isVoid(value) && hasReply(target);
		return new PublisherWriter(publishers, this.errors, threads, endsItself);
	}

	private static ResultWriter stream(Class<?> type, ReplyThreads threads) {
		if (threads.onLoop()) {
			throw new InvalidHandlerException("it returns a " + type.getSimpleName()
					+ ", which is read and written on the thread of the handler, but that is the event loop, which may"
					+ " not wait. Remove handleOnLoop.");
		}
		return new StreamWriter();
	}

	/**
	 * What comes later must not have more values: they would be written as JSON.
	 */
	private static void checkSingle(ResolvableType result, ResolvableType value) {
		Class<?> type = value.resolve(Object.class);
		Publishers publishers = Publishers.of(type);
		if (CompletionStage.class.isAssignableFrom(type) || BaseStream.class.isAssignableFrom(type)
				|| publishers != null) {
			throw new InvalidHandlerException("it returns a " + result + ", of which no reply is made. Return a "
					+ type.getSimpleName() + " itself.");
		}
	}

	private static boolean isVoid(@Nullable Class<?> type) {
		return type == void.class || type == Void.class || (type != null && type.getName().equals(UNIT));
	}

	private static boolean hasReply(HandlerTarget target) {
		for (MethodParameter parameter : target.parameters()) {
			if (parameter.getParameterType() == PigatoReply.class) {
				return true;
			}
		}
		return false;
	}

}
