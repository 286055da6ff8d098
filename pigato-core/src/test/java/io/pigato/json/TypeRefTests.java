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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TypeRef}.
 */
class TypeRefTests {

	@Test
	void capturesTheTypeArgument() {
		assertThat(new TypeRef<String>() {
		}.type()).isEqualTo(String.class);
		assertThat(new TypeRef<Map<String, List<Integer>>>() {
		}.type().getTypeName()).isEqualTo("java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
		assertThat(new TypeRef<List<String>[]>() {
		}.type().getTypeName()).isEqualTo("java.util.List<java.lang.String>[]");
	}

	@Test
	@SuppressWarnings("rawtypes")
	void refusesASubclassWithoutTypeArgument() {
		assertThatIllegalStateException().isThrownBy(() -> new TypeRef() {
		}).withMessageContaining("needs a type argument");
	}

	@Test
	void refusesASubclassOfASubclass() {
		assertThatIllegalStateException().isThrownBy(() -> new ListRef<String>() {
		}).withMessageContaining("needs a type argument");
		assertThatIllegalStateException().isThrownBy(Strings::new);
	}

	abstract static class ListRef<T> extends TypeRef<List<T>> {

	}

	static class StringRef extends TypeRef<String> {

	}

	static final class Strings extends StringRef {

	}

}
