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

package io.pigato.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.Payload;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ToBroker;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.netty.zmtp.Command;
import io.pigato.transport.netty.zmtp.FrameDecoder;
import io.pigato.transport.netty.zmtp.FrameEncoder;
import io.pigato.transport.netty.zmtp.FrameSink;
import io.pigato.transport.netty.zmtp.UnfinishedMessage;

/**
 * What it takes to read the frames of a request from what has arrived, of several
 * requests at once, and to write them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FrameBenchmark {

	private static final int MESSAGES = 16;

	/**
	 * How many bytes of data a request has.
	 */
	@Param({ "64", "1024", "65536" })
	public int size;

	private byte[][] frames = {};

	private final ByteBuf arrived = Unpooled.directBuffer();

	private final ByteBuf written = Unpooled.directBuffer();

	private final FrameDecoder decoder = new FrameDecoder(SocketOptions.defaults(), new NoLimit(),
			new byte[FrameDecoder.WINDOW_SIZE]);

	private final FrameEncoder encoder = new FrameEncoder();

	/**
	 * Make the frames and what arrives.
	 */
	@Setup
	public void write() {
		byte[] data = "x".repeat(this.size).getBytes(StandardCharsets.US_ASCII);
		this.frames = MessageCodec
			.encode(new ToBroker.Request("orders.create", Bytes.of("f08f3080d628678265e8506ae775e79a-2"),
					Payload.of(data, RequestOptions.builder().build().encode())));
		for (int i = 0; i < MESSAGES; i++) {
			this.encoder.write(this.arrived, this.frames, FrameEncoder.size(this.frames));
		}
	}

	/**
	 * Release the buffers.
	 */
	@TearDown
	public void release() {
		this.arrived.release();
		this.written.release();
	}

	/**
	 * Read what has arrived.
	 * @param blackhole takes the messages
	 */
	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void decode(Blackhole blackhole) {
		this.arrived.readerIndex(0);
		this.decoder.decode(this.arrived, new BlackholeSink(blackhole));
	}

	/**
	 * Write messages, as those that are flushed together.
	 * @return where they were written
	 */
	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public ByteBuf encode() {
		this.written.clear();
		for (int i = 0; i < MESSAGES; i++) {
			this.encoder.write(this.written, this.frames, FrameEncoder.size(this.frames));
		}
		return this.written;
	}

	private record BlackholeSink(Blackhole blackhole) implements FrameSink {

		@Override
		public void onCommand(Command command) {
			throw new IllegalStateException("There is no command");
		}

		@Override
		public void onMessage(byte[][] frames) {
			this.blackhole.consume(frames);
		}

		@Override
		public void onOversizedMessage(byte[][] frames) {
			throw new IllegalStateException("All messages are within the limits");
		}

	}

	private static final class NoLimit implements UnfinishedMessage {

		@Override
		public boolean resize(long bytes, long held) {
			return true;
		}

		@Override
		public void release() {
			// there is always room
		}

	}

}
