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

import java.util.Locale;

/**
 * What is asked of each contender.
 *
 * @param size the size of the data of each request and reply in bytes
 * @param inFlight how many requests are in flight; 1 is one at a time for each client
 * @param clients how many clients there are, in one process
 * @param workers how many workers there are, in one process
 * @param partials how many partial replies each request has, and an end; 0 for one reply
 */
record Workload(int size, int inFlight, int clients, int workers, int partials) {

	Workload {
		if (inFlight > 1 && inFlight < clients) {
			throw new IllegalArgumentException(
					inFlight + " requests in flight can't be shared by " + clients + " clients");
		}
	}

	/**
	 * Create a workload of requests that each have one reply.
	 */
	static Workload ofRequests(int size, int inFlight, int clients, int workers) {
		return new Workload(size, inFlight, clients, workers, 0);
	}

	/**
	 * Create a workload of requests, one at a time, that each have many partial replies.
	 */
	static Workload ofPartials(int size, int partials) {
		return new Workload(size, 1, 1, 1, partials);
	}

	/**
	 * How many requests each client has in flight.
	 */
	int parallel() {
		return Math.max(1, this.inFlight / this.clients);
	}

	/**
	 * Return the value by which contenders are compared: how much they carry in a second.
	 */
	double rate(ResultLine result) {
		return (this.partials > 0) ? result.partialsPerSecond() : result.requestsPerSecond();
	}

	/**
	 * What {@link #rate} counts.
	 */
	String unit() {
		return (this.partials > 0) ? "partial replies" : "requests";
	}

	/**
	 * Return a name that is fit for files, such as {@code 64-100-1x1}.
	 */
	String id() {
		return this.size + "-" + this.inFlight + "-" + this.clients + "x" + this.workers
				+ ((this.partials > 0) ? "-partials-" + this.partials : "");
	}

	String title() {
		return String.join(", ", sizeText(), loadText(), peersText());
	}

	String sizeText() {
		return (this.size >= 1024 && this.size % 1024 == 0) ? this.size / 1024 + " KiB" : this.size + " B";
	}

	String loadText() {
		if (this.partials > 0) {
			return String.format(Locale.ROOT, "%,d partial replies", this.partials);
		}
		return (this.inFlight == 1) ? "one at a time" : this.inFlight + " in flight";
	}

	String peersText() {
		return this.clients + "×" + this.workers;
	}

}
