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

import io.pigato.protocol.ToBroker;
import io.pigato.transport.SendResult;
import io.pigato.transport.TransportException;

/**
 * A link that records what is sent through it.
 */
final class FakeLink implements BrokerLink {

	final List<ToBroker> sent = new ArrayList<>();

	int opened;

	boolean open;

	boolean full;

	boolean failing;

	@Override
	public void open() {
		if (this.failing) {
			throw new TransportException("expected");
		}
		this.opened++;
		this.open = true;
	}

	@Override
	public SendResult send(ToBroker message) {
		if (!this.open) {
			throw new AssertionError("Nothing may be sent through a closed link: " + message);
		}
		if (this.full) {
			return SendResult.FULL;
		}
		this.sent.add(message);
		return SendResult.SENT;
	}

	@Override
	public void close() {
		this.open = false;
	}

	<M extends ToBroker> List<M> sent(Class<M> type) {
		return this.sent.stream().filter(type::isInstance).map(type::cast).toList();
	}

	List<String> requests() {
		return sent(ToBroker.Request.class).stream().map((request) -> request.requestId().toString()).toList();
	}

	List<String> beats() {
		return sent(ToBroker.RequestHeartbeat.class).stream().map((beat) -> beat.requestId().toString()).toList();
	}

	List<String> grants() {
		return sent(ToBroker.CreditGrant.class).stream()
			.map((grant) -> grant.requestId() + " " + grant.partials() + " " + grant.bytes())
			.toList();
	}

	List<String> cancels() {
		return sent(ToBroker.CancelRequest.class).stream().map((cancel) -> cancel.requestId().toString()).toList();
	}

}
