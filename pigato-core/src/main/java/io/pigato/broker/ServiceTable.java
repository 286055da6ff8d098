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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.ServiceName;
import io.pigato.protocol.Version;
import io.pigato.protocol.VersionRange;

/**
 * What workers offer, what clients wait for, and which offers serve whom (protocol part
 * 1): an exact name with a live worker beats any wildcard, the longest matching wildcard
 * wins, and a range is served by all versions in it.
 * <p>
 * Finding the offers of a name costs as much as there are different lengths of wildcards
 * or versions of that name, however many services there are (fault 12 of the original).
 * Waiting requests follow when offers come and go (fault 3 of the original).
 */
final class ServiceTable {

	private static final int RANGES_KEPT = 256;

	private final Supplier<WorkerSelector> selectors;

	private final Map<String, Offer> offers = new LinkedHashMap<>();

	/** The wildcards by the lengths of their prefixes, longest first, and by prefix. */
	private final TreeMap<Integer, Map<String, Offer>> wildcards = new TreeMap<>(Collections.reverseOrder());

	/** The versioned offers by the base of their names. */
	private final Map<String, Map<Offer, Version>> versions = new HashMap<>();

	/** Ranges that were asked for lately: reading one costs more than all the rest. */
	private final Map<String, VersionRange> ranges = new LinkedHashMap<>(16, 0.75F, true);

	private final Map<String, WaitingService> waiting = new LinkedHashMap<>();

	private final PagedTable<Offer> offerTable = new PagedTable<>();

	/** What requests wait for and nobody offers. */
	private final PagedTable<WaitingService> unknown = new PagedTable<>();

	ServiceTable(Supplier<WorkerSelector> selectors) {
		this.selectors = selectors;
	}

	Collection<Offer> offers() {
		return this.offers.values();
	}

	@Nullable Offer offer(String name) {
		return this.offers.get(name);
	}

	Offer newOffer(String name, long now) {
		return new Offer(name, this.selectors.get(), now);
	}

	/**
	 * Add a worker to its offer.
	 */
	void join(WorkerSession worker) {
		Offer offer = worker.offer();
		offer.add(worker);
		if (this.offers.putIfAbsent(offer.name(), offer) == null) {
			this.offerTable.add(offer);
			index(offer);
			reroute(offer);
		}
	}

	/**
	 * Remove a worker, and its offer with the last one.
	 * @return the services whose requests wait for others now
	 */
	List<WaitingService> leave(WorkerSession worker) {
		Offer offer = worker.offer();
		offer.remove(worker);
		for (WaitingService service : this.waiting.values()) {
			service.forgetRejecter(worker);
		}
		if (!offer.isEmpty()) {
			return List.of();
		}
		this.offers.remove(offer.name());
		this.offerTable.remove(offer);
		unindex(offer);
		return reroute(offer);
	}

	private void index(Offer offer) {
		String name = offer.name();
		Version version = ServiceName.offeredVersion(name);
		if (ServiceName.isWildcard(name)) {
			String prefix = ServiceName.prefix(name);
			this.wildcards.computeIfAbsent(prefix.length(), (length) -> new HashMap<>()).put(prefix, offer);
		}
		else if (version != null) {
			this.versions.computeIfAbsent(ServiceName.base(name), (base) -> new LinkedHashMap<>(2)).put(offer, version);
		}
	}

	private void unindex(Offer offer) {
		String name = offer.name();
		if (ServiceName.isWildcard(name)) {
			String prefix = ServiceName.prefix(name);
			this.wildcards.computeIfPresent(prefix.length(), (length, sameLength) -> {
				sameLength.remove(prefix);
				return sameLength.isEmpty() ? null : sameLength;
			});
		}
		else {
			this.versions.computeIfPresent(ServiceName.base(name), (base, sameBase) -> {
				sameBase.remove(offer);
				return sameBase.isEmpty() ? null : sameBase;
			});
		}
	}

