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

package io.pigato.transport.support;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Endpoint;

/**
 * Looks up host names on threads of their own, because that may block.
 */
public final class Hosts {

	private Hosts() {
	}

	/**
	 * Return the address of an endpoint that needs no look-up.
	 * @param endpoint a TCP endpoint
	 * @return the address, or {@code null} for a host name
	 */
	public static @Nullable InetAddress literal(Endpoint endpoint) {
		String host = endpoint.host();
		if (host.indexOf(':') < 0 && !isIpv4(host)) {
			return null;
		}
		try {
			return InetAddress.getByName(host);
		}
		catch (UnknownHostException ex) {
			return null;
		}
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
	 * Look up an endpoint's host; at once if that needs no look-up.
	 * @param endpoint a TCP endpoint
	 * @return completed with the addresses, at least one, or with an
	 * {@link UnknownHostException}
	 */
	public static CompletableFuture<InetAddress[]> resolve(Endpoint endpoint) {
		InetAddress literal = literal(endpoint);
		if (literal != null) {
			return CompletableFuture.completedFuture(new InetAddress[] { literal });
		}
		CompletableFuture<InetAddress[]> future = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				future.complete(InetAddress.getAllByName(endpoint.host()));
			}
			catch (UnknownHostException | RuntimeException ex) {
				future.completeExceptionally(ex);
			}
		}, "pigato-resolver");
		thread.setDaemon(true);
		thread.start();
		return future;
	}

}
