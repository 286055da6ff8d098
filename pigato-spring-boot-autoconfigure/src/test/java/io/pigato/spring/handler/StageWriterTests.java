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

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for on which thread a stage ends a reply.
 */
class StageWriterTests {

	private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	private final RecordingReply reply = new RecordingReply();

	@Test
	void completedStageEndsTheReplyAtOnce() {
		write(CompletableFuture.completedFuture(1), this.tasks::add);
		assertThat(this.tasks).isEmpty();
		assertThat(this.reply.sent).containsExactly("final 1");
	}

	@Test
	void stageThatIsCompletedElsewhereEndsTheReplyOnAThreadForReplies() throws InterruptedException {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		write(stage, this.tasks::add);
		completeElsewhere(stage);
		assertThat(this.reply.sent).isEmpty();
		this.tasks.remove().run();
		assertThat(this.reply.sent).containsExactly("final 1");
	}

	@Test
	void refusedEndIsSentAllTheSame() throws InterruptedException {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		write(stage, (task) -> {
			throw new RejectedExecutionException("expected");
		});
		completeElsewhere(stage);
		assertThat(this.reply.sent).containsExactly("final 1");
	}

	private static void completeElsewhere(CompletableFuture<Object> stage) throws InterruptedException {
		Thread thread = new Thread(() -> stage.complete(1));
		thread.start();
		thread.join();
	}

	private void write(CompletableFuture<?> stage, Executor executor) {
		new StageWriter(new ErrorReplies(List.of(), false), new ReplyThreads(executor, false), false).write(stage,
				new TestRequest("test"), this.reply);
	}

}
