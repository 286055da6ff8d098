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

package io.pigato.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Whoever connects to the port and sends bytes.
 */
final class RawPeer implements AutoCloseable {

	private final Socket socket = new Socket();

	private RawPeer(int port) throws IOException {
		this.socket.setTcpNoDelay(true);
		this.socket.connect(new InetSocketAddress("127.0.0.1", port), 30_000);
	}

	static RawPeer connect(int port) throws IOException {
		return new RawPeer(port);
	}

	/**
	 * Return the greeting of a peer of ZMTP 3.
	 */
	static byte[] greeting() {
		byte[] greeting = new byte[64];
		greeting[0] = (byte) 0xFF;
		greeting[9] = 0x7F;
		greeting[10] = 3;
		System.arraycopy("NULL".getBytes(StandardCharsets.US_ASCII), 0, greeting, 12, 4);
		return greeting;
	}

	/**
	 * Return the command READY of a dealer without an identity.
	 */
	static byte[] ready() {
		byte[] body = "\5READY\13Socket-Type\0\0\0\6DEALER".getBytes(StandardCharsets.ISO_8859_1);
		return ByteBuffer.allocate(2 + body.length).put((byte) 4).put((byte) body.length).put(body).array();
	}

	/**
	 * Return the header of a long frame.
	 */
	static byte[] header(int flags, long size) {
		return ByteBuffer.allocate(9).put((byte) flags).putLong(size).array();
	}

	/**
	 * Send bytes; the other side may be gone by then.
	 */
	void send(byte[]... parts) {
		try {
			OutputStream out = this.socket.getOutputStream();
			for (byte[] part : parts) {
				out.write(part);
			}
			out.flush();
		}
		catch (IOException ex) {
			// the broker has had enough
		}
	}

	/**
	 * Whether the broker has ended the connection, looking at it for a moment.
	 */
	boolean hasBeenCut() {
		try {
			this.socket.setSoTimeout(1);
			InputStream in = this.socket.getInputStream();
			while (in.read() >= 0) {
				// what it had sent before
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Override
	public void close() throws IOException {
		if (!this.socket.isClosed()) {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}
	}

}
