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

package io.pigato.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.pigato.simulation.History.Event;
import io.pigato.simulation.History.Kind;
import io.pigato.simulation.History.Request;
import org.jspecify.annotations.Nullable;

/**
 * Checks the promises (a) to (f) of protocol part 3 on a history that has come to its
 * end: the world was healed, and enough time passed.
 */
final class HistoryChecker {

	private static final String REMOTE_ERROR = "PigatoRemoteException";

	private static final String OVERFLOW = "PigatoOverflowException";

	private static final String TIMEOUT = "PigatoTimeoutException";

	private final History history;

	private final Rules rules;

	private final List<String> violations = new ArrayList<>();

	private final Map<String, Integer> connects = new HashMap<>();

	private final Set<String> crashed = new HashSet<>();

	private final Map<Integer, List<Event>> byRequest = new HashMap<>();

	private HistoryChecker(History history, Rules rules) {
		this.history = history;
		this.rules = rules;
	}

	/**
	 * Check a history.
	 * @return the violations, to be read by people
	 */
	static List<String> check(History history, Rules rules) {
		HistoryChecker checker = new HistoryChecker(history, rules);
		checker.check();
		return checker.violations;
	}

	private void check() {
		for (Event event : this.history.events()) {
			if (event.kind() == Kind.CONNECTED) {
				this.connects.merge(event.actor(), 1, Integer::sum);
			}
			else if (event.kind() == Kind.CRASHED) {
				this.crashed.add(event.actor());
			}
			if (event.request() >= 0) {
				this.byRequest.computeIfAbsent(event.request(), (number) -> new ArrayList<>()).add(event);
			}
		}
		for (Request request : this.history.requests()) {
			List<Event> events = this.byRequest.remove(request.number());
			if (events != null) {
				check(request, events);
			}
		}
		this.byRequest.forEach((number, events) -> violation("b", events.get(0), "nobody made this request"));
	}

	private void check(Request request, List<Event> events) {
		Event outcome = checkOutcome(request, events);
		checkOwnReplies(request, events);
		checkStarts(request, events);
		checkOrder(events);
		checkRoom(request, events);
		if (outcome != null) {
			checkExpected(request, events, outcome);
		}
	}

	/**
	 * (a) Exactly one outcome, and nothing after it.
	 */
	private @Nullable Event checkOutcome(Request request, List<Event> events) {
		Event outcome = null;
		for (Event event : events) {
			if (outcome != null && (event.isOutcome() || event.kind() == Kind.PARTIAL_RECEIVED)) {
				violation("a", event, "comes after the outcome " + outcome.outcome());
			}
			else if (event.isOutcome()) {
				outcome = event;
			}
		}
		if (outcome == null && !this.crashed.contains(request.client())) {
			violation("a", events.get(0), "has no outcome");
		}
		return outcome;
	}

	/**
	 * (b) Whatever a client is told, a handler sent for this very request.
	 */
	private void checkOwnReplies(Request request, List<Event> events) {
		Set<String> sent = new HashSet<>();
		for (Event event : events) {
			switch (event.kind()) {
				case PARTIAL_SENT, FINAL_SENT, ERROR_SENT -> sent.add(key(event));
				case PARTIAL_RECEIVED -> checkOwnReply(request, event, event.text(), Kind.PARTIAL_SENT, sent);
				case FINAL_RECEIVED -> checkOwnReply(request, event, event.text(), Kind.FINAL_SENT, sent);
				case ERROR_RECEIVED -> {
					if (event.attempt() > 0) {
						checkOwnReply(request, event, event.text().substring(event.text().indexOf(' ') + 1),
								Kind.ERROR_SENT, sent);
					}
				}
				default -> {
				}
			}
		}
	}

	private void checkOwnReply(Request request, Event event, String payload, Kind kind, Set<String> sent) {
		if (!event.actor().equals(request.client()) || !payload.equals(request.payload())) {
			violation("b", event, "is not for " + request.payload());
		}
		else if (!sent.contains(key(kind, event))) {
			violation("b", event, "was never sent");
		}
	}

	private static String key(Event event) {
		return key(event.kind(), event);
	}

	private static String key(Kind kind, Event event) {
		return kind + "/" + event.attempt() + "/" + event.index();
	}