	/**
	 * Find the offers that serve a name.
	 * @return the offers, none if no worker serves it
	 */
	List<Offer> routes(String requested) {
		Offer exact = this.offers.get(requested);
		if (exact != null) {
			return exact.alone();
		}
		if (!this.versions.isEmpty() && ServiceName.isVersioned(requested)) {
			return versionsInRange(requested);
		}
		if (!this.wildcards.isEmpty() && requested.indexOf('@') < 0) {
			return longestWildcard(requested);
		}
		return List.of();
	}

	private List<Offer> longestWildcard(String requested) {
		for (Map.Entry<Integer, Map<String, Offer>> sameLength : this.wildcards.entrySet()) {
			int length = sameLength.getKey();
			if (length <= requested.length()) {
				Offer offer = sameLength.getValue().get(requested.substring(0, length));
				if (offer != null) {
					return offer.alone();
				}
			}
		}
		return List.of();
	}

	private List<Offer> versionsInRange(String requested) {
		Map<Offer, Version> candidates = this.versions.get(ServiceName.base(requested));
		if (candidates == null) {
			return List.of();
		}
		VersionRange range = this.ranges.computeIfAbsent(requested, ServiceName::range);
		if (this.ranges.size() > RANGES_KEPT) {
			this.ranges.remove(this.ranges.keySet().iterator().next());
		}
		List<Offer> routes = new ArrayList<>(candidates.size());
		candidates.forEach((offer, version) -> {
			if (range.includes(version)) {
				routes.add(offer);
			}
		});
		return routes;
	}

	/**
	 * An offer came or went: find out anew who serves the services that wait.
	 */
	private List<WaitingService> reroute(Offer offer) {
		String name = offer.name();
		if (!ServiceName.isWildcard(name) && !ServiceName.isVersioned(name)) {
			WaitingService service = this.waiting.get(name);
			if (service == null) {
				return List.of();
			}
			route(service);
			return List.of(service);
		}
		List<WaitingService> rerouted = new ArrayList<>();
		for (WaitingService service : this.waiting.values()) {
			if (ServiceName.matches(name, service.name())) {
				route(service);
				rerouted.add(service);
			}
		}
		return rerouted;
	}

	private void route(WaitingService service) {
		boolean wasUnknown = service.routes().isEmpty();
		List<Offer> routes = routes(service.name());
		service.setRoutes(routes);
		if (wasUnknown && !routes.isEmpty()) {
			this.unknown.remove(service);
		}
		else if (!wasUnknown && routes.isEmpty()) {
			this.unknown.add(service);
		}
	}

	@Nullable WaitingService waiting(String name) {
		return this.waiting.get(name);
	}

	Collection<WaitingService> waiting() {
		return this.waiting.values();
	}

	/**
	 * Start to wait for a service, which ends with {@link #releaseIfEmpty}.
	 */
	WaitingService waitFor(String name) {
		WaitingService service = new WaitingService(name);
		this.waiting.put(name, service);
		this.unknown.add(service);
		route(service);
		return service;
	}

	void releaseIfEmpty(WaitingService service) {
		if (service.size() == 0 && this.waiting.remove(service.name(), service)) {
			this.unknown.remove(service);
			service.setRoutes(List.of());
		}
	}

	/**
	 * For how many services requests wait that no worker serves.
	 */
	int unknownServices() {
		return this.unknown.size();
	}

	/**
	 * Describe a service that is offered, or for which requests wait though it is not.
	 * @return what there is, {@code null} if neither is the case
	 */
	@Nullable ServiceInfo info(String name, long now) {
		Offer offer = this.offers.get(name);
		if (offer != null) {
			return offer.info(now);
		}
		WaitingService service = this.waiting.get(name);
		return (service != null && service.routes().isEmpty()) ? service.info() : null;
	}

	/**
	 * Describe some services: those that are offered, and behind them those that are not.
	 */
	Listing<ServiceInfo> infos(Page page, long now) {
		int offered = this.offerTable.size();
		List<ServiceInfo> infos = new ArrayList<>();
		this.offerTable.forEach(page.offset(), page.limit(), (offer) -> infos.add(offer.info(now)));
		this.unknown.forEach(Math.max(page.offset() - offered, 0), page.limit() - infos.size(),
				(service) -> infos.add(service.info()));
		return new Listing<>(offered + this.unknown.size(), infos);
	}

}
