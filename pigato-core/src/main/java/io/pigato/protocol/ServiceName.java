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

import org.jspecify.annotations.Nullable;

/**
 * What the name of a service says (protocol part 1): it is exact, a wildcard such as
 * {@code prefix*}, or versioned such as {@code base@1.2.3} from a worker and
 * {@code base@range} from a client.
 * <p>
 * Names are plain text and compared as such: {@code constructor} and {@code __proto__}
 * are names like any other (fault 1 of the original). Every method takes any text and
 * none throws on what a peer may send.
 */
public final class ServiceName {

	private static final char WILDCARD = '*';

	private static final char VERSION = '@';

	private ServiceName() {
	}

	/**
	 * Whether a name ends with {@code *} and has no {@code @}. The bare {@code *} is the
	 * wildcard with an empty prefix.
	 * @param name the name
	 * @return {@code true} for a wildcard
	 */
	public static boolean isWildcard(String name) {
		int last = name.length() - 1;
		return last >= 0 && name.charAt(last) == WILDCARD && name.indexOf(VERSION) < 0;
	}

	/**
	 * Return what a name has to begin with to match a wildcard.
	 * @param wildcard the name of a wildcard
	 * @return the name without its {@code *}
	 * @throws IllegalArgumentException if the name is not a wildcard
	 */
	public static String prefix(String wildcard) {
		if (!isWildcard(wildcard)) {
			throw new IllegalArgumentException("'" + wildcard + "' is not a wildcard");
		}
		return wildcard.substring(0, wildcard.length() - 1);
	}

	/**
	 * Whether a name has a version or a range: its last {@code @} is neither its first
	 * nor its last character.
	 * @param name the name
	 * @return {@code true} for {@code base@version}
	 */
	public static boolean isVersioned(String name) {
		int at = name.lastIndexOf(VERSION);
		return at > 0 && at < name.length() - 1;
	}

	/**
	 * Return a name without its version or range.
	 * @param name the name
	 * @return what is before the last {@code @}; the whole name if it is not versioned
	 */
	public static String base(String name) {
		return isVersioned(name) ? name.substring(0, name.lastIndexOf(VERSION)) : name;
	}

	/**
	 * Return the text of a name's version or range.
	 * @param name the name
	 * @return what is after the last {@code @}; empty if the name is not versioned
	 */
	public static String version(String name) {
		return isVersioned(name) ? name.substring(name.lastIndexOf(VERSION) + 1) : "";
	}

	/**
	 * Return the version that a worker offers.
	 * @param name the name of the worker's service
	 * @return the version, or {@code null} if the name has none
	 */
	public static @Nullable Version offeredVersion(String name) {
		return isVersioned(name) ? Version.parse(version(name)) : null;
	}

	/**
	 * Return the versions that a client asks for.
	 * @param name the name of the service in the client's request
	 * @return the range, which includes nothing if the name has none that can be read
	 */
	public static VersionRange range(String name) {
		return isVersioned(name) ? VersionRange.parse(version(name)) : VersionRange.none();
	}

	/**
	 * Whether a worker that offers one name serves requests for another.
	 * @param offered the name that the worker offers
	 * @param requested the name that the client asks for
	 * @return {@code true} if the names are equal, if the offer is a wildcard whose
	 * prefix a name without {@code @} begins with, or if it is a version in the range
	 * that is asked for of the same base
	 */
	public static boolean matches(String offered, String requested) {
		if (offered.equals(requested)) {
			return true;
		}
		if (isWildcard(offered)) {
			return requested.indexOf(VERSION) < 0 && requested.startsWith(prefix(offered));
		}
		if (!isVersioned(offered) || !isVersioned(requested) || !base(offered).equals(base(requested))) {
			return false;
		}
		Version version = offeredVersion(offered);
		return version != null && range(requested).includes(version);
	}

}
