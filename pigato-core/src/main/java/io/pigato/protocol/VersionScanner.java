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

package io.pigato.protocol;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads versions and parts of them from text, in one pass and without regular
 * expressions: the text comes from peers.
 */
final class VersionScanner {

	/** The largest number that npm takes in a version. */
	private static final long MAX_NUMBER = (1L << 53) - 1;

	private static final char END = '\0';

	private final String text;

	private int position;

	VersionScanner(String text) {
		this.text = text;
	}

	boolean isAtEnd() {
		return this.position == this.text.length();
	}

	private char peek() {
		return isAtEnd() ? END : this.text.charAt(this.position);
	}

	boolean take(char expected) {
		if (isAtEnd() || peek() != expected) {
			return false;
		}
		this.position++;
		return true;
	}

	/**
	 * Skip white space.
	 * @return whether there was any
	 */
	boolean skipSpace() {
		int start = this.position;
		while (!isAtEnd() && isSpace(peek())) {
			this.position++;
		}
		return this.position > start;
	}

	/**
	 * Skip any number of {@code v} and {@code =}.
	 * @param spaces whether white space may be among them
	 * @return whether there was at most one {@code v} and nothing else
	 */
	boolean skipPrefix(boolean spaces) {
		int start = this.position;
		boolean skipped = true;
		while (skipped) {
			skipped = take('v') || take('=') || (spaces && skipSpace());
		}
		int length = this.position - start;
		return length == 0 || (length == 1 && this.text.charAt(start) == 'v');
	}

	private static boolean isSpace(char c) {
		return c == ' ' || (c >= '\t' && c <= '\r');
	}

	static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static boolean isIdentifierPart(char c) {
		return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
	}

	/**
	 * Read {@code major[.minor[.patch[-prerelease][+build]]]}, where a number may also be
	 * one of {@code x}, {@code X} and {@code *}.
	 * @return what was read, or {@code null} if there is no such thing here
	 */
	@Nullable Partial partial() {
		long[] numbers = { Partial.ANY, Partial.ANY, Partial.ANY };
		int count = 0;
		do {
			long number = numberOrAny();
			if (number == Partial.NONE) {
				return null;
			}
			numbers[count] = number;
			count++;
		}
		while (count < 3 && take('.'));
		List<String> prerelease = List.of();
		if (count == 3) {
			if (take('-')) {
				List<String> identifiers = identifiers(true);
				if (identifiers == null) {
					return null;
				}
				prerelease = identifiers;
			}
			if (take('+') && identifiers(false) == null) {
				return null;
			}
		}
		return new Partial(numbers[0], numbers[1], numbers[2], prerelease);
	}

	private long numberOrAny() {
		if (take('x') || take('X') || take('*')) {
			return Partial.ANY;
		}
		if (take('0')) {
			return isDigit(peek()) ? Partial.NONE : 0;
		}
		if (!isDigit(peek())) {
			return Partial.NONE;
		}
		long number = 0;
		while (isDigit(peek())) {
			number = number * 10 + (peek() - '0');
			if (number > MAX_NUMBER) {
				return Partial.NONE;
			}
			this.position++;
		}
		return number;
	}

	private @Nullable List<String> identifiers(boolean prerelease) {
		List<String> identifiers = new ArrayList<>(2);
		do {
			int start = this.position;
			boolean number = true;
			while (isIdentifierPart(peek())) {
				number &= isDigit(peek());
				this.position++;
			}
			int length = this.position - start;
			boolean leadingZero = number && length > 1 && this.text.charAt(start) == '0';
			if (length == 0 || (prerelease && leadingZero)) {
				return null;
			}
			identifiers.add(this.text.substring(start, this.position));
		}
		while (take('.'));
		return identifiers;
	}

	/**
	 * A version of which numbers may be left open.
	 *
	 * @param major the major number or {@link #ANY}
	 * @param minor the minor number or {@link #ANY}
	 * @param patch the patch number or {@link #ANY}
	 * @param prerelease the identifiers of the prerelease, empty if it is none
	 */
	record Partial(long major, long minor, long patch, List<String> prerelease) {

		static final long ANY = -1;

		private static final long NONE = -2;

		boolean isAnyMajor() {
			return this.major == ANY;
		}

		boolean isAnyMinor() {
			return isAnyMajor() || this.minor == ANY;
		}

		boolean isVersion() {
			return !isAnyMinor() && this.patch != ANY;
		}

		/**
		 * Return the lowest version that this may be; its prerelease counts only if no
		 * number is left open.
		 */
		Version version() {
			return new Version(orZero(isAnyMajor(), this.major), orZero(isAnyMinor(), this.minor),
					orZero(!isVersion(), this.patch), isVersion() ? this.prerelease : List.of());
		}

		private static long orZero(boolean any, long number) {
			return any ? 0 : number;
		}

	}

}
