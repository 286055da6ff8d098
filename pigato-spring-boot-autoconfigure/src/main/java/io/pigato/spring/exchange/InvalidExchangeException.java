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

package io.pigato.spring.exchange;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * An interface or one of its methods can't be a client. The message names it and says
 * what to do.
 */
public class InvalidExchangeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param source the interface or method
	 * @param reason why it can't be a client, and what to do about it
	 * @param cause what led to it
	 */
	public InvalidExchangeException(String source, String reason, @Nullable Throwable cause) {
		super("@PigatoExchange " + source + ": " + reason, cause);
	}

	static InvalidExchangeException of(Class<?> type, String reason) {
		return new InvalidExchangeException(ClassUtils.getQualifiedName(type), reason, null);
	}

	static InvalidExchangeException of(Method method, String reason) {
		return of(method, reason, null);
	}

	static InvalidExchangeException of(Method method, String reason, @Nullable Throwable cause) {
		StringBuilder source = new StringBuilder(ClassUtils.getQualifiedMethodName(method)).append('(');
		for (int i = 0; i < method.getParameterCount(); i++) {
			source.append((i > 0) ? ", " : "").append(ClassUtils.getShortName(method.getParameterTypes()[i]));
		}
		return new InvalidExchangeException(source.append(')').toString(), reason, cause);
	}

}
