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

package io.pigato.client;

import java.util.ArrayList;
import java.util.List;

import io.pigato.protocol.Bytes;

/**
 * Records what the engine tells.
 */
final class RecordingEvents implements ClientEvents {

	final List<String> events = new ArrayList<>();

	@Override
	public void connected() {
		this.events.add("connected");
	}

	@Override
	public void disconnected(String reason) {
		this.events.add("disconnected: " + reason);
	}

	@Override
	public void draining() {
		this.events.add("draining");
	}

	@Override
	public void failed(Throwable cause) {
		this.events.add("failed: " + cause.getMessage());
	}

	@Override
	public void lateReply(Bytes requestId) {
		this.events.add("late: " + requestId);
	}

}
