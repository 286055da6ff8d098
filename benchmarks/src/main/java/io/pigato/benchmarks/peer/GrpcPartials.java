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

import io.grpc.stub.ServerCallStreamObserver;

/**
 * Sends partial replies by gRPC, as many as there is room for each time.
 */
final class GrpcPartials implements Runnable {

	private final byte[] data;

	private final int partials;

	private final ServerCallStreamObserver<byte[]> reply;

	private int sent;

	private boolean ended;

	/**
	 * Create what is run each time there is room.
	 * @param data the data of the request
	 * @param partials how many to send
	 * @param reply where to send them
	 */
	GrpcPartials(byte[] data, int partials, ServerCallStreamObserver<byte[]> reply) {
		this.data = data;
		this.partials = partials;
		this.reply = reply;
	}

	@Override
	public void run() {
		while (this.sent < this.partials && this.reply.isReady()) {
			this.reply.onNext(Payloads.partial(this.data, this.sent++));
		}
		if (this.sent == this.partials && !this.ended) {
			this.ended = true;
			this.reply.onCompleted();
		}
	}

}
