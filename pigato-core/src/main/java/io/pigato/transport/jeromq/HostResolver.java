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

package io.pigato.transport.jeromq;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Endpoint;
import io.pigato.transport.support.Hosts;

/**
 * Looks up host names in place of JeroMQ, which would block the loop's thread and its I/O
 * thread.
 */
final class HostResolver {

	private HostResolver() {
	}

	/**
	 * Return the address of an endpoint as JeroMQ understands it, if it needs no look-up.
	 * @return such as {@code tcp://[::1]:0}, or {@code null} for a host name
	 */
	static @Nullable String literal(Endpoint endpoint) {
		return (endpoint.isWildcard() || Hosts.literal(endpoint) != null) ? endpoint.toString() : null;
	}

	/**
	 * Look up an endpoint's host.
	 * @return completed with the addresses as JeroMQ understands them, or with an
	 * {@link java.net.UnknownHostException}
	 */
	static CompletableFuture<String[]> resolve(Endpoint endpoint) {
		return Hosts.resolve(endpoint).thenApply((found) -> {
			String[] addresses = new String[found.length];
			for (int i = 0; i < found.length; i++) {
				addresses[i] = text(found[i], endpoint.port());
			}
			return addresses;
		});
	}

	private static String text(InetAddress address, int port) {
		return Endpoint.tcp(address.getHostAddress(), port).toString();
	}

	/**
	 * Whether an address is one of IPv6.
	 */
	static boolean isIpv6(String address) {
		return address.indexOf('[') >= 0;
	}

}
