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

package io.pigato.spring.boot.autoconfigure.health;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;

import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;

/**
 * The health of the workers there are by now: they are registered after this was created,
 * and any time later.
 */
final class WorkersHealthContributor implements CompositeHealthContributor {

	private final PigatoWorkerRegistry workers;

	WorkersHealthContributor(PigatoWorkerRegistry workers) {
		this.workers = workers;
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		for (PigatoWorkerContainer container : this.workers.getContainers()) {
			if (container.getId().equals(name)) {
				return new WorkerHealthIndicator(container);
			}
		}
		return null;
	}

	@Override
	public Stream<HealthContributors.Entry> stream() {
		return this.workers.getContainers()
			.stream()
			.map((container) -> new HealthContributors.Entry(container.getId(), new WorkerHealthIndicator(container)));
	}

}
