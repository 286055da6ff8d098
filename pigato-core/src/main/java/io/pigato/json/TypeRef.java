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

package io.pigato.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A generic type, captured by an anonymous subclass: {@code new TypeRef<List<Quote>>()
 * {}}.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {

	private final Type type;

	/**
	 * Capture the type argument of the subclass.
	 * @throws IllegalStateException if the subclass has none, or is not a direct one
	 */
	protected TypeRef() {
		if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)
				|| parameterized.getRawType() != TypeRef.class) {
			throw new IllegalStateException("TypeRef needs a type argument: new TypeRef<List<String>>() {}");
		}
		this.type = parameterized.getActualTypeArguments()[0];
	}

	/**
	 * Return the captured type.
	 * @return the type
	 */
	public final Type type() {
		return this.type;
	}

}
