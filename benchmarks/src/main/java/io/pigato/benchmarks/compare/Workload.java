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

package io.pigato.benchmarks.compare;

/**
 * What is asked of each contender.
 *
 * @param size the size of the data of each request and reply in bytes
 * @param inFlight how many requests are in flight; 1 is one at a time for each client
 * @param clients how many clients there are, in one process
 * @param workers how many workers there are, in one process
 */
record Workload(int size, int inFlight, int clients, int workers) {

	Workload {
		if (inFlight > 1 && inFlight < clients) {
			throw new IllegalArgumentException(
					inFlight + " requests in flight can't be shared by " + clients + " clients");
		}
	}

	/**
	 * How many requests each client has in flight.
	 */
	int parallel() {
		return Math.max(1, this.inFlight / this.clients);
	}

	String title() {
		String load = (this.inFlight == 1) ? "one at a time" : this.inFlight + " in flight";
		return sizeText() + ", " + load + ", " + this.clients + "×" + this.workers;
	}

	private String sizeText() {
		return (this.size >= 1024 && this.size % 1024 == 0) ? this.size / 1024 + " KiB" : this.size + " B";
	}

}
