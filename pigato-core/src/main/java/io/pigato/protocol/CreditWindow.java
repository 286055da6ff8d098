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
 * How much of partial replies to one request may still be sent before the client grants
 * more (protocol part 4): a number of replies, and bytes of their data and options.
 * <p>
 * A reply may be sent as long as there is credit of both kinds, so the last one may be
 * larger than what is left: a reply of any size fits. Client, broker and worker each keep
 * a window of their own. Not safe for use by several threads.
 */
public final class CreditWindow {

	/** Credit beyond this is no limit. */
	private static final long MAX = Long.MAX_VALUE / 4;

	private long partials;

	private long bytes;

	/**
	 * Create a window.
	 * @param partials how many partial replies may be sent
	 * @param bytes how many bytes they may have
	 */
	public CreditWindow(int partials, int bytes) {
		this.partials = partials;
		this.bytes = bytes;
	}

	/**
	 * Whether one more partial reply may be sent.
	 * @return {@code true} if there is credit of both kinds
	 */
	public boolean isOpen() {
		return this.partials > 0 && this.bytes > 0;
	}

	/**
	 * A partial reply is sent. One that was sent without credit, as old workers do, is
	 * owed.
	 * @param size the size of its data and options in bytes
	 */
	public void spend(long size) {
		this.partials--;
		this.bytes -= size;
	}

	/**
	 * More may be sent, up to a sum that is no limit any more.
	 * @param partials how many partial replies more
	 * @param bytes how many bytes more
	 */
	public void grant(long partials, long bytes) {
		this.partials = Math.min(this.partials + partials, MAX);
		this.bytes = Math.min(this.bytes + bytes, MAX);
	}

	@Override
	public String toString() {
		return this.partials + " partial replies of " + this.bytes + " bytes";
	}

}
