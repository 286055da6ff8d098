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

import io.pigato.protocol.VersionScanner.Partial;
import org.jspecify.annotations.Nullable;

/**
 * A range of versions in npm's grammar: what a client asks a service in, as in
 * {@code echo@^1.2 || 3.x}.
 * <p>
 * A range includes what {@code semver.satisfies} of npm says it does; above all, a
 * prerelease is included only where the range names a prerelease of the same three
 * numbers. Text that is no range, or is longer than 256 characters, is a range that
 * includes nothing: it comes from peers and fails for nobody else. Reading it takes one
 * pass.
 */
public final class VersionRange {

	private static final List<String> LOWEST_PRERELEASE = List.of("0");

	private static final Version LOWEST = new Version(0, 0, 0, LOWEST_PRERELEASE);

	private static final VersionRange NONE = new VersionRange(new Bound[0][]);

	private final Bound[][] alternatives;

	private VersionRange(Bound[][] alternatives) {
		this.alternatives = alternatives;
	}

	/**
	 * Return the range that includes nothing.
	 * @return the range
	 */
	public static VersionRange none() {
		return NONE;
	}

	/**
	 * Read a range.
	 * @param text the text
	 * @return the range, {@link #none()} if the text is no range
	 */
	public static VersionRange parse(String text) {
		if (text.length() > Version.MAX_LENGTH) {
			return NONE;
		}
		List<Bound[]> alternatives = new ArrayList<>(2);
		int start = 0;
		while (start >= 0) {
			int bar = text.indexOf("||", start);
			Parser parser = new Parser((bar < 0) ? text.substring(start) : text.substring(start, bar));
			if (!parser.parse()) {
				return NONE;
			}
			alternatives.add(parser.bounds.toArray(Bound[]::new));
			start = (bar < 0) ? -1 : bar + 2;
		}
		return new VersionRange(alternatives.toArray(Bound[][]::new));
	}

	/**
	 * Whether a version is in this range.
	 * @param version the version
	 * @return {@code true} if it is
	 */
	public boolean includes(Version version) {
		for (Bound[] alternative : this.alternatives) {
			if (includes(alternative, version)) {
				return true;
			}
		}
		return false;
	}

	private static boolean includes(Bound[] bounds, Version version) {
		boolean named = !version.isPrerelease();
		for (Bound bound : bounds) {
			if (!bound.holds(version)) {
				return false;
			}
			named |= bound.version.isPrerelease() && bound.version.hasNumbersOf(version);
		}
		return named;
	}

	/**
	 * How a version has to compare with that of a bound.
	 */
	private enum Operator {

		LESS, AT_MOST, EQUAL, AT_LEAST, GREATER

	}

	/**
	 * One condition on a version.
	 *
	 * @param operator how it has to compare
	 * @param version what it is compared with
	 */
	private record Bound(Operator operator, Version version) {

		boolean holds(Version other) {
			int result = other.compareTo(this.version);
			return switch (this.operator) {
				case LESS -> result < 0;
				case AT_MOST -> result <= 0;
				case EQUAL -> result == 0;
				case AT_LEAST -> result >= 0;
				case GREATER -> result > 0;
			};
		}

	}

	/**
	 * Reads one of the alternatives between {@code ||}: two versions with a hyphen
	 * between them, or any number of conditions that all have to hold.
	 */
	private static final class Parser {

		private final String text;

		private final List<Bound> bounds = new ArrayList<>(2);

		private VersionScanner scanner;

		Parser(String text) {
			this.text = text;
			this.scanner = new VersionScanner(text);
		}

		/**
		 * Read the bounds.
		 * @return whether the text is a range
		 */
		boolean parse() {
			Ends ends = ends();
			if (ends != null) {
				return addEnds(ends);
			}
			this.scanner = new VersionScanner(this.text);
			this.scanner.skipSpace();
			while (!this.scanner.isAtEnd()) {
				if (!parseCondition() || !(this.scanner.skipSpace() || this.scanner.isAtEnd())) {
					return false;
				}
			}
			return true;
		}

		private @Nullable Ends ends() {
			this.scanner.skipSpace();
			boolean plainFrom = this.scanner.skipPrefix(true);
			Partial from = this.scanner.partial();
			if (from == null || !this.scanner.skipSpace() || !this.scanner.take('-') || !this.scanner.skipSpace()) {
				return null;
			}
			boolean plainTo = this.scanner.skipPrefix(true);
			Partial to = this.scanner.partial();
			this.scanner.skipSpace();
			return (to != null && this.scanner.isAtEnd()) ? new Ends(from, plainFrom, to, plainTo) : null;
		}

