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

package io.pigato.transport.jeromq;

import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import zmq.SocketBase;
import zmq.ZMQ;

import io.pigato.protocol.Bytes;
import io.pigato.transport.AbstractTransportTests;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SendResult;
import io.pigato.transport.TestDealer;
import io.pigato.transport.TestRouter;
import io.pigato.transport.Transport;
import io.pigato.transport.TransportException;
import io.pigato.transport.Transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the addresses and the life of {@link JeroMqTransport}.
 */
class JeroMqAddressTests extends AbstractTransportTests {

	@Override
	protected Transport transport() {
		return new JeroMqTransport();
	}

	@Override
	protected Endpoint freeEndpoint() {
		return Endpoint.tcp("127.0.0.1", 0);
	}

	@Test
	void isFoundByName() {
		assertThat(Transports.named("jeromq")).isInstanceOf(JeroMqTransport.class);
	}

	@Test
	void bindsNamesAndIpv6AndAllInterfaces() {
		for (String host : List.of("localhost", "::1", "*", "0.0.0.0", "::")) {
			TestRouter router = new TestRouter(newLoop());
			router.bind(Endpoint.tcp(host, 0), OPTIONS);
			assertThat(router.endpoint().isWildcard()).isFalse();
			assertThat(router.endpoint().port()).isNotZero();
			assertEcho(connect(newLoop(), router.endpoint()), router, host);
		}
	}

	@Test
	void warnsOfEachEndpointThatOtherMachinesReach() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(JeroMqEventLoop.class);
		logger.addAppender(log);
		try {
			EventLoop loop = newLoop();
			new TestRouter(loop).bind(Endpoint.tcp("*", 0), OPTIONS);
			await(loop.bindPublisher(Endpoint.tcp("0.0.0.0", 0), OPTIONS));
			new TestRouter(loop).bind(Endpoint.tcp("localhost", 0), OPTIONS);
			new TestRouter(loop).bind(Endpoint.tcp("127.0.0.1", 0), OPTIONS);
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).hasSize(2)
			.allSatisfy((event) -> assertThat(event.getLevel()).isEqualTo(Level.WARN))
			.anySatisfy((event) -> assertThat(event.getFormattedMessage()).contains("tcp://*:0"))
			.anySatisfy((event) -> assertThat(event.getFormattedMessage()).contains("tcp://0.0.0.0:0"));
	}

	@Test
	void refusesHostsThatAreUnknownOrNotOfThisMachine() {
		EventLoop loop = newLoop();
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> new TestRouter(loop).bind(Endpoint.tcp("no-such-host.invalid", 0), OPTIONS))
			.withMessageStartingWith("Can't bind tcp://no-such-host.invalid:0: ")
			.withMessageContaining("host is unknown. Choose another");
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> new TestRouter(loop).bind(Endpoint.tcp("192.0.2.1", 0), OPTIONS))
			.withMessageStartingWith("Can't bind tcp://192.0.2.1:0: address not of this machine. Choose");
		TestRouter router = bind(loop);
		assertEcho(connect(loop, router.endpoint()), router, "loop goes on");
	}

	@Test
	void goesOnTryingAHostThatIsUnknown() {
		EventLoop loop = newLoop();
		TestDealer dealer = new TestDealer(loop, newIdentity());
		dealer.connect(Endpoint.tcp("no-such-host.invalid", 1), OPTIONS);
		assertThat(dealer.send(bytes("too early"))).isEqualTo(SendResult.FULL);
		TestRouter router = bind(loop);
		assertEcho(connect(loop, Endpoint.tcp("localhost", router.endpoint().port())), router, "not disturbed");
		dealer.close();
	}

	@Test
	void reconnectsByName() {
		TestRouter router = bind(newLoop());
		Endpoint endpoint = router.endpoint();
		TestDealer dealer = connect(newLoop(), Endpoint.tcp("localhost", endpoint.port()));
		assertEcho(dealer, router, "before");
		router.loop().close();
		dealer.awaitEvent("disconnected");
		TestRouter second = new TestRouter(newLoop());
		second.bind(endpoint, OPTIONS);
		dealer.awaitEvent("connected");
		assertEcho(dealer, second, "after");
	}

	@Test
	void deathOfTheIoThreadFailsAllSocketsAndSparesNewOnes() {
		JeroMqEventLoop loop = (JeroMqEventLoop) newLoop();
		TestRouter router = bind(loop);
		Throwable[] failure = new Throwable[1];
		TestDealer dealer = connect(new TestDealer(loop, newIdentity()) {

			@Override
			public void onFailure(Throwable cause) {
				failure[0] = cause;
				this.events.add("failed");
			}

		}, router.endpoint(), OPTIONS);
		assertEcho(dealer, router, "before");
		OutOfMemoryError cause = new OutOfMemoryError("expected of an I/O thread");
		call(loop, loop::context).died(Thread.currentThread(), cause);
		assertThat(next(router.failures)).hasMessageContaining("I/O thread died").hasCause(cause);
		dealer.awaitEvent("failed");
		assertThat(failure[0]).hasCause(cause);
		assertThat(dealer.send(bytes("lost"))).isEqualTo(SendResult.GONE);
		assertThat(router.send(dealer.identity(), bytes("lost"))).isEqualTo(SendResult.GONE);
		TestRouter second = bind(loop);
		assertEcho(connect(loop, second.endpoint()), second, "by new threads");
		assertThat(router.failures).isEmpty();
	}

	@Test
	void contextThatDoesNotEndIsGivenUp() {
		JeroMqContext context = new JeroMqContext("given-up", (died, cause) -> {
		});
		SocketBase open = context.newSocket(ZMQ.ZMQ_DEALER);
		await(context.close(Duration.ofMillis(50)));
		open.close();
		eventually().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("given-up")));
	}

	@Test
	void identityOfTheRouterMayBeAnything() {
		TestRouter router = new TestRouter(newLoop());
		await(router.loop().bindRouter(freeEndpoint(), Bytes.wrap(new byte[0]), OPTIONS, router));
	}

}
