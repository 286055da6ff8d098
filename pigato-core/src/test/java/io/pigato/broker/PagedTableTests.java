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

package io.pigato.broker;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PagedTable}.
 */
class PagedTableTests {

	private final PagedTable<Name> table = new PagedTable<>();

	@Test
	void entriesStandInTheOrderTheyWereAdded() {
		fill(5);
		assertThat(page(0, 10)).containsExactly("0", "1", "2", "3", "4");
		assertThat(page(1, 2)).containsExactly("1", "2");
		assertThat(page(4, 2)).containsExactly("4");
		assertThat(page(5, 2)).isEmpty();
		assertThat(page(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
	}

	@Test
	void lastOneTakesThePlaceOfOneThatIsRemoved() {
		List<Name> names = fill(5);
		this.table.remove(names.get(1));
		assertThat(page(0, 10)).containsExactly("0", "4", "2", "3");
		this.table.remove(names.get(4));
		this.table.remove(names.get(2));
		assertThat(page(0, 10)).containsExactly("0", "3");
		assertThat(this.table.size()).isEqualTo(2);
	}

	@Test
	void whatIsNotThereIsNotRemoved() {
		List<Name> names = fill(2);
		this.table.remove(names.get(0));
		this.table.remove(names.get(0));
		this.table.remove(new Name("other"));
		assertThat(page(0, 10)).containsExactly("1");
		this.table.add(names.get(0));
		assertThat(page(0, 10)).containsExactly("1", "0");
	}

	@Test
	void onlyThePageIsLookedAt() {
		fill(100_000);
		List<String> seen = new ArrayList<>();
		this.table.forEach(99_000, 10, (name) -> seen.add(name.text));
		assertThat(seen).hasSize(10).startsWith("99000");
	}

	private List<Name> fill(int count) {
		List<Name> names = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Name name = new Name(String.valueOf(i));
			names.add(name);
			this.table.add(name);
		}
		return names;
	}

	private List<String> page(int offset, int limit) {
		List<String> page = new ArrayList<>();
		this.table.forEach(offset, limit, (name) -> page.add(name.text));
		return page;
	}

	private static final class Name extends PagedTable.Entry {

		private final String text;

		private Name(String text) {
			this.text = text;
		}

	}

}
