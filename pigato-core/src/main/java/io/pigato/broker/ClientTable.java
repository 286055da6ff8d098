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

package io.pigato.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;

/**
 * The clients that the broker knows, by their identities and by what workers call them.
 * <p>
 * The original's worker decodes a client's identity as text and sends that back (fault 8
 * of the original). So an identity that is not clean UTF-8 travels as an alias, which
 * nobody can guess.
 */
final class ClientTable {

	private final Map<Bytes, ClientSession> byIdentity = new LinkedHashMap<>();

	private final Map<Bytes, ClientSession> byAlias = new HashMap<>();

	private final PagedTable<ClientSession> table = new PagedTable<>();

	@Nullable ClientSession get(Bytes identity) {
		return this.byIdentity.get(identity);
	}

	/**
	 * Find a client by what workers call it.
	 */
	@Nullable ClientSession getByWorkerFacingId(Bytes workerFacingId) {
		ClientSession client = this.byIdentity.get(workerFacingId);
		// a client with an alias is not found by its identity: workers never heard it
		if (client != null && client.workerFacingId() == client.identity()) {
			return client;
		}
		return this.byAlias.isEmpty() ? null : this.byAlias.get(workerFacingId);
	}

	ClientSession add(Bytes identity, long now) {
		boolean text = identity.isText();
		Bytes workerFacingId = text ? identity : Bytes.of("alias-" + UUID.randomUUID());
		ClientSession client = new ClientSession(identity, workerFacingId, now);
		this.byIdentity.put(identity, client);
		this.table.add(client);
		if (!text) {
			this.byAlias.put(workerFacingId, client);
		}
		return client;
	}

	void remove(ClientSession client) {
		this.byIdentity.remove(client.identity());
		this.table.remove(client);
		if (client.workerFacingId() != client.identity()) {
			this.byAlias.remove(client.workerFacingId());
		}
	}

	int size() {
		return this.byIdentity.size();
	}

	/**
	 * Return the clients as they are now, so that they can be removed meanwhile.
	 */
	Collection<ClientSession> snapshot() {
		return new ArrayList<>(this.byIdentity.values());
	}

	/**
	 * Describe some clients.
	 */
	Listing<ClientInfo> infos(Page page, long now) {
		List<ClientInfo> infos = new ArrayList<>();
		this.table.forEach(page.offset(), page.limit(), (client) -> infos.add(client.info(now)));
		return new Listing<>(this.table.size(), infos);
	}

}
