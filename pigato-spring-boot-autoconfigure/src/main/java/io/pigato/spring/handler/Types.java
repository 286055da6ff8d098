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

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;

import org.springframework.core.ResolvableType;

/**
 * Types as Jackson reads them: without variables and wildcards.
 */
final class Types {

	private Types() {
	}

	/**
	 * Return a type in which all that is known of variables is filled in.
	 */
	static Type of(ResolvableType type) {
		if (type.isArray() && type.getComponentType().hasGenerics()) {
			return new ArrayOf(of(type.getComponentType()));
		}
		return complete(type).getType();
	}

	private static ResolvableType complete(ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (!type.hasGenerics()) {
			return ResolvableType.forClass(raw);
		}
		ResolvableType[] generics = type.getGenerics().clone();
		for (int i = 0; i < generics.length; i++) {
			generics[i] = ResolvableType.forType(of(generics[i]));
		}
		return ResolvableType.forClassWithGenerics(raw, generics);
	}

	private record ArrayOf(Type component) implements GenericArrayType {

		@Override
		public Type getGenericComponentType() {
			return this.component;
		}

		@Override
		public String getTypeName() {
			return this.component.getTypeName() + "[]";
		}

	}

}
