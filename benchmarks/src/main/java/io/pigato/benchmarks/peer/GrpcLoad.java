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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

/**
 * Calls by one channel of gRPC.
 */
final class GrpcLoad implements LoadPeer {

	private static final long TIMEOUT_SECONDS = 30;

	private final ManagedChannel channel;

	private final MethodDescriptor<byte[], byte[]> method;

	private final Payloads payloads;

	private final Meter meter;

	private final List<Slot> slots = new ArrayList<>();

	private final AtomicInteger open = new AtomicInteger();

	private volatile boolean stopped;

	GrpcLoad(ManagedChannel channel, String service, LoadOptions load, Meter meter) {
		this.channel = channel;
		this.method = GrpcMethod.of(service);
		this.payloads = new Payloads(load.size());
		this.meter = meter;
		for (int i = 0; i < load.parallel(); i++) {
			this.slots.add(new Slot());
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
	private final class Slot implements StreamObserver<byte[]> {

		private byte[] data = {};

		private boolean right;

		private long sentAt;

		void next() {
			if (GrpcLoad.this.stopped) {
				GrpcLoad.this.open.decrementAndGet();
				return;
			}
			this.data = GrpcLoad.this.payloads.next();
			this.right = false;
			this.sentAt = System.nanoTime();
			CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			ClientCalls.asyncUnaryCall(GrpcLoad.this.channel.newCall(GrpcLoad.this.method, options), this.data, this);
		}

		@Override
		public void onNext(byte[] reply) {
			this.right = Arrays.equals(reply, this.data);
		}

		@Override
		public void onError(Throwable error) {
			GrpcLoad.this.meter.lost(error.toString());
			next();
		}

		@Override
		public void onCompleted() {
			if (this.right) {
				GrpcLoad.this.meter.reply(System.nanoTime() - this.sentAt);
			}
			else {
				GrpcLoad.this.meter.lost("A wrong reply");
			}
			next();
		}

	}

}
