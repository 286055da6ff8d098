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

package io.pigato.transport.netty.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.pigato.protocol.Bytes;

/**
 * Who a peer is, as it says at the end of the handshake.
 *
 * @param socketType the type of its socket
 * @param identity its identity, empty if it has none
 */
public record PeerProperties(String socketType, Bytes identity) {

	private static final String SOCKET_TYPE = "Socket-Type";

	private static final String IDENTITY = "Identity";

	private static final int MAX_IDENTITY = 255;

	/**
	 * Return the properties of a socket.
	 * @param type the type of the socket
	 * @param identity its identity, empty if it has none
	 * @return the properties
	 */
	public static PeerProperties of(SocketType type, Bytes identity) {
		return new PeerProperties(type.name(), identity);
	}

	/**
	 * Read the properties in a command.
	 * @param data the data of the command
	 * @return the properties
	 * @throws ZmtpException if they are malformed, or there is no type
	 */
	public static PeerProperties parse(byte[] data) {
		ByteBuffer in = ByteBuffer.wrap(data);
		String socketType = "";
		byte[] identity = {};
		while (in.hasRemaining()) {
			String name = new String(take(in, in.get() & 0xFF), StandardCharsets.US_ASCII);
			if (in.remaining() < 4) {
				throw malformed();
			}
			byte[] value = take(in, in.getInt());
			switch (name.toLowerCase(Locale.ROOT)) {
				case "socket-type" -> socketType = new String(value, StandardCharsets.US_ASCII);
				case "identity" -> identity = value;
				default -> {
				}
			}
		}
		if (socketType.isEmpty()) {
			throw new ZmtpException("it did not say of what type its socket is");
		}
		if (identity.length > MAX_IDENTITY) {
			throw new ZmtpException("its identity is longer than " + MAX_IDENTITY + " bytes");
		}
		return new PeerProperties(socketType, Bytes.wrap(identity));
	}

	private static byte[] take(ByteBuffer in, int length) {
		if (length < 0 || length > in.remaining()) {
			throw malformed();
		}
		byte[] value = new byte[length];
		in.get(value);
		return value;
	}

	private static ZmtpException malformed() {
		return new ZmtpException("its properties are malformed");
	}

	/**
	 * Return the properties as the data of a command.
	 * @return the data
	 */
	public byte[] data() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		write(out, SOCKET_TYPE, this.socketType.getBytes(StandardCharsets.US_ASCII));
		write(out, IDENTITY, this.identity.array());
		return out.toByteArray();
	}

	private static void write(ByteArrayOutputStream out, String name, byte[] value) {
		byte[] text = name.getBytes(StandardCharsets.US_ASCII);
		out.write(text.length);
		out.writeBytes(text);
		out.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
		out.writeBytes(value);
	}

}
