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

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * What has to be done after the event at hand: peers that turned out to be gone in the
 * middle of something else are seen off when that is finished.
 */
final class FollowUps {

	private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	void add(Runnable task) {
		this.tasks.add(task);
	}

	/**
	 * Run what there is, and what that adds.
	 */
	void run() {
		for (Runnable task = poll(); task != null; task = poll()) {
			task.run();
		}
	}

	private @Nullable Runnable poll() {
		return this.tasks.poll();
	}

}
