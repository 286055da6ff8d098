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
import io.pigato.worker.RequestHandler;

/**
 * A method of a bean that handles requests. All that can be found out about it is found
 * out once, before it is created.
 */
final class HandlerMethod implements RequestHandler {

	private final HandlerTarget target;

	private final Invocation invocation;

	private final HandlerArguments arguments;

	private final ResultWriter result;

	HandlerMethod(HandlerTarget target, HandlerArguments arguments, ResultWriter result) {
		this.target = target;
		this.invocation = target.invocation();
		this.arguments = arguments;
		this.result = result;
	}

	@Override
	public void handle(PigatoRequest request, PigatoReply reply) throws Exception {
		this.result.write(invoke(this.arguments.read(request, reply)), request, reply);
	}

	private @Nullable Object invoke(@Nullable Object[] values) throws Exception {
		try {
			return this.invocation.invoke(values);
		}
		catch (Exception ex) {
			Sneaky.rethrow(MethodViolations.translate(ex, this.target.type()));
			throw ex;
		}
	}

	@Override
	public String toString() {
		return HandlerFactory.describe(this.target.method());
	}

}
