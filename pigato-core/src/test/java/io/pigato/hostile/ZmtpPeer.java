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

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A DEALER that speaks just enough ZMTP 3.0 to be heard, and does otherwise what it is
 * told: one frame after the other, half a message, nothing, a cut in the middle.
 */
final class ZmtpPeer implements AutoCloseable {

	private static final int MORE = 1;

	private static final int LONG = 2;

	private static final int COMMAND = 4;

	private static final int PING = 4;

	private final Socket socket = new Socket();

	private final DataInputStream in;

	private final DataOutputStream out;

	private ZmtpPeer(int port, byte[] identity, int receiveBuffer) throws IOException {
		this.socket.setTcpNoDelay(true);
		if (receiveBuffer > 0) {
			this.socket.setReceiveBufferSize(receiveBuffer);
		}
		this.socket.connect(new InetSocketAddress("127.0.0.1", port), 30_000);
		this.socket.setSoTimeout(30_000);
		this.in = new DataInputStream(new BufferedInputStream(this.socket.getInputStream(), 16 << 10));
		this.out = new DataOutputStream(new BufferedOutputStream(this.socket.getOutputStream(), 16 << 10));
		try {
			greet(identity);
		}
		catch (IOException | RuntimeException ex) {
			this.socket.close();
			throw ex;
		}
	}

	/**
	 * Connect and shake hands.
	 */
	static ZmtpPeer connect(int port, byte[] identity) throws IOException {
		return new ZmtpPeer(port, identity, 0);
	}

	static ZmtpPeer connect(int port, String identity) throws IOException {
		return connect(port, bytes(identity));
	}

	/**
	 * Connect with a small buffer for what is not read.
	 */
	static ZmtpPeer connectDeaf(int port, String identity) throws IOException {
		return new ZmtpPeer(port, bytes(identity), 4096);
	}

	private void greet(byte[] identity) throws IOException {
		byte[] greeting = new byte[64];
		greeting[0] = (byte) 0xFF;
		greeting[9] = 0x7F;
		greeting[10] = 3;
		System.arraycopy(bytes("NULL"), 0, greeting, 12, 4);
		this.out.write(greeting);
		this.out.flush();
		this.in.readFully(new byte[64]);
		byte[] type = bytes("\u0005READY\u000BSocket-Type\0\0\0\u0006DEALER\u0008Identity");
		byte[] ready = new byte[type.length + 4 + identity.length];
		System.arraycopy(type, 0, ready, 0, type.length);
		ready[type.length + 3] = (byte) identity.length;
		System.arraycopy(identity, 0, ready, type.length + 4, identity.length);
		writeFrame(COMMAND, ready, 0, ready.length);
		this.out.flush();
		readFrame();
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static byte[][] frames(Object... parts) {
		byte[][] frames = new byte[parts.length][];
		for (int i = 0; i < parts.length; i++) {
			frames[i] = (parts[i] instanceof byte[] raw) ? raw : bytes(String.valueOf(parts[i]));
		}
		return frames;
	}

	/**
	 * Send a message of texts and byte arrays.
	 */
	void send(Object... parts) throws IOException {
		write(frames(parts));
		flush();
	}

	/**
	 * Write a message that is sent at the latest by {@link #flush()}.
	 */
	void write(byte[]... frames) throws IOException {
		for (int i = 0; i < frames.length; i++) {
			writeFrame((i < frames.length - 1) ? MORE : 0, frames[i], 0, frames[i].length);
		}
	}

	/**
	 * Write a frame that is not the last one of its message.
	 */
	void writePart(byte[] frame) throws IOException {
		writeFrame(MORE, frame, 0, frame.length);
	}

	/**
	 * Write the beginning of a frame that claims to be longer.
	 */
	void writeHalf(byte[] frame, int length) throws IOException {
		writeFrame(0, frame, 0, length);
	}

	private void writeFrame(int flags, byte[] content, int offset, int length) throws IOException {
		if (content.length > 255) {
			this.out.write(flags | LONG);
			this.out.writeLong(content.length);
		}
		else {
			this.out.write(flags);
			this.out.write(content.length);
		}
		this.out.write(content, offset, length);
	}

	void flush() throws IOException {
		this.out.flush();
	}

	/**
	 * Wait for a message.
	 */
	List<byte[]> receive() throws IOException {
		List<byte[]> message = new ArrayList<>(8);
		while (true) {
			Frame frame = readFrame();
			if ((frame.flags & COMMAND) != 0) {
				answer(frame.content);
				continue;
			}
			message.add(frame.content);
			if ((frame.flags & MORE) == 0) {
				return message;
			}
		}
	}

	List<String> receiveText() throws IOException {
		return receive().stream().map((frame) -> new String(frame, StandardCharsets.UTF_8)).toList();
	}

	private synchronized void answer(byte[] command) throws IOException {
		if (command.length > PING + 2 && command[0] == PING && command[2] == 'I') {
			byte[] pong = bytes("\u0004PONG");
			writeFrame(COMMAND, pong, 0, pong.length);
			flush();
		}
	}

	private Frame readFrame() throws IOException {
		int flags = this.in.readUnsignedByte();
		long size = ((flags & LONG) != 0) ? this.in.readLong() : this.in.readUnsignedByte();
		byte[] content = new byte[(int) size];
		this.in.readFully(content);
		return new Frame(flags, content);
	}

	/**
	 * Read and forget whatever comes, on a thread of its own, until the connection ends.
	 */
	ZmtpPeer drain() {
		Thread thread = new Thread(() -> {
			try {
				byte[] buffer = new byte[64 << 10];
				while (this.in.read(buffer) >= 0) {
					// that was that
				}
			}
			catch (IOException ex) {
				// the connection has ended
			}
		}, "drain");
		thread.setDaemon(true);
		thread.start();
		return this;
	}

	/**
	 * Say that nothing more comes, but go on listening.
	 */
	void halfClose() throws IOException {
		this.socket.shutdownOutput();
	}

	/**
	 * Cut the connection by RST.
	 */
	void cut() throws IOException {
		try {
			this.socket.setSoLinger(true, 0);
		}
		catch (SocketException ex) {
			// the broker was first
		}
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private record Frame(int flags, byte[] content) {

	}

}
