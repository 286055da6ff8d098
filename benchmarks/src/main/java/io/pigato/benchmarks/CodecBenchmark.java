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
import java.util.function.Function;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Message;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.protocol.ToWorker;
import io.pigato.protocol.WorkerState;

/**
 * What it takes to make a message of frames, and frames of a message.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

	/**
	 * Which message.
	 */
	@Param
	public HotMessage message = HotMessage.CLIENT_REQUEST;

	private byte[][] frames = {};

	/**
	 * Make the frames.
	 */
	@Setup
	public void encodeOnce() {
		this.frames = MessageCodec.encode(this.message.value);
		Message decoded = decode();
		if (decoded.getClass() != this.message.value.getClass()) {
			throw new IllegalStateException(decoded + " instead of " + this.message.value);
		}
	}

	/**
	 * Make a message of frames.
	 * @return the message
	 */
	@Benchmark
	public Message decode() {
		return this.message.decoder.apply(this.frames);
	}

	/**
	 * Make frames of a message.
	 * @return the frames
	 */
	@Benchmark
	public byte[][] encode() {
		return MessageCodec.encode(this.message.value);
	}

	/**
	 * Messages that come often.
	 */
	public enum HotMessage {

		/**
		 * A client's request.
		 */
		CLIENT_REQUEST(new ToBroker.Request("orders.create", Data.ID, Data.REQUEST), MessageCodec::decodeToBroker),

		/**
		 * A request as a worker gets it.
		 */
		WORKER_REQUEST(new ToWorker.Request(Data.CLIENT, "orders.create", Data.ID, Data.REQUEST),
				MessageCodec::decodeToWorker),

		/**
		 * A worker's final reply.
		 */
		WORKER_REPLY(new ToBroker.WorkerReply(ReplyType.FINAL, Data.CLIENT, Data.ID, ReplyStatus.ok(), Data.REPLY),
				MessageCodec::decodeToBroker),

		/**
		 * A final reply as a client gets it.
		 */
		CLIENT_REPLY(new ToClient.Reply(ReplyType.FINAL, Data.ID, ReplyStatus.ok(), Data.REPLY),
				MessageCodec::decodeToClient),

		/**
		 * A client that is alive.
		 */
		CLIENT_HEARTBEAT(new ToBroker.ClientHeartbeat(), MessageCodec::decodeToBroker),

		/**
		 * A worker that is alive.
		 */
		WORKER_HEARTBEAT(new ToBroker.WorkerHeartbeat(new WorkerState(100, false).toPayload()),
				MessageCodec::decodeToBroker),

		/**
		 * A broker that is alive.
		 */
		BROKER_HEARTBEAT(new ToWorker.Heartbeat(), MessageCodec::decodeToWorker);

		private final Message value;

		private final Function<byte[][], Message> decoder;

		HotMessage(Message value, Function<byte[][], Message> decoder) {
			this.value = value;
			this.decoder = decoder;
		}

	}

	private static final class Data {

		static final Bytes ID = Bytes.of("f08f3080d628678265e8506ae775e79a-2");

		static final Bytes CLIENT = Bytes.of("C7e6a4a52-1f8c-4c0e-9f1e-6d3c1b7d2a10");

		static final byte[] JSON = "\"%s\"".formatted("x".repeat(62)).getBytes(StandardCharsets.UTF_8);

		static final Payload REQUEST = Payload.of(JSON,
				RequestOptions.builder().timeout(RequestOptions.DEFAULT_TIMEOUT).retry(false).build().encode());

		static final Payload REPLY = Payload.of(JSON, "{}".getBytes(StandardCharsets.UTF_8));

		private Data() {
		}

	}

}
