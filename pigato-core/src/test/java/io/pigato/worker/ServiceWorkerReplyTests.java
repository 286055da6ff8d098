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

package io.pigato.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.pigato.json.PayloadException;
import io.pigato.json.TypeRef;
import io.pigato.protocol.Bytes;
import io.pigato.protocol.ToWorker;
import io.pigato.transport.Transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the handlers, requests and replies of {@link ServiceWorker}.
 */
class ServiceWorkerReplyTests extends AbstractServiceWorkerTests {

	private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

	/** Handle with what must succeed; what is thrown fails the test. */
	private RequestHandler checked(RequestHandler handler) {
		return (request, reply) -> {
			try {
				handler.handle(request, reply);
				this.seen.add("done");
			}
			catch (Throwable ex) {
				this.seen.add(ex);
			}
		};
	}

	private void assertHandled() {
		assertThat(ScriptedBroker.next(this.seen)).isEqualTo("done");
	}

	@Test
	void echo() {
		Bytes worker = start((request, reply) -> reply.end(request.data(String.class)));
		this.broker.request(worker, "rid", "\"hello\"");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"hello\" {}");
	}

	@Test
	void handlerSeesTheWholeRequest() {
		Bytes worker = start(checked((request, reply) -> {
			assertThat(request.service()).isEqualTo("echo");
			assertThat(request.clientId()).isEqualTo(Bytes.of("client"));
			assertThat(request.requestId()).isEqualTo(Bytes.of("rid"));
			assertThat(request.json()).hasToString("[1,2]");
			assertThat(request.data(new TypeRef<List<Long>>() {
			})).containsExactly(1L, 2L);
			assertThat(request.data(int[].class)).containsExactly(1, 2);
			assertThat(request.options().get("x")).isEqualTo("y");
			assertThat(request.timeLeft()).isBetween(Duration.ofMinutes(1), Duration.ofHours(1));
			assertThat(request.isActive()).isTrue();
			reply.end();
			assertThat(request.isActive()).isFalse();
		}));
		this.broker.request(worker, "client", "rid", "[1,2]", "{\"x\":\"y\",\"deadline\":3600000}");
		assertHandled();
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 null {}");
	}

	@Test
	void timeLeftIsNullWithoutADeadline() {
		Bytes worker = start(checked((request, reply) -> assertThat(request.timeLeft()).isNull()));
		this.broker.request(worker, "rid", "1");
		assertHandled();
	}

	@Test
	void dataThatIsNotJsonIsReadAsNull() {
		Bytes worker = start(checked((request, reply) -> assertThat(request.data(String.class)).isNull()));
		this.broker.request(worker, "rid", "undefined");
		assertHandled();
		this.broker.sendFrames(worker, new byte[][] { { 'W' }, { '2' }, { 'c' }, { 'e' }, {}, { 'r' } });
		assertHandled();
	}

	@Test
	void partialsArriveInOrderBeforeTheFinal() {
		int count = 5000;
		Bytes worker = start((request, reply) -> {
			for (int i = 0; i < count; i++) {
				assertThat(reply.write(i)).isTrue();
			}
			reply.end("end");
		});
		this.broker.request(worker, "rid", "1");
		for (int i = 0; i < count; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client rid 0 " + i + " {}");
		}
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"end\" {}");
	}

	@Test
	void replyMayEndLaterFromAnotherThread() {
		BlockingQueue<PigatoReply> replies = new LinkedBlockingQueue<>();
		Bytes worker = start((request, reply) -> replies.add(reply));
		this.broker.request(worker, "a", "1");
		PigatoReply a = ScriptedBroker.next(replies);
		this.broker.request(worker, "b", "1");
		PigatoReply b = ScriptedBroker.next(replies);
		assertThat(b.end("b")).isTrue();
		assertThat(a.end("a")).isTrue();
		List<String> received = List.of(this.broker.nextReply(), this.broker.nextReply());
		assertThat(received).containsExactlyInAnyOrder("FINAL client a 0 \"a\" {}", "FINAL client b 0 \"b\" {}");
	}

	@Test
	void errorOfAnyJson() {
		Bytes worker = start((request, reply) -> reply.error(request.json()));
		for (String json : List.of("null", "0", "false", "\"\"", "{\"a\":1}")) {
			this.broker.request(worker, "rid", json);
			assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid -1 " + json + " {}");
		}
	}

	@Test
	void errorWithCodeAndMessage() {
		Bytes worker = start((request, reply) -> reply.error("E_1", "no \"such\" thing"));
		this.broker.request(worker, "rid", "1");
		assertThat(this.broker.nextReply())
			.isEqualTo("FINAL client rid -1 {\"code\":\"E_1\",\"message\":\"no \\\"such\\\" thing\"} {}");
	}

	@Test
	void rejectWithAndWithoutAReason() {
		Bytes worker = start((request, reply) -> {
			if (request.data(Boolean.class)) {
				reply.reject("why");
			}
			else {
				reply.reject();
			}
		});
		this.broker.request(worker, "a", "true");
		assertThat(this.broker.nextReply()).isEqualTo("REJECT client a 0 \"why\" {}");
		this.broker.request(worker, "b", "false");
		assertThat(this.broker.nextReply()).isEqualTo("REJECT client b 0 null {}");
	}

	@Test
	void replyWithAPartialCanNotBeRejected() {
		Bytes worker = start(checked((request, reply) -> {
			reply.write(1);
			assertThatIllegalStateException().isThrownBy(() -> reply.reject("why"))
				.withMessageContaining("request rid of 'echo'");
			reply.end(2);
		}));
		this.broker.request(worker, "rid", "1");
		assertHandled();
		assertThat(this.broker.nextReply()).startsWith("PARTIAL");
		assertThat(this.broker.nextReply()).startsWith("FINAL");
	}

	@Test
	void nothingCanBeSentAfterTheEnd() {
		Bytes worker = start(checked((request, reply) -> {
			assertThat(reply.isEnded()).isFalse();
			assertThat(reply.end(1)).isTrue();
			assertThat(reply.isEnded()).isTrue();
			assertThat(reply.isActive()).isFalse();
			assertThatIllegalStateException().isThrownBy(() -> reply.write(2))
				.withMessageMatching("The reply to request (rid|next) of 'echo' has ended already");
			assertThatIllegalStateException().isThrownBy(() -> reply.end(2));
			assertThatIllegalStateException().isThrownBy(() -> reply.error("late"));
			assertThatIllegalStateException().isThrownBy(() -> reply.reject("late"));
		}));
		this.broker.request(worker, "rid", "1");
		assertHandled();
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 1 {}");
		this.broker.request(worker, "next", "1");
		assertHandled();
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client next 0 1 {}");
	}

	@Test
	void replyCarriesItsOptions() {
		Bytes worker = start(checked((request, reply) -> {
			reply.write(1);
			reply.cache(Duration.ofSeconds(5)).option("key", List.of(1));
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reply.option("bad", new Unwritable()))
				.withMessageContaining("'bad'");
			assertThatIllegalArgumentException().isThrownBy(() -> reply.cache(Duration.ofMillis(-1)));
			reply.end(2);
		}));
		this.broker.request(worker, "rid", "1");
		assertHandled();
		assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client rid 0 1 {}");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 2 {\"cache\":5000,\"key\":[1]}");
	}

	@Test
	void exceptionOfAHandlerIsAnErrorWithoutInternals() {
		Bytes worker = start((request, reply) -> {
			throw new IllegalStateException("password is secret");
		});
		this.broker.request(worker, "rid", "1");
		assertThat(this.broker.nextReply())
			.isEqualTo("FINAL client rid -1 {\"code\":\"W_ERROR\",\"message\":\"The worker failed\"} {}");
	}

	@Test
	void exceptionOfAHandlerIsExposedIfAskedFor() {
		Bytes worker = start(builder((request, reply) -> {
			throw new IllegalStateException(request.data(String.class));
		}).exposeErrors(true).build());
		this.broker.request(worker, "a", "\"reason\"");
		assertThat(this.broker.nextReply()).endsWith(" -1 {\"code\":\"W_ERROR\",\"message\":\"reason\"} {}");
		this.broker.request(worker, "b", "null");
		assertThat(this.broker.nextReply())
			.endsWith(" -1 {\"code\":\"W_ERROR\",\"message\":\"java.lang.IllegalStateException\"} {}");
	}

	@Test
	void workerExceptionIsSentWithItsCodeAndMessage() {
		Bytes worker = start((request, reply) -> {
			throw new WorkerException("E_STOCK", "sold out", new IllegalStateException("secret"));
		});
		this.broker.request(worker, "rid", "1");
		assertThat(this.broker.nextReply())
			.isEqualTo("FINAL client rid -1 {\"code\":\"E_STOCK\",\"message\":\"sold out\"} {}");
	}

	@Test
	void errorsDoNotKillTheThreadsOfHandlers() {
		AtomicInteger count = new AtomicInteger();
		Bytes worker = start(builder((request, reply) -> {
			switch (count.incrementAndGet()) {
				case 1 -> overflow(1);
				case 2 -> throw new OutOfMemoryError("expected");
				case 3 -> throw new LinkageError("expected");
				case 4 -> throw new InterruptedException("expected");
				default -> reply.end(Thread.currentThread().getName());
			}
		}).concurrency(1).build());
		for (int i = 0; i < 4; i++) {
			this.broker.request(worker, "rid-" + i, "1");
			assertThat(this.broker.nextReply()).contains(" -1 {\"code\":\"W_ERROR\"");
		}
		this.broker.request(worker, "last", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client last 0 \"pigato-worker-echo-1\" {}");
	}

	private static int overflow(int depth) {
		return overflow(depth + 1) + 1;
	}

	@Test
	void exceptionAfterTheEndSendsNothing() {
		BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
		IllegalStateException late = new IllegalStateException("expected");
		ServiceWorker worker = builder((request, reply) -> {
			reply.end(1);
			throw late;
		}).listener(new WorkerListener() {

			@Override
			public void onError(Throwable failure) {
				told.add(failure);
			}

		}).build();
		Bytes id = start(worker);
		this.broker.request(id, "a", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client a 0 1 {}");
		assertThat(ScriptedBroker.next(told)).isSameAs(late);
		this.broker.request(id, "b", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client b 0 1 {}");
		assertThat(worker.statistics().errors()).isZero();
	}

	@Test
	void valueThatCanNotBeWrittenIsTheCallersMatterAndDoesNotEndTheReply() {
		Bytes worker = start(checked((request, reply) -> {
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reply.write(new Unwritable()));
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reply.end(new Unwritable()));
			assertThat(reply.isEnded()).isFalse();
			reply.end("good");
		}));
		this.broker.request(worker, "rid", "1");
		assertHandled();
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"good\" {}");
	}

	@Test
	void valueThatCanNotBeWrittenIsAnErrorReplyWhenItEscapes() {
		Bytes worker = start((request, reply) -> reply.end(new Unwritable()));
		this.broker.request(worker, "rid", "1");
		assertThat(this.broker.nextReply()).contains(" -1 {\"code\":\"W_ERROR\"");
	}

	@Test
	void requestThatTheExecutorRefusesIsRejected() {
		Bytes worker = start(builder((request, reply) -> reply.end()).executor((task) -> {
			throw new RejectedExecutionException("expected");
		}).build());
		this.broker.request(worker, "rid", "1");
		assertThat(this.broker.nextReply()).isEqualTo("REJECT client rid 0 \"W_BUSY\" {}");
	}

	@Test
	void handlerRunsOnTheGivenExecutor() {
		Bytes worker = start(builder((request, reply) -> reply.end(Thread.currentThread().getName()))
			.executor((task) -> new Thread(task, "given").start())
			.build());
		this.broker.request(worker, "rid", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"given\" {}");
	}

	@Test
	void handlerRunsOnTheLoopIfAskedFor() throws Exception {
		try (var loop = Transports.named("memory").newEventLoop("worker-loop")) {
			ServiceWorker worker = builder((request, reply) -> {
				for (int i = 0; i < 3000; i++) {
					reply.write(i);
				}
				reply.end(Thread.currentThread().getName());
			}).handleOnLoop(true).eventLoop(loop).build();
			Bytes id = start(worker);
			this.broker.request(id, "rid", "1");
			for (int i = 0; i < 3000; i++) {
				assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client rid 0 " + i + " {}");
			}
			assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"worker-loop\" {}");
			worker.stop();
		}
	}

	@Test
	void cancelledRequestIsToldOnceAndSendsNothing() {
		List<String> told = new ArrayList<>();
		CountDownLatch inactive = new CountDownLatch(1);
		ServiceWorker service = builder(checked((request, reply) -> {
			if (request.data(Boolean.class)) {
				reply.end("other");
				return;
			}
			reply.onInactive(() -> {
				told.add("first " + reply.isActive());
				inactive.countDown();
			});
			this.seen.add("started");
			ScriptedBroker.await(inactive);
			assertThat(request.isActive()).isFalse();
			assertThat(reply.isEnded()).isFalse();
			assertThat(reply.write(1)).isFalse();
			reply.onInactive(() -> told.add("late"));
			assertThat(reply.end(2)).isFalse();
			assertThat(reply.isEnded()).isTrue();
		})).build();
		Bytes worker = start(service);
		this.broker.request(worker, "rid", "false");
		assertThat(ScriptedBroker.next(this.seen)).isEqualTo("started");
		this.broker.cancel(worker, "client", "rid");
		this.broker.cancel(worker, "client", "rid");
		assertHandled();
		assertThat(told).containsExactly("first false", "late");
		this.broker.request(worker, "next", "true");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client next 0 \"other\" {}");
		assertThat(service.statistics().dropped()).isEqualTo(2);
		assertThat(service.statistics().inactive()).isOne();
	}

	@Test
	void endedReplyIsNeverToldInactive() {
		List<String> told = new ArrayList<>();
		Bytes worker = start((request, reply) -> {
			reply.onInactive(() -> told.add("inactive"));
			reply.end(1);
			reply.onInactive(() -> told.add("inactive"));
		});
		this.broker.request(worker, "rid", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 1 {}");
		this.broker.cancel(worker, "client", "rid");
		this.broker.request(worker, "next", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client next 0 1 {}");
		assertThat(told).isEmpty();
	}

	@Test
	void requestWhoseTimeIsUpIsInactive() {
		Bytes worker = start(checked((request, reply) -> {
			CountDownLatch inactive = new CountDownLatch(1);
			reply.onInactive(inactive::countDown);
			ScriptedBroker.await(inactive);
			assertThat(reply.end(1)).isFalse();
		}));
		this.broker.request(worker, "client", "idle", "1", "{\"timeout\":20}");
		this.broker.request(worker, "client", "deadline", "1", "{\"timeout\":-1,\"deadline\":20}");
		assertHandled();
		assertHandled();
		assertThat(this.broker.replies).isEmpty();
	}

	@Test
	void requestsOfTwoClientsWithOneIdGetTheirOwnReplies() {
		BlockingQueue<PigatoReply> first = new LinkedBlockingQueue<>();
		Bytes worker = start((request, reply) -> {
			if (request.clientId().equals(Bytes.of("client-1"))) {
				first.add(reply);
			}
			else {
				reply.end(request.data(String.class));
			}
		});
		this.broker.request(worker, "client-1", "rid", "\"1\"", "{}");
		PigatoReply reply = ScriptedBroker.next(first);
		this.broker.request(worker, "client-2", "rid", "\"2\"", "{}");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client-2 rid 0 \"2\" {}");
		reply.end("1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client-1 rid 0 \"1\" {}");
	}

	@Test
	void malformedMessagesAreHarmless() {
		ServiceWorker service = builder((request, reply) -> reply.end(1)).build();
		Bytes worker = start(service);
		byte[][][] malformed = { {}, { {} }, { { 'X' } }, { { 'W' } }, { { 'W' }, { '9' } },
				{ { 'W' }, { '2' }, { 1 } }, { { 'W' }, { '2' }, { 1 }, { -1 }, {}, { 1 } },
				{ { 'W' }, { '4' }, { 1 }, { 2 }, { 3 } }, { { 'W' }, { '5' }, { 1 } }, { { 'C' }, { '4' } } };
		for (byte[][] frames : malformed) {
			this.broker.sendFrames(worker, frames);
		}
		this.broker.sendFrames(worker, new byte[][] { { 'W' }, { '4' } });
		this.broker.send(worker, new ToWorker.RequestHeartbeat(Bytes.of("nobody"), Bytes.of("nothing")));
		this.broker.request(worker, "rid", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 1 {}");
		assertThat(service.statistics().malformed()).isEqualTo(malformed.length);
		assertThat(service.statistics().connected()).isTrue();
	}

	@Test
	void replyCanBeatForTheWorker() {
		Bytes worker = start((request, reply) -> {
			reply.heartbeat();
			reply.end();
		});
		assertThat(ScriptedBroker.next(this.broker.heartbeats)).isEqualTo("{\"concurrency\":100}");
		this.broker.request(worker, "rid", "1");
		assertThat(ScriptedBroker.next(this.broker.heartbeats)).isEqualTo("{\"concurrency\":100}");
	}

	/** What Jackson can't write. */
	public static final class Unwritable {

		public String getValue() {
			throw new IllegalStateException("expected");
		}

	}

}
