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

/**
 * The end of a request or reply, which a broker forwards byte for byte: data, options,
 * and any frame beyond those that the protocol knows.
 * <p>
 * A payload is a view: it shares the frames of the message it was decoded from. Frames
 * that a peer left out are told from frames it sent empty by {@link #size()}.
 */
public final class Payload {

	private static final byte[] EMPTY = {};

	private static final Payload NONE = new Payload(new byte[0][], 0);

	private final byte[][] frames;

	private final int offset;

	private Payload(byte[][] frames, int offset) {
		this.frames = frames;
		this.offset = offset;
	}

	/**
	 * Return the payload without any frame.
	 * @return the payload
	 */
	public static Payload none() {
		return NONE;
	}

	/**
	 * Return the payload that starts at the given frame of a message.
	 * @param frames the frames of the message, which must not be changed afterwards
	 * @param offset the index of the data frame, which may be the number of frames
	 * @return the payload
	 */
	public static Payload from(byte[][] frames, int offset) {
		return new Payload(frames, offset);
	}

	/**
	 * Return a payload of the given frames: data, options and more.
	 * @param frames the frames, which must not be changed afterwards
	 * @return the payload
	 */
	public static Payload of(byte[]... frames) {
		return new Payload(frames, 0);
	}

	/**
	 * Return the JSON of the data, empty where the peer sent no such frame.
	 * @return the bytes of the data frame, not a copy
	 */
	public byte[] data() {
		return frame(0);
	}

	/**
	 * Return the JSON of the options, empty where the peer sent no such frame.
	 * @return the bytes of the options frame, not a copy
	 */
	public byte[] options() {
		return frame(1);
	}

	private byte[] frame(int index) {
		int at = this.offset + index;
		return (at < this.frames.length) ? this.frames[at] : EMPTY;
	}

	/**
	 * Return how many frames there are.
	 * @return the number of frames
	 */
	public int size() {
		return this.frames.length - this.offset;
	}

	/**
	 * Return how many bytes all frames hold together.
	 * @return the length in bytes
	 */
	public long length() {
		long length = 0;
		for (int i = this.offset; i < this.frames.length; i++) {
			length += this.frames[i].length;
		}
		return length;
	}

	/**
	 * Copy the frames, not their bytes, into a message.
	 * @param message the frames of the message
	 * @param at the index of the first frame to fill
	 */
	public void copyTo(byte[][] message, int at) {
		System.arraycopy(this.frames, this.offset, message, at, size());
	}

}
