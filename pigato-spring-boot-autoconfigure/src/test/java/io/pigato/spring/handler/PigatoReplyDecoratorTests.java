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

package io.pigato.spring.handler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.pigato.worker.PigatoReply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link PigatoReplyDecorator}.
 */
class PigatoReplyDecoratorTests {

	@Test
	void everythingIsHandedOn() {
		RecordingReply reply = new RecordingReply();
		PigatoReplyDecorator decorator = decorate(reply);
		List<String> told = new ArrayList<>();
		decorator.onInactive(() -> told.add("inactive"));
		decorator.onReady(() -> told.add("ready"));
		assertThat(decorator.isReady()).isTrue();
		reply.ready(false);
		assertThat(decorator.isReady()).isFalse();
		reply.ready(true);
		assertThat(decorator.isActive()).isTrue();
		assertThat(decorator.write(1)).isTrue();
		assertThat(decorator.isEnded()).isFalse();
		assertThat(decorator.end(2)).isTrue();
		assertThat(reply.sent).containsExactly("partial 1", "final 2");
		assertThat(decorator.isEnded()).isTrue();
		assertThat(decorator.isActive()).isFalse();
		reply.giveUp();
		assertThat(told).containsExactly("ready", "inactive");
	}

	@Test
	void errorsAndRejectsAreHandedOn() {
		RecordingReply failing = new RecordingReply();
		assertThat(decorate(failing).error("CODE", "message")).isTrue();
		assertThat(failing.sent).containsExactly("error CODE");
		RecordingReply rejecting = new RecordingReply();
		assertThat(decorate(rejecting).reject("busy")).isTrue();
		assertThat(rejecting.sent).containsExactly("reject busy");
	}

	@Test
	void methodsThatReturnTheReplyReturnTheDecorator() {
		PigatoReplyDecorator decorator = decorate(new RecordingReply());
		assertThat(decorator.option("key", 1)).isSameAs(decorator);
		assertThat(decorator.cache(Duration.ZERO)).isSameAs(decorator);
	}

	@Test
	void failureIsToldToAReplyThatWantsToKnow() {
		List<Throwable> failures = new ArrayList<>();
		PigatoReplyDecorator aware = new PigatoReplyDecorator(new RecordingReply()) {

			@Override
			public void failed(Throwable failure) {
				failures.add(failure);
			}

		};
		IllegalStateException failure = new IllegalStateException("expected");
		decorate(aware).failed(failure);
		assertThat(failures).containsExactly(failure);
		assertThatNoException().isThrownBy(() -> decorate(new RecordingReply()).failed(failure));
	}

	private static PigatoReplyDecorator decorate(PigatoReply reply) {
		return new PigatoReplyDecorator(reply) {
		};
	}

}
