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
import java.util.function.Consumer;

/**
 * Entries that each know their place, so that adding and removing one cost the same
 * however many there are, and looking at a page costs as much as the page is long.
 * <p>
 * They stand in the order they were added, except that the last one takes the place of
 * one that is removed.
 */
final class PagedTable<T extends PagedTable.Entry> {

	private final List<T> entries = new ArrayList<>();

	void add(T entry) {
		((Entry) entry).place = this.entries.size();
		this.entries.add(entry);
	}

	/**
	 * Remove an entry; does nothing if it is not here.
	 */
	void remove(T entry) {
		int place = ((Entry) entry).place;
		if (place < 0) {
			return;
		}
		T last = this.entries.remove(this.entries.size() - 1);
		if (last != entry) {
			this.entries.set(place, last);
			((Entry) last).place = place;
		}
		((Entry) entry).place = -1;
	}

	int size() {
		return this.entries.size();
	}

	/**
	 * Look at some entries and no others.
	 * @param offset the place of the first one, which may be beyond the end
	 * @param limit how many to look at
	 */
	void forEach(int offset, int limit, Consumer<T> action) {
		int end = (int) Math.min(this.entries.size(), (long) offset + limit);
		for (int i = offset; i < end; i++) {
			action.accept(this.entries.get(i));
		}
	}

	/**
	 * What has a place in one table at most.
	 */
	abstract static class Entry {

		private int place = -1;

	}

}
