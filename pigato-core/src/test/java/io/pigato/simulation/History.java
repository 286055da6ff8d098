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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What clients and handlers saw, in the order it happened. Identities and request ids,
 * which are random, are not part of it.
 */
final class History {

	/** The outcome of a request that got its final reply. */
	static final String RESULT = "RESULT";

	private final LongSupplier clock;

	private final List<Request> requests = new ArrayList<>();

	private final List<Event> events = new ArrayList<>();

	/**
	 * Create a history.
	 * @param clock the time in nanoseconds
	 */
	History(LongSupplier clock) {
		this.clock = clock;
	}

	/**
	 * A client is about to make a request.
	 * @param client the client
	 * @param service the service
	 * @param retry whether the request may run again
	 * @param expected how it may end in a world where nobody is disturbed
	 * @param text what else there is to know
	 */
	Request issue(String client, String service, boolean retry, Set<String> expected, String text) {
		return issue(client, service, retry, expected, text, Integer.MAX_VALUE);
	}

	/**
	 * A client is about to make a request whose reader has little room.
	 * @param room how many partial replies may be on their way to the reader
	 */
	Request issue(String client, String service, boolean retry, Set<String> expected, String text, int room) {
		int number = this.requests.size();
		Request request = new Request(number, client, service, retry, expected,
				client + "|" + number + "|" + service + "|" + text, room);
		this.requests.add(request);
		add(Kind.ISSUED, client, number, 0, 0, request.payload() + (retry ? " retry" : ""));
		return request;
	}

	void add(Kind kind, String actor, int request, int attempt, int index, String text) {
		this.events.add(new Event(this.clock.getAsLong(), kind, actor, request, attempt, index, text));
	}

	/**
	 * Something happened to an actor.
	 */
	void note(Kind kind, String actor, String text) {
		add(kind, actor, -1, 0, 0, text);
	}

	List<Request> requests() {
		return this.requests;
	}

	/**
	 * Return a request that was made.
	 * @return the request, {@code null} if there was none with that payload
	 */
	@Nullable Request findRequest(String payload) {
		String[] parts = payload.split("\\|", -1);
		try {
			Request request = this.requests.get(Integer.parseInt(parts[1]));
			return request.payload().equals(payload) ? request : null;
		}
		catch (IndexOutOfBoundsException | NumberFormatException ex) {
			return null;
		}
	}

	List<Event> events() {
		return this.events;
	}

	/**
	 * Return the last events, to be read by people.
	 */
	String tail(int count) {
		return lines(this.events.subList(Math.max(this.events.size() - count, 0), this.events.size()));
	}

	/**
	 * Return all events of a request, to be read by people.
	 */
	String of(int request) {
		return lines(this.events.stream().filter((event) -> event.request == request).toList());
	}

	private static String lines(List<Event> events) {
		StringBuilder lines = new StringBuilder();
		events.forEach((event) -> lines.append("  ").append(event).append('\n'));
		return lines.toString();
	}

	/**
	 * What can happen.
	 */
	enum Kind {

		/** A client made a request. */
		ISSUED,

		/** A handler was given a request. */
		STARTED,

		/** A handler sent a partial reply, which was taken. */
		PARTIAL_SENT,

		/** A handler sent the final reply, which was taken. */
		FINAL_SENT,

		/** A handler sent an error, which was taken. */
		ERROR_SENT,

		/** A handler rejected a request. */
		REJECTED,

		/** A handler's reply was not taken. */
		DROPPED,

		/** A client was told a partial reply. */
		PARTIAL_RECEIVED,

		/** A client was told the final reply. */
		FINAL_RECEIVED,

		/** A client was told an error: the text begins with its type. */
		ERROR_RECEIVED,

		/** A client gave a request up. */
		CANCELLED,

		/** A client or worker was connected. */
		CONNECTED,

		/** A client, worker or broker is gone without a word. */
		CRASHED,

		/** Something else. */
		NOTE

	}

	/**
	 * A request as its client made it.
	 *
	 * @param number the number in this history
	 * @param client the client
	 * @param service the service
	 * @param retry whether the request may run again
	 * @param expected how it may end in a world where nobody is disturbed: the name of an
	 * exception, or {@link #RESULT}
	 * @param payload what the handler gets and all replies repeat
	 * @param room how many partial replies may be on their way to the reader
	 */
	record Request(int number, String client, String service, boolean retry, Set<String> expected, String payload,
			int room) {

	}

	/**
	 * Something that happened.
	 *
	 * @param time when, in nanoseconds
	 * @param kind what
	 * @param actor to whom
	 * @param request the number of the request, -1 for none
	 * @param attempt the number of the handler's attempt, counting from 1
	 * @param index of a partial reply its place, of an end the number of partial replies
	 * before it
	 * @param text of a received reply the payload it repeats, else what people read
	 */
	record Event(long time, Kind kind, String actor, int request, int attempt, int index, String text) {

		boolean isOutcome() {
			return this.kind == Kind.FINAL_RECEIVED || this.kind == Kind.ERROR_RECEIVED;
		}

		/**
		 * Return the type of an outcome.
		 */
		String outcome() {
			return (this.kind == Kind.FINAL_RECEIVED) ? RESULT : this.text.split(" ", 2)[0];
		}

		@Override
		public String toString() {
			String place = (this.request >= 0) ? " #" + this.request + "/" + this.attempt + "/" + this.index : "";
			return "%12.6f %s %s%s %s".formatted(this.time / (double) Duration.ofSeconds(1).toNanos(), this.kind,
					this.actor, place, this.text);
		}

	}

}
