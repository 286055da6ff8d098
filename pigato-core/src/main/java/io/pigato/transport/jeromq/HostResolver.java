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
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Endpoint;

/**
 * Looks up host names on threads of their own, because that may block; JeroMQ would do it
 * on the loop's thread and on its I/O thread.
 */
final class HostResolver {

	private HostResolver() {
	}

	/**
	 * Return the address of an endpoint as JeroMQ understands it, if it needs no look-up.
	 * @return such as {@code tcp://[::1]:0}, or {@code null} for a host name
	 */
	static @Nullable String literal(Endpoint endpoint) {
		String host = endpoint.host();
		return (endpoint.isWildcard() || host.indexOf(':') >= 0 || isIpv4(host)) ? endpoint.toString() : null;
	}

	private static boolean isIpv4(String host) {
		for (int i = 0; i < host.length(); i++) {
			char c = host.charAt(i);
			if (c != '.' && (c < '0' || c > '9')) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Look up an endpoint's host.
	 * @return completed with the addresses as JeroMQ understands them, or with an
	 * {@link UnknownHostException}
	 */
	static CompletableFuture<String[]> resolve(Endpoint endpoint) {
		CompletableFuture<String[]> future = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				InetAddress[] found = InetAddress.getAllByName(endpoint.host());
				String[] addresses = new String[found.length];
				for (int i = 0; i < found.length; i++) {
					addresses[i] = Endpoint.tcp(found[i].getHostAddress(), endpoint.port()).toString();
				}
				future.complete(addresses);
			}
			catch (UnknownHostException | RuntimeException ex) {
				future.completeExceptionally(ex);
			}
		}, "pigato-resolver");
		thread.setDaemon(true);
		thread.start();
		return future;
	}

	/**
	 * Whether an address is one of IPv6.
	 */
	static boolean isIpv6(String address) {
		return address.indexOf('[') >= 0;
	}

}