	/**
	 * (c) A handler sees a request once unless retry was asked, and then as often as the
	 * broker may try, on each connection of the client. Rejected attempts go to other
	 * workers.
	 */
	private void checkStarts(Request request, List<Event> events) {
		int kept = 0;
		Map<String, Integer> starts = new HashMap<>();
		Set<Integer> rejected = new HashSet<>();
		events.stream().filter((event) -> event.kind() == Kind.REJECTED).map(Event::attempt).forEach(rejected::add);
		for (Event event : events) {
			if (event.kind() != Kind.STARTED) {
				continue;
			}
			int atThisWorker = starts.merge(event.actor(), 1, Integer::sum);
			int connections = Math.max(this.connects.getOrDefault(event.actor(), 0), 1)
					+ (this.crashed.contains(event.actor()) ? 1 : 0);
			if (!request.retry() && atThisWorker > connections) {
				violation("c", event, "was given to the same worker again");
			}
			if (!rejected.contains(event.attempt())) {
				kept++;
			}
			int most = request.retry()
					? this.rules.maxAttempts() * Math.max(this.connects.getOrDefault(request.client(), 0), 1) : 1;
			if (kept > most) {
				violation("c", event, "was started " + kept + " times");
			}
		}
	}

	/**
	 * (d) Partial replies come in order, without a gap, before the final one, and all
	 * from one attempt.
	 */
	private void checkOrder(List<Event> events) {
		int attempt = 0;
		int next = 0;
		for (Event event : events) {
			boolean partial = event.kind() == Kind.PARTIAL_RECEIVED;
			if (!partial && !(event.isOutcome() && event.attempt() > 0)) {
				continue;
			}
			if (attempt != 0 && event.attempt() != attempt) {
				violation("d", event, "is mixed with replies of attempt " + attempt);
			}
			attempt = event.attempt();
			if (event.index() != next) {
				violation("d", event, "comes where " + next + " was due");
			}
			next = event.index() + 1;
		}
	}

	/**
	 * (credit) Handlers that wait until they may write never have more on its way than
	 * the reader has room for, and nobody ever loses a request for reading slowly.
	 */
	private void checkRoom(Request request, List<Event> events) {
		Map<Integer, Integer> onTheirWay = new HashMap<>();
		for (Event event : events) {
			if (event.kind() == Kind.PARTIAL_SENT
					&& onTheirWay.merge(event.attempt(), 1, Integer::sum) > request.room()) {
				violation("credit", event, "is more than the " + request.room() + " that there is room for");
			}
			else if (event.kind() == Kind.PARTIAL_RECEIVED) {
				onTheirWay.merge(event.attempt(), -1, Integer::sum);
			}
			else if (event.isOutcome() && event.outcome().equals(OVERFLOW)) {
				violation("credit", event, "was held against its reader");
			}
		}
	}

	/**
	 * (e) and (f): in a world without loss, what a worker sent arrives; and where nobody
	 * else is disturbed, requests end as they should.
	 */
	private void checkExpected(Request request, List<Event> events, Event outcome) {
		String type = outcome.outcome();
		boolean expectedTimeout = type.equals(TIMEOUT) && request.expected().contains(TIMEOUT);
		boolean givenUp = type.equals("PigatoCancelledException") || type.equals("PigatoClientClosedException")
				|| expectedTimeout;
		if (this.rules.expectedOutcomes() && !request.expected().contains(type)) {
			violation("f", outcome, "should have been one of " + request.expected());
		}
		if (this.rules.noTimeouts() && type.equals("PigatoTimeoutException") && !request.expected().contains(type)) {
			violation("e", outcome, "should have been told at once");
		}
		if (!this.rules.lossless() || givenUp) {
			return;
		}
		for (Event event : events) {
			boolean lost = event.kind() == Kind.FINAL_SENT && !type.equals(History.RESULT)
					|| event.kind() == Kind.ERROR_SENT && !type.equals(REMOTE_ERROR);
			if (lost) {
				violation("e", event, "was taken but the client was told " + type);
			}
		}
	}

	private void violation(String promise, Event event, String what) {
		this.violations.add("(" + promise + ") " + event + ": " + what);
	}

	/**
	 * What may happen in a world.
	 *
	 * @param maxAttempts how often the broker may try a request
	 * @param expectedOutcomes whether all requests end as they should
	 * @param noTimeouts whether all others are told of a failure, not left to their
	 * timers
	 * @param lossless whether no connection is cut and no process crashes
	 */
	record Rules(int maxAttempts, boolean expectedOutcomes, boolean noTimeouts, boolean lossless) {

	}

}
