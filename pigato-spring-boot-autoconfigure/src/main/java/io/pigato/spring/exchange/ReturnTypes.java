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

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.pigato.client.GatherResult;
import io.pigato.client.WorkerResult;
import io.pigato.json.PayloadException;

/**
 * Finds out how to make what a method returns, and the type of the replies it is made of.
 */
final class ReturnTypes {

	private static final boolean reactorPresent = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ReturnTypes.class.getClassLoader());

	private static final Set<Class<?>> FUTURES = Set.of(CompletableFuture.class, CompletionStage.class, Future.class);

	private final ExchangeSignature signature;

	private final ResolvableType returned;

	private final Class<?> type;

	private ReturnTypes(ExchangeSignature signature) {
		this.signature = signature;
		this.returned = ResolvableType.forType(signature.returnType());
		this.type = this.returned.toClass();
	}

	/**
	 * Return how to make what a method returns.
	 * @throws InvalidExchangeException if that can't be made
	 */
	static ExchangeResult result(ExchangeSignature signature) {
		return new ReturnTypes(signature).result();
	}

	/**
	 * Return the type of the replies of which is made what a method returns.
	 * @throws InvalidExchangeException if that can't be made
	 */
	static Type replyType(ExchangeSignature signature) {
		return new ReturnTypes(signature).replyType();
	}

	private Type replyType() {
		ReactiveAdapter adapter = reactiveAdapter();
		if (this.type == Stream.class || this.type == Flow.Publisher.class
				|| (adapter != null && adapter.isMultiValue())) {
			return replyType(element(), WorkerResult.class);
		}
		boolean wrapped = FUTURES.contains(this.type) || this.type == Optional.class
				|| (adapter != null && !adapter.isNoValue());
		if (wrapped) {
			return replyType(element(), GatherResult.class);
		}
		boolean nothing = this.type == void.class || adapter != null;
		return replyType(nothing ? ResolvableType.forClass(Void.class) : this.returned, GatherResult.class);
	}

	private ResolvableType element() {
		return this.returned.hasGenerics() ? this.returned.getGeneric(0) : ResolvableType.forClass(Object.class);
	}

	private Type replyType(ResolvableType result, Class<?> ofAll) {
		Class<?> resultType = result.toClass();
		if (!this.signature.isScatter()) {
			if (resultType == GatherResult.class || resultType == WorkerResult.class) {
				throw this.signature.invalid("it returns a " + resultType.getSimpleName()
						+ ", which a request to one worker does not have. Add scatter = true to its annotation.");
			}
			return checked(result.getType());
		}
		if (resultType != ofAll) {
			throw this.signature.invalid("with scatter = true it must return a GatherResult, or a future or Mono of"
					+ " one, or a Stream, Flow.Publisher or Flux of WorkerResult");
		}
		return checked(result.hasGenerics() ? result.getGeneric(0).getType() : Object.class);
	}

	private Type checked(Type type) {
		if (type instanceof TypeVariable<?> variable) {
			throw this.signature.invalid("nothing says what type " + variable.getName() + " is");
		}
		return type;
	}

	private ExchangeResult result() {
		Type reply = replyType();
		if (this.type == Stream.class) {
			return (exchanges) -> exchanges.get().stream(reply);
		}
		if (this.type == Flow.Publisher.class) {
			return (exchanges) -> exchanges.get().publisher(reply);
		}
		if (FUTURES.contains(this.type)) {
			return (exchanges) -> exchanges.get().callAsync(reply);
		}
		if (this.type == Optional.class) {
			return (exchanges) -> Optional.ofNullable(exchanges.get().call(reply));
		}
		ReactiveAdapter adapter = reactiveAdapter();
		if (adapter != null) {
			return ReactorResults.result(adapter, reply);
		}
		if (this.type.isPrimitive() && this.type != void.class) {
			return (exchanges) -> notNull(exchanges.get().call(reply));
		}
		return (exchanges) -> exchanges.get().call(reply);
	}

	private Object notNull(@Nullable Object result) {
		if (result == null) {
			throw new PayloadException(
					"The reply has no value, but " + this.signature + " returns " + this.type.getName() + ". Return "
							+ ClassUtils.resolvePrimitiveIfNecessary(this.type).getSimpleName() + " if that may be.");
		}
		return result;
	}

	/**
	 * Return what makes a reactive type, {@code null} for any other.
	 */
	private @Nullable ReactiveAdapter reactiveAdapter() {
		if (this.type == Flow.Publisher.class || FUTURES.contains(this.type)) {
			return null;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(this.type);
		if (adapter != null && !reactorPresent) {
			throw this.signature.invalid("it returns a " + this.type.getSimpleName()
					+ ", which needs Reactor. Add io.projectreactor:reactor-core to the class path.");
		}
		return adapter;
	}

}
