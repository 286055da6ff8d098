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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.json.RawJson;
import io.pigato.spring.boot.test.RecordedRequest.End;
import io.pigato.spring.handler.PigatoReplyDecorator;
import io.pigato.worker.PigatoReply;

/**
 * Notes what is sent before it is: whoever has received a reply finds it recorded.
 */
final class RecordingReply extends PigatoReplyDecorator {

	private final RecordedRequest recorded;

	private final PayloadCodec codec;

	RecordingReply(PigatoReply reply, RecordedRequest recorded, PayloadCodec codec) {
		super(reply);
		this.recorded = recorded;
		this.codec = codec;
	}

	private RawJson json(@Nullable Object value) {
		return RawJson.wrap(this.codec.encode(value));
	}

	@Override
	public boolean write(@Nullable Object value) {
		RawJson json = json(value);
		this.recorded.addPartial(json);
		boolean taken = false;
		try {
			taken = super.write(json);
			return taken;
		}
		finally {
			if (!taken) {
				this.recorded.removePartial(json);
			}
		}
	}

	@Override
	public boolean end(@Nullable Object value) {
		RawJson json = json(value);
		return end(new End(RecordedOutcome.REPLIED, json, null), (to) -> to.end(json));
	}

	@Override
	public boolean error(@Nullable Object data) {
		RawJson json = json(data);
		return end(new End(RecordedOutcome.FAILED, json, code(json)), (to) -> to.error(json));
	}

	@Override
	public boolean error(String code, String message) {
		return end(new End(RecordedOutcome.FAILED, error(this.codec, code, message), code),
				(to) -> to.error(code, message));
	}

	static RawJson error(PayloadCodec codec, String code, String message) {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("code", code);
		fields.put("message", message);
		return RawJson.wrap(codec.encode(fields));
	}

	/**
	 * Return the code of an error, as clients read it.
	 */
	private @Nullable String code(RawJson error) {
		Object value = this.codec.decode(error.bytes(), Object.class);
		return (value instanceof Map<?, ?> fields && fields.get("code") instanceof String text) ? text : null;
	}

	@Override
	public boolean reject(@Nullable Object reason) {
		RawJson json = json(reason);
		return end(new End(RecordedOutcome.REJECTED, json, null), (to) -> to.reject(json));
	}

	private boolean end(End end, Predicate<PigatoReply> send) {
		boolean first = this.recorded.end(end);
		End real = End.pending();
		try {
			boolean taken = send.test(getDelegate());
			real = taken ? end : End.ABANDONED;
			return taken;
		}
		finally {
			if (first) {
				this.recorded.endAgain(end, real);
			}
		}
	}

}
