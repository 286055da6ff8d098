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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A semantic version (semver.org 2.0.0): what a worker offers a service in, as in
 * {@code echo@1.2.3}. As with npm, a {@code v} may precede it. Versions that differ in
 * nothing but their build metadata are equal.
 */
public final class Version implements Comparable<Version> {

	/** The longest text that is read as a version, as with npm. */
	static final int MAX_LENGTH = 256;

	private final long major;

	private final long minor;

	private final long patch;

	private final List<String> prerelease;

	Version(long major, long minor, long patch, List<String> prerelease) {
		this.major = major;
		this.minor = minor;
		this.patch = patch;
		this.prerelease = prerelease;
	}

	/**
	 * Read a version. Numbers are below 2<sup>53</sup>, as with npm.
	 * @param text the text, such as {@code 1.2.3} or {@code 1.2.3-beta.1+build.7}
	 * @return the version, or {@code null} if the text is none or is longer than 256
	 * characters
	 */
	public static @Nullable Version parse(String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		VersionScanner scanner = new VersionScanner(text);
		scanner.take('v');
		VersionScanner.Partial partial = scanner.partial();
		return (partial != null && partial.isVersion() && scanner.isAtEnd()) ? partial.version() : null;
	}

	long major() {
		return this.major;
	}

	long minor() {
		return this.minor;
	}

	long patch() {
		return this.patch;
	}

	boolean isPrerelease() {
		return !this.prerelease.isEmpty();
	}

	Version release() {
		return new Version(this.major, this.minor, this.patch, List.of());
	}

	boolean hasNumbersOf(Version other) {
		return this.major == other.major && this.minor == other.minor && this.patch == other.patch;
	}

	/**
	 * Compare by precedence (semver.org, item 11).
	 */
	@Override
	public int compareTo(Version other) {
		int result = Long.compare(this.major, other.major);
		if (result == 0) {
			result = Long.compare(this.minor, other.minor);
		}
		if (result == 0) {
			result = Long.compare(this.patch, other.patch);
		}
		return (result != 0) ? result : comparePrerelease(other);
	}

	private int comparePrerelease(Version other) {
		if (isPrerelease() != other.isPrerelease()) {
			return isPrerelease() ? -1 : 1;
		}
		int common = Math.min(this.prerelease.size(), other.prerelease.size());
		for (int i = 0; i < common; i++) {
			int result = compareIdentifiers(this.prerelease.get(i), other.prerelease.get(i));
			if (result != 0) {
				return result;
			}
		}
		return Integer.compare(this.prerelease.size(), other.prerelease.size());
	}

	private static int compareIdentifiers(String one, String other) {
		boolean number = isNumber(one);
		if (number != isNumber(other)) {
			return number ? -1 : 1;
		}
		if (number && one.length() != other.length()) {
			return Integer.compare(one.length(), other.length());
		}
		return one.compareTo(other);
	}

	private static boolean isNumber(String identifier) {
		for (int i = 0; i < identifier.length(); i++) {
			if (!VersionScanner.isDigit(identifier.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| (other instanceof Version that && hasNumbersOf(that) && this.prerelease.equals(that.prerelease));
	}

	@Override
	public int hashCode() {
		int result = Long.hashCode(this.major);
		result = 31 * result + Long.hashCode(this.minor);
		result = 31 * result + Long.hashCode(this.patch);
		return 31 * result + this.prerelease.hashCode();
	}

	/**
	 * Return the version as text, without build metadata.
	 */
	@Override
	public String toString() {
		String numbers = this.major + "." + this.minor + "." + this.patch;
		return isPrerelease() ? numbers + "-" + String.join(".", this.prerelease) : numbers;
	}

}
