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

package io.pigato.spring.boot.test;

import io.pigato.spring.boot.test.RecordedRequest.End;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.WorkerErrorCode;
import io.pigato.worker.WorkerException;

/**
 * Records what a handler is handed and what it answers.
 */
final class RecordingHandler implements RequestHandler {

	private final RequestHandler handler;

	private final String source;

	private final PigatoRecorder recorder;

	RecordingHandler(RequestHandler handler, String source, PigatoRecorder recorder) {
		this.handler = handler;
		this.source = source;
		this.recorder = recorder;
	}

	@Override
	public void handle(PigatoRequest request, PigatoReply reply) throws Exception {
		RecordedRequest recorded = new RecordedRequest(request, this.source, this.recorder.codec());
		this.recorder.add(recorded);
		reply.onInactive(() -> recorded.end(End.ABANDONED));
		try {
			this.handler.handle(request, new RecordingReply(reply, recorded, this.recorder.codec()));
		}
		catch (WorkerException ex) {
			recorded.end(new End(RecordedOutcome.FAILED,
					RecordingReply.error(this.recorder.codec(), ex.code(), String.valueOf(ex.getMessage())),
					ex.code()));
			throw ex;
		}
		catch (Throwable ex) {
			// what the client sees of it is up to the worker
			recorded.end(new End(RecordedOutcome.FAILED, null, WorkerErrorCode.W_ERROR.name()));
			throw ex;
		}
	}

}
