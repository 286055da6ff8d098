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
import java.util.Set;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Chooses any free worker by chance.
 */
final class RandomSelector implements WorkerSelector {

	private final RandomGenerator random;

	private final List<WorkerSession> free = new ArrayList<>(1);

	RandomSelector(RandomGenerator random) {
		this.random = random;
	}

	@Override
	public void add(WorkerSession worker) {
		update(worker);
	}

	@Override
	public void remove(WorkerSession worker) {
		int index = worker.index;
		if (index < 0) {
			return;
		}
		WorkerSession last = this.free.remove(this.free.size() - 1);
		if (last != worker) {
			this.free.set(index, last);
			last.index = index;
		}
		worker.index = -1;
	}

	@Override
	public void update(WorkerSession worker) {
		if (!worker.isFree()) {
			remove(worker);
		}
		else if (worker.index < 0) {
			worker.index = this.free.size();
			this.free.add(worker);
		}
	}

	@Override
	public @Nullable WorkerSession select(Set<WorkerSession> excluded) {
		int count = this.free.size();
		if (count == 0) {
			return null;
		}
		int start = this.random.nextInt(count);
		for (int i = 0; i < count; i++) {
			WorkerSession worker = this.free.get((start + i) % count);
			if (!excluded.contains(worker)) {
				return worker;
			}
		}
		return null;
	}

}
