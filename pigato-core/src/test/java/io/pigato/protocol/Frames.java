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
import java.util.Arrays;
import java.util.List;

/**
 * Frames as text: with a space between them, and {@code -} for an empty one.
 */
final class Frames {

	private Frames() {
	}

	static byte[][] of(String text) {
		if (text.isEmpty()) {
			return new byte[0][];
		}
		String[] words = text.split(" ");
		byte[][] frames = new byte[words.length][];
		for (int i = 0; i < words.length; i++) {
			frames[i] = words[i].equals("-") ? new byte[0] : Bytes.of(words[i]).array();
		}
		return frames;
	}

	static String text(byte[][] frames) {
		List<String> words = new ArrayList<>();
		for (byte[] frame : frames) {
			words.add((frame.length == 0) ? "-" : Bytes.wrap(frame).toString());
		}
		return String.join(" ", words);
	}

	static String text(Payload payload) {
		byte[][] frames = new byte[payload.size()][];
		payload.copyTo(frames, 0);
		return text(frames);
	}

	static byte[][] copy(byte[][] frames) {
		byte[][] copy = new byte[frames.length][];
		for (int i = 0; i < frames.length; i++) {
			copy[i] = frames[i].clone();
		}
		return copy;
	}

	static boolean equal(byte[][] one, byte[][] other) {
		return Arrays.deepEquals(one, other);
	}

}
