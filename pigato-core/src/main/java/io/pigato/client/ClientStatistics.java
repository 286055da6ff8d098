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

import org.jspecify.annotations.Nullable;

/**
 * The counters of a client since it was built, over all its starts, and its state now: a
 * snapshot.
 * <p>
 * Once nothing is under way, {@code requests} is the sum of {@code replies},
 * {@code errors}, {@code timeouts}, {@code cancelled} and {@code pending}.
 *
 * @param connected whether the broker answered on the present connection
 * @param pending how many requests have no outcome yet
 * @param requests how many requests were taken over, the refused ones not included
 * @param refused how many requests were refused because too many were pending
 * @param replies how many requests ended with a result
 * @param partials how many partial replies came
 * @param errors how many requests ended with an error other than the following
 * @param timeouts how many requests ended by this client's own timers
 * @param cancelled how many requests were given up by their callers
 * @param lateReplies how many replies came for no pending request and were dropped
 * @param resent how many requests were sent again on a new connection
 * @param malformed how many messages came that no broker should send, and were dropped
 * @param reconnects how often the broker answered on another connection than the first
 * @param lastHeard how long ago the broker was last heard of, on whatever connection;
 * {@code null} if it never was
 * @param draining whether the broker of the present connection says that it is about to
 * stop, so that requests wait for the next one
 */
public record ClientStatistics(boolean connected, int pending, long requests, long refused, long replies, long partials,
		long errors, long timeouts, long cancelled, long lateReplies, long resent, long malformed, long reconnects,
		@Nullable Duration lastHeard, boolean draining) {

}
