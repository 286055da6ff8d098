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

package io.pigato.worker;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of what a worker does and has done since it was created.
 *
 * @param connected whether a broker has accepted the worker
 * @param inFlight requests that were handed to the handler and whose replies have not
 * ended
 * @param queued requests that wait here because the worker's concurrency is used up
 * @param requests requests received, without duplicates
 * @param replies final replies with a result
 * @param partials partial replies
 * @param errors final replies with an error
 * @param rejects requests rejected, by the handler or because there was no room
 * @param dropped replies dropped because nobody waited for them any more
 * @param inactive requests that nobody waited for any more before their reply had ended
 * @param duplicates requests ignored because the same one is in flight
 * @param malformed messages from the broker that could not be understood
 * @param reconnects how often a new socket was opened because the broker was lost
 * @param lastHeard how long ago the broker was last heard of, on whatever connection;
 * {@code null} if it never was
 * @param draining whether the worker takes no more requests, because it was told so or
 * stops, or its broker says that it is about to stop
 */
public record WorkerStatistics(boolean connected, int inFlight, int queued, long requests, long replies, long partials,
		long errors, long rejects, long dropped, long inactive, long duplicates, long malformed, long reconnects,
		@Nullable Duration lastHeard, boolean draining) {

}
