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

package io.pigato.spring.observation;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ObservationContextAssert;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to the observations of one side, to be waited for.
 */
final class ObservationEvents implements ObservationHandler<Observation.Context> {

	private static final long PATIENCE_SECONDS = 60;

	private final BlockingQueue<Observation.Context> stopped = new LinkedBlockingQueue<>();

	private final BlockingQueue<Observation.Context> left = new LinkedBlockingQueue<>();

	private final Predicate<Observation.Context> side;

	ObservationEvents(Class<? extends Observation.Context> side) {
		this.side = side::isInstance;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.side.test(context);
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		this.left.add(context);
	}

	@Override
	public void onStop(Observation.Context context) {
		this.stopped.add(context);
	}

	/**
	 * Wait for the next observation that is stopped.
	 */
	ObservationContextAssert<?> nextStopped() {
		return ObservationContextAssert.assertThat(next(this.stopped));
	}

	/**
	 * Return the one observation that was stopped until now.
	 */
	ObservationContextAssert<?> stopped() {
		assertThat(this.stopped).hasSize(1);
		return ObservationContextAssert.assertThat(this.stopped.remove());
	}

	/**
	 * Forget what was stopped until now.
	 */
	void clear() {
		this.stopped.clear();
	}

	void nothingStopped() {
		assertThat(this.stopped).isEmpty();
	}

	/**
	 * Wait until a scope is closed.
	 */
	void awaitScopeClosed() {
		next(this.left);
	}

	private static <T> T next(BlockingQueue<T> queue) {
		try {
			T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(next).as("something within %s s", PATIENCE_SECONDS).isNotNull();
			return next;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
