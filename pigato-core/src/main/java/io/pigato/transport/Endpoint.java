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

package io.pigato.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where a socket is bound or connects to: {@code tcp://host:port}, {@code ipc://path} or
 * {@code inproc://name}. Immutable.
 */
public final class Endpoint {

	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_])?\\.?");

	private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+)*");

	private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");

	private final String scheme;

	private final String address;

	private final int port;

	private final @Nullable InetAddress literal;

	private Endpoint(String scheme, String address, int port, @Nullable InetAddress literal) {
		this.scheme = scheme;
		this.address = address;
		this.port = port;
		this.literal = literal;
	}

	/**
	 * Read an endpoint from its text form.
	 * @param text such as {@code tcp://localhost:55555}, {@code tcp://[::1]:55555},
	 * {@code tcp://*:55555}, {@code tcp://127.0.0.1:0}, {@code ipc:///run/pigato.sock} or
	 * {@code inproc://broker}; {@code *} as port means 0, a free one
	 * @return the endpoint
	 * @throws IllegalArgumentException if the text is not an endpoint; the message quotes
	 * it and says what a good one looks like
	 */
	public static Endpoint parse(String text) {
		String stripped = text.strip();
		int colon = stripped.indexOf("://");
		if (colon < 0) {
			throw invalid(text, "it has no scheme");
		}
		String scheme = stripped.substring(0, colon).toLowerCase(Locale.ROOT);
		String rest = stripped.substring(colon + 3);
		return switch (scheme) {
			case "tcp" -> parseTcp(text, rest);
			case "ipc", "inproc" -> named(text, scheme, rest);
			default -> throw invalid(text, "its scheme is unknown");
		};
	}

	/**
	 * Return a TCP endpoint.
	 * @param host a host name, an IP address (an IPv6 address without brackets), or
	 * {@code *} for all interfaces
	 * @param port the port, from 0 (a free one) to 65535
	 * @return the endpoint
	 * @throws IllegalArgumentException if host or port is not valid
	 */
	public static Endpoint tcp(String host, int port) {
		String text = "tcp://" + ((host.indexOf(':') >= 0) ? "[" + host + "]" : host) + ":" + port;
		return tcp(text, host, port);
	}

	/**
	 * Return an endpoint inside this JVM.
	 * @param name the name, any text that is not blank
	 * @return the endpoint
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static Endpoint inproc(String name) {
		return named("inproc://" + name, "inproc", name);
	}

	private static Endpoint parseTcp(String text, String rest) {
		int colon = rest.lastIndexOf(':');
		String host = (colon >= 0) ? rest.substring(0, colon) : rest;
		if (host.startsWith("[")) {
			if (!host.endsWith("]") || host.indexOf(':') < 0) {
				throw invalid(text, rest.endsWith("]") ? "it has no port" : "its IPv6 address is not closed by ']'");
			}
			host = host.substring(1, host.length() - 1);
		}
		else if (host.indexOf(':') >= 0) {
			throw invalid(text, "an IPv6 address is written in brackets");
		}
		if (colon < 0) {
			throw invalid(text, "it has no port");
		}
		return tcp(text, host, parsePort(text, rest.substring(colon + 1)));
	}

	private static int parsePort(String text, String port) {
		if (port.equals("*")) {
			return 0;
		}
		if (port.isEmpty()) {
			throw invalid(text, "it has no port");
		}
		for (int i = 0; i < port.length(); i++) {
			if (port.charAt(i) < '0' || port.charAt(i) > '9') {
				throw invalid(text, "its port is not a number");
			}
		}
		return (port.length() <= 9) ? Integer.parseInt(port) : Integer.MAX_VALUE;
	}

	private static Endpoint tcp(String text, String host, int port) {
		if (host.isEmpty()) {
			throw invalid(text, "it has no host");
		}
		if (port < 0 || port > 65535) {
			throw invalid(text, "a port is between 0 and 65535");
		}
		return new Endpoint("tcp", host, port, host.equals("*") ? null : parseLiteral(text, host));
	}

	private static @Nullable InetAddress parseLiteral(String text, String host) {
		boolean ipv6 = host.indexOf(':') >= 0;
		if (!ipv6 && !IPV4.matcher(host).matches()) {
			if (!HOST.matcher(host).matches()) {
				throw invalid(text, "its host has characters that no host name has");
			}
			return null;
		}
		if (!ipv6 && !isIpv4(host) || ipv6 && !IPV6.matcher(host).matches()) {
			throw invalid(text, "its IP address is not valid");
		}
		try {
			int zone = host.indexOf('%');
			// a literal is never looked up
			return InetAddress.getByName((zone < 0) ? host : host.substring(0, zone));
		}
		catch (UnknownHostException ex) {
			throw invalid(text, "its IP address is not valid");
		}
	}

	private static boolean isIpv4(String host) {
		String[] parts = host.split("\\.", -1);
		if (parts.length != 4) {
			return false;
		}
		for (String part : parts) {
			if (part.length() > 3 || Integer.parseInt(part) > 255) {
				return false;
			}
		}
		return true;
	}

	private static Endpoint named(String text, String scheme, String name) {
		if (name.isBlank()) {
			throw invalid(text, "nothing follows its scheme");
		}
		return new Endpoint(scheme, name, -1, null);
	}

	private static IllegalArgumentException invalid(String text, String why) {
		return new IllegalArgumentException("'" + text + "' is not an endpoint: " + why
				+ ". Write it like tcp://localhost:55555, tcp://[::1]:55555, tcp://*:55555"
				+ " (all interfaces), tcp://127.0.0.1:0 (any free port), ipc:///path or inproc://name.");
	}

	/**
	 * Return the scheme in lower case.
	 * @return {@code tcp}, {@code ipc} or {@code inproc}
	 */
	public String scheme() {
		return this.scheme;
	}

	/**
	 * Return the host of a TCP endpoint, an IPv6 address without its brackets.
	 * @return the host, {@code *} for all interfaces
	 * @throws IllegalStateException if this is not a TCP endpoint
	 */
	public String host() {
		if (this.port < 0) {
			throw new IllegalStateException(this + " has no host");
		}
		return this.address;
	}

	/**
	 * Return the port.
	 * @return the port, 0 for any free one, or -1 if this is not a TCP endpoint
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return the path of an {@code ipc} endpoint or the name of an {@code inproc} one.
	 * @return the path or name
	 * @throws IllegalStateException if this is a TCP endpoint
	 */
	public String name() {
		if (this.port >= 0) {
			throw new IllegalStateException(this + " has no name");
		}
		return this.address;
	}

	/**
	 * Return this TCP endpoint with another port.
	 * @param port the port, from 0 (a free one) to 65535
	 * @return the endpoint
	 * @throws IllegalStateException if this is not a TCP endpoint
	 * @throws IllegalArgumentException if the port is not valid
	 */
	public Endpoint withPort(int port) {
		return tcp(host(), port);
	}

	/**
	 * Return the endpoint by which a peer on this machine connects to a socket that is
	 * bound here: all interfaces become the loopback one.
	 * @return this endpoint, with a loopback address in place of a wildcard
	 */
	public Endpoint connectable() {
		if (!isWildcard()) {
			return this;
		}
		return tcp((this.address.indexOf(':') >= 0) ? "::1" : "127.0.0.1", this.port);
	}

	/**
	 * Whether a socket bound here is reached through every interface of the machine.
	 * @return {@code true} for {@code *}, {@code 0.0.0.0} and {@code ::}
	 */
	public boolean isWildcard() {
		return (this.literal != null) ? this.literal.isAnyLocalAddress() : this.address.equals("*") && this.port >= 0;
	}

	/**
	 * Whether only this machine reaches a socket that is bound here. Host names other
	 * than {@code localhost} are not looked up and don't count.
	 * @return {@code true} for loopback addresses, {@code ipc} and {@code inproc}
	 */
	public boolean isLoopback() {
		if (this.port < 0) {
			return true;
		}
		return (this.literal != null) ? this.literal.isLoopbackAddress() : this.address.equalsIgnoreCase("localhost");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Endpoint that && this.port == that.port
				&& this.scheme.equals(that.scheme) && this.address.equals(that.address));
	}

	@Override
	public int hashCode() {
		return (31 * this.scheme.hashCode() + this.address.hashCode()) * 31 + this.port;
	}

	/**
	 * Return the text form, which {@link #parse} reads.
	 */
	@Override
	public String toString() {
		if (this.port < 0) {
			return this.scheme + "://" + this.address;
		}
		return "tcp://" + ((this.address.indexOf(':') >= 0) ? "[" + this.address + "]" : this.address) + ":"
				+ this.port;
	}

}