		private boolean addEnds(Ends ends) {
			if (!ends.from().isAnyMajor()) {
				add(Operator.AT_LEAST, ends.from().version());
			}
			if (ends.to().isVersion()) {
				add(Operator.AT_MOST, ends.to().version());
			}
			else if (!ends.to().isAnyMajor()) {
				add(Operator.LESS, afterOpen(ends.to()));
			}
			return ends.isValid();
		}

		private boolean parseCondition() {
			if (this.scanner.take('^')) {
				return parseCaret();
			}
			if (this.scanner.take('~')) {
				return parseTilde();
			}
			return parseComparison();
		}

		private boolean parseCaret() {
			this.scanner.skipSpace();
			this.scanner.skipPrefix(false);
			Partial partial = this.scanner.partial();
			if (partial == null) {
				return false;
			}
			if (!partial.isAnyMajor()) {
				add(Operator.AT_LEAST, partial.version());
				add(Operator.LESS, afterCaret(partial));
			}
			return true;
		}

		private static Version afterCaret(Partial partial) {
			if (partial.major() > 0 || partial.isAnyMinor()) {
				return lowest(partial.major() + 1, 0, 0);
			}
			if (partial.minor() > 0 || !partial.isVersion()) {
				return lowest(0, partial.minor() + 1, 0);
			}
			return lowest(0, 0, partial.patch() + 1);
		}

		private boolean parseTilde() {
			this.scanner.skipSpace();
			if (this.scanner.take('>')) {
				this.scanner.skipSpace();
			}
			this.scanner.skipPrefix(false);
			Partial partial = this.scanner.partial();
			if (partial == null) {
				return false;
			}
			if (!partial.isAnyMajor()) {
				add(Operator.AT_LEAST, partial.version());
				add(Operator.LESS, afterOpen(partial));
			}
			return true;
		}

		private boolean parseComparison() {
			Operator operator = operator();
			boolean plain = this.scanner.skipPrefix(false);
			Partial partial = this.scanner.partial();
			if (partial == null) {
				return false;
			}
			if (partial.isVersion()) {
				add(operator, partial.version());
				return plain;
			}
			addOpen(operator, partial);
			return true;
		}

		private Operator operator() {
			boolean less = this.scanner.take('<');
			boolean greater = !less && this.scanner.take('>');
			boolean equal = this.scanner.take('=');
			boolean space = this.scanner.skipSpace();
			if ((less || greater) && !equal && space) {
				equal = this.scanner.take('=');
			}
			if (less) {
				return equal ? Operator.AT_MOST : Operator.LESS;
			}
			if (greater) {
				return equal ? Operator.AT_LEAST : Operator.GREATER;
			}
			return Operator.EQUAL;
		}

		/**
		 * Add the bounds of a comparison with a version of which numbers are open.
		 */
		private void addOpen(Operator operator, Partial partial) {
			if (partial.isAnyMajor()) {
				if (operator == Operator.LESS || operator == Operator.GREATER) {
					add(Operator.LESS, LOWEST);
				}
				return;
			}
			Version first = partial.version();
			switch (operator) {
				case LESS -> add(Operator.LESS, lowest(first.major(), first.minor(), 0));
				case AT_MOST -> add(Operator.LESS, afterOpen(partial));
				case AT_LEAST -> add(Operator.AT_LEAST, first);
				case GREATER -> add(Operator.AT_LEAST, afterOpen(partial).release());
				case EQUAL -> {
					add(Operator.AT_LEAST, first);
					add(Operator.LESS, afterOpen(partial));
				}
			}
		}

		/**
		 * Return what follows all versions with the same major number and, unless it is
		 * open, minor number.
		 */
		private static Version afterOpen(Partial partial) {
			return partial.isAnyMinor() ? lowest(partial.major() + 1, 0, 0)
					: lowest(partial.major(), partial.minor() + 1, 0);
		}

		private static Version lowest(long major, long minor, long patch) {
			return new Version(major, minor, patch, LOWEST_PRERELEASE);
		}

		private void add(Operator operator, Version version) {
			this.bounds.add(new Bound(operator, version));
		}

	}

	/**
	 * The two ends of {@code 1.2 - 3.4}.
	 *
	 * @param from the first version
	 * @param plainFrom whether no more than a {@code v} is before it
	 * @param to the last version
	 * @param plainTo whether no more than a {@code v} is before it
	 */
	private record Ends(Partial from, boolean plainFrom, Partial to, boolean plainTo) {

		/**
		 * As with npm, a prefix other than {@code v} is taken only where it does not end
		 * up in a comparison.
		 */
		boolean isValid() {
			boolean validFrom = this.plainFrom || !this.from.isVersion();
			return validFrom && (this.plainTo || !this.to.isVersion() || !this.to.prerelease().isEmpty());
		}

	}

}
