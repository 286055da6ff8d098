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

/**
 * A service at a broker as it is now: one that workers offer, or one that requests wait
 * for though nobody offers it.
 *
 * @param name the name as workers offer it, which may be a wildcard or have a version; or
 * as clients ask for it, if there is no worker
 * @param workers how many workers offer it
 * @param queued how many requests wait that its workers may take. Requests that several
 * services may serve, as those for a range of versions, count for each of them
 * @param inFlight how many requests its workers work on
 * @param dispatched how many times a request was handed to one of its workers
 * @param completed how many of these requests ended with a final reply
 * @param rate how many requests a second are handed to its workers, over the last ten
 * seconds. This and the two numbers before it start anew with the first worker, after the
 * last one was gone
 */
public record ServiceInfo(String name, int workers, int queued, int inFlight, long dispatched, long completed,
		double rate) {

}
