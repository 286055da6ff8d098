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

package io.pigato.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.pigato.json.RawJson;

/**
 * A request to all workers of a service, ready to be sent any number of times.
 *
 * @param calls the client that sends it
 * @param defaults the client's defaults
 * @param service the service
 * @param data the data, as JSON
 * @param timing sets how long a request may be idle
 * @param options sets the options that workers see
 * @param deadline how long the whole may take in milliseconds, {@code null} for no limit
 * @param parallelism how many workers are asked at a time
 * @param failFast whether it is an error if there is no worker
 */
record ScatterTemplate(Calls calls, RequestDefaults defaults, String service, RawJson data,
		Consumer<RequestSpec> timing, List<Consumer<RequestSpec>> options, @Nullable Long deadline, int parallelism,
		boolean failFast) {

	private static final String DIRECTORY = "$dir";

	/**
	 * Return the request that asks the directory.
	 * @param asked the name of a service, or {@code null} for all of them
	 * @param millisLeft how long it may take, or {@code null} for no limit
	 */
	RequestSpec directoryRequest(@Nullable String asked, @Nullable Long millisLeft) {
		return newRequest(DIRECTORY, millisLeft).data(asked);
	}

	/**
	 * Return the request to a worker. It fails at once if the worker has left.
	 */
	RequestSpec workerRequest(String workerId, @Nullable Long millisLeft) {
		RequestSpec request = newRequest(this.service, millisLeft).data(this.data).workerId(workerId).failFast();
		this.options.forEach((option) -> option.accept(request));
		return request;
	}

	private RequestSpec newRequest(String service, @Nullable Long millisLeft) {
		RequestSpec request = new DefaultRequestSpec(this.calls, this.defaults, service);
		this.timing.accept(request);
		if (millisLeft != null) {
			request.deadline(Duration.ofMillis(millisLeft));
		}
		return request;
	}

	PigatoTimeoutException tooLate(String workerId) {
		return new PigatoTimeoutException("The request to worker '" + workerId + "' of service '" + this.service
				+ "' was not sent because the deadline of " + this.deadline
				+ " ms for all workers had passed. Give it a longer deadline, or ask more workers at a time.");
	}

	PigatoException unreadable(String workerId, Throwable failure) {
		return new PigatoException("The reply of worker '" + workerId + "' of service '" + this.service
				+ "' can't be used: " + failure.getMessage(), failure);
	}

	PigatoNoWorkerException noWorker() {
		return new PigatoNoWorkerException(
				"No worker offers service '" + this.service + "'. Start one, or don't fail fast.");
	}

}
