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

/**
 * Text behind the {@code @} of a service's name that is meant to hang or break whoever
 * reads it as a version or a range. None of it includes 1.2.3 or is a version.
 */
final class HostileText {

	private HostileText() {
	}

	static List<String> all() {
		return List.of("1".repeat(100_000), "1.".repeat(100_000), "||".repeat(100_000), " ".repeat(100_000),
				"1 - ".repeat(50_000), "* || ".repeat(50_000), ">".repeat(250), "^".repeat(250), "~".repeat(250),
				"=".repeat(250), "v".repeat(250), "-".repeat(250), "1.2.3-" + "a.".repeat(120),
				"1.2.3+" + "-".repeat(500), "1.2.3-" + "0".repeat(200), "1.2.3" + " ".repeat(200) + "q",
				"1 - ".repeat(50), " ".repeat(200) + "|", "99999999999999999999.0.0", ">9007199254740992.0.0",
				"1.2.3.4", "01.2.3", "1.2.3-01", "1.2.3-", "1.2.3+", "1.2-a", "1..2", ".1", "1.", "a", "\u0000",
				"\u0661.2.3", "1.2.3\u0000", "^\ud83d\ude00", "\ud83d", ">", "^", "~", "<>1", "><1", "=>1", "^^1",
				"^>1", ">^1", "1.2.3,", "(1.2.3)", "[1.0,2.0)", "latest", "latest.integration", "!1.2.4", "1.2.3 or 2",
				"1 | 2", "-1.2.3", "+1.2.3", "- 1", "1 -", "1-2", "1 -2", "NaN", "Infinity", "1e3", "0x1", "null",
				"undefined", "constructor", "__proto__", "xx", "**", "x*", "1.2.3x", "${jndi:x}", "1.2.3-\u00e9");
	}

	static String describe(String text) {
		return (text.length() > 80) ? text.substring(0, 80) + "... (" + text.length() + " characters)" : text;
	}

}
