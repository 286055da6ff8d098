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

package io.pigato.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoRemoteException;
import io.pigato.transport.Endpoint;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what happens when something in flight does not end before its shutdown phase
 * times out. The grace periods are longer than that.
 */
@ExtendWith(OutputCaptureExtension.class)
class DrainTimeoutTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final long PHASE_TIMEOUT_MILLIS = 200;

	@Test
	void workerThatHangsEndsWithItsPhaseAndAWarningNamesWhatWasInFlight(CapturedOutput output) throws Exception {
		PigatoContext context = PigatoContext
			.with(shortPhases().andThen((setup) -> setup.register(HangingWorker.class)));
		HangingWorker worker = context.context().getBean(HangingWorker.class);
		PigatoWorkerContainer container = context.registry().getContainers().iterator().next();
		try (PigatoClient client = clientOf(context.broker())) {
			CompletableFuture<String> reply = client.callAsync("hang", "x", String.class);
			assertThat(worker.entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			String workerId = container.getWorker().workerId();
			context.close();
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
				.havingCause()
				.isInstanceOfSatisfying(PigatoRemoteException.class,
						(failure) -> assertThat(failure.code()).isEqualTo("W_SHUTDOWN"));
			assertThat(output).contains("worker of 'hang'")
				.contains("of " + HangingWorker.class.getName() + ".hang(String)"
						+ " has not finished its requests when its shutdown phase timed out")
				.containsPattern("Worker " + workerId
						+ " of 'hang' stops with unfinished requests \\(1\\), which it answers with W_SHUTDOWN: "
						+ "request \\S+ to 'hang' of client \\S+, handled for \\d+ ms");
		}
		finally {
			worker.leave.countDown();
		}
	}

	@Test
	void workerThatIsDoneInTimeIsNotWarnedAbout(CapturedOutput output) {
		PigatoContext context = PigatoContext.with(HangingWorker.class);
		context.context().getBean(HangingWorker.class).leave.countDown();
		context.client().call("hang", "x", String.class);
		context.close();
		assertThat(output).doesNotContain("timed out").doesNotContain("stops with unfinished");
	}

	@Test
	void brokerThatHangsEndsWithItsPhaseAndAWarningNamesWhatWasInFlight(CapturedOutput output) throws Exception {
		PigatoContext context = PigatoContext.with(shortPhases());
		CountDownLatch entered = new CountDownLatch(1);
		Endpoint endpoint = context.broker().endpoints().get(0);
		ServiceWorker remote = ServiceWorker.builder("remote", (request, reply) -> entered.countDown())
			.endpoint(endpoint)
			.gracePeriod(Duration.ZERO)
			.build();
		remote.start();
		try (PigatoClient client = clientOf(context.broker())) {
			CompletableFuture<String> reply = client.callAsync("remote", "x", String.class);
			assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			String workerId = remote.workerId();
			PigatoBroker broker = context.broker();
			context.close();
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
				.withMessageContaining("'remote'");
			Awaitility.await().atMost(PATIENCE).until(() -> !broker.isRunning());
			assertThat(output)
				.contains("PIGATO broker '" + broker.name()
						+ "' has not finished what is in flight when its shutdown phase timed out")
				.containsPattern(
						"Broker '" + broker.name() + "' stops with unfinished requests \\(1\\), which it answers "
								+ "with B_SHUTDOWN: request \\S+ to 'remote' of client \\S+, at worker " + workerId);
		}
		finally {
			remote.stop();
		}
	}

	@Test
	void contextCanBeStartedAgainAfterAPhaseHasTimedOut() throws Exception {
		try (PigatoContext context = PigatoContext
			.with(shortPhases().andThen((setup) -> setup.register(HangingWorker.class)))) {
			HangingWorker worker = context.context().getBean(HangingWorker.class);
			context.client().callAsync("hang", "x", String.class);
			assertThat(worker.entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			context.context().stop();
			worker.leave.countDown();
			context.context().start();
			assertThat(context.client().call("hang", "y", String.class)).isEqualTo("y");
		}
	}

	private static Consumer<AnnotationConfigApplicationContext> shortPhases() {
		return (setup) -> setup.registerBean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME,
				DefaultLifecycleProcessor.class, () -> {
					DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
					processor.setTimeoutPerShutdownPhase(PHASE_TIMEOUT_MILLIS);
					return processor;
				});
	}

	private static PigatoClient clientOf(PigatoBroker broker) {
		PigatoClient client = PigatoClient.builder().endpoint(broker.endpoints().get(0)).build();
		client.start();
		return client;
	}

	static class HangingWorker {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch leave = new CountDownLatch(1);

		@PigatoWorker("hang")
		String hang(String text) throws InterruptedException {
			this.entered.countDown();
			assertThat(this.leave.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			return text;
		}

	}

}
