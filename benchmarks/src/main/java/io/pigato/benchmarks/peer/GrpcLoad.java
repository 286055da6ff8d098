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

package io.pigato.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

/**
 * Calls by one channel of gRPC.
 */
final class GrpcLoad implements LoadPeer {

	private static final long TIMEOUT_SECONDS = 30;

	/**
	 * How many messages of a stream are asked for at once: one by one each would change
	 * threads twice.
	 */
	private static final int BATCH = 256;

	private final ManagedChannel channel;

	private final MethodDescriptor<byte[], byte[]> method;

	private final boolean stream;

	private final List<Slot> slots = new ArrayList<>();

	private final AtomicInteger open = new AtomicInteger();

	private volatile boolean stopped;

	GrpcLoad(ManagedChannel channel, String service, LoadOptions load, Meter meter) {
		this.channel = channel;
		this.stream = load.partials() > 0;
		this.method = GrpcMethod.of(service, this.stream);
		Payloads payloads = new Payloads(load.size());
		for (int i = 0; i < load.parallel(); i++) {
			this.slots.add(new Slot(new ReplyCheck(payloads, load.partials(), meter)));
		}
	}

	@Override
	public void start() {
		this.open.set(this.slots.size());
		this.slots.forEach(Slot::next);
	}

	@Override
	public void stopSending() {
		this.stopped = true;
	}

	@Override
	public int unanswered() {
		return this.open.get();
	}

	void close() {
		this.channel.shutdownNow();
	}

	/**
	 * One call after another.
	 */
	private final class Slot implements ClientResponseObserver<byte[], byte[]> {

		private final ReplyCheck check;

		private @Nullable ClientCallStreamObserver<byte[]> call;

		private int unasked;

		Slot(ReplyCheck check) {
			this.check = check;
		}

		void next() {
			if (GrpcLoad.this.stopped) {
				GrpcLoad.this.open.decrementAndGet();
				return;
			}
			byte[] data = this.check.begin();
			if (GrpcLoad.this.stream) {
				// a deadline is for the whole of a call
				ClientCalls.asyncServerStreamingCall(call(CallOptions.DEFAULT), data, this);
			}
			else {
				ClientCalls.asyncUnaryCall(
						call(CallOptions.DEFAULT.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)), data, this);
			}
		}

		private ClientCall<byte[], byte[]> call(CallOptions options) {
			return GrpcLoad.this.channel.newCall(GrpcLoad.this.method, options);
		}

		@Override
		public void beforeStart(ClientCallStreamObserver<byte[]> started) {
			this.call = started;
			this.unasked = 0;
			if (GrpcLoad.this.stream) {
				started.disableAutoRequestWithInitial(2 * BATCH);
			}
		}

		@Override
		public void onNext(byte[] reply) {
			if (GrpcLoad.this.stream) {
				this.check.partial(reply);
				askForMore();
			}
			else {
				this.check.reply(reply);
			}
		}

		private void askForMore() {
			if (++this.unasked == BATCH && this.call != null) {
				this.unasked = 0;
				this.call.request(BATCH);
			}
		}

		@Override
		public void onError(Throwable error) {
			this.check.failed(error.toString());
			next();
		}

		@Override
		public void onCompleted() {
			this.check.end();
			next();
		}

	}

}
