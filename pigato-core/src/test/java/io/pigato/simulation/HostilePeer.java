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

package io.pigato.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.pigato.protocol.Bytes;
import io.pigato.simulation.SimulatedNetwork.Spied;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Sends what no peer should send: random and mutated messages, replies to requests of
 * others, floods of services and requests. It knows all that is on the wire, but it can't
 * send under another's identity, and offers no service that others offer: who does that
 * is a worker like any other.
 */
final class HostilePeer {

	private static final String[] NAMES = { "__proto__", "constructor", "toString", "", "*", "@", "a@b@c", "$dir",
			"$nobody", "echo@", "echo@^", "\uFFFD", "hostile" };

	private final SimulatedWorld world;

	private final SimulatedNetwork network;

	private final SplittableRandom random;

	private final SimulatedProcess process;

	private final SimulatedLoop loop;

	private final Endpoint endpoint = Endpoint.parse(Scenario.ENDPOINT);

	private final List<String> services;

	private @Nullable DealerSocket socket;

	private int sockets;

	private boolean stopped;

	HostilePeer(Scenario scenario, String place, List<String> services) {
		this.world = scenario.world();
		this.network = this.world.network();
		this.random = this.world.newRandom();
		this.process = this.world.newProcess(place);
		this.loop = this.process.newLoop();
		this.services = services;
		this.loop.execute(this::act);
	}

	void stop() {
		this.stopped = true;
		this.loop.execute(() -> {
			if (this.socket != null) {
				this.socket.close();
				this.socket = null;
			}
		});
	}

	SimulatedLoop loop() {
		return this.loop;
	}

	private void act() {
		if (this.stopped) {
			return;
		}
		if (this.socket == null) {
			connect();
		}
		else if (this.random.nextInt(20) == 0) {
			this.socket.close();
			connect();
		}
		int burst = this.random.nextInt(5) == 0 ? 50 : 3;
		for (int i = 0; i < burst; i++) {
			if (this.socket != null && this.socket.send(message()) != SendResult.SENT) {
				break;
			}
		}
		if (this.random.nextInt(40) == 0) {
			// does not read for a while
			this.process.pause(Duration.ofSeconds(2));
		}
		this.loop.timers().schedule(Duration.ofMillis(this.random.nextLong(1, 200)).toNanos(), this::act);
	}

	private void connect() {
		Bytes identity;
		List<Bytes> others = this.network.identities();
		if (this.random.nextInt(10) == 0 && !others.isEmpty()) {
			identity = others.get(this.random.nextInt(others.size()));
		}
		else if (this.random.nextBoolean()) {
			identity = Bytes.of(this.process.name() + "-" + this.sockets++);
		}
		else {
			identity = Bytes.wrap(bytes(1 + this.random.nextInt(40)));
		}
		this.socket = this.loop.connectDealer(this.endpoint, identity, SocketOptions.defaults(), new DealerHandler() {

			@Override
			public void onConnected() {
			}

			@Override
			public void onMessage(byte[][] frames) {
			}

		});
	}

	private byte[][] message() {
		return switch (this.random.nextInt(12)) {
			case 0 -> randomFrames();
			case 1, 2 -> mutated();
			case 3, 4 -> forgedReply();
			case 5 -> ready();
			case 6 ->
				frames("W", "4", "", pick("{\"concurrency\":-1}", "null", "[]", "{\"concurrency\":1e99}", "{", ""));
			case 7 -> request();
			case 8 -> abuse();
			case 9 -> heartbeat();
			case 10 -> frames(pick("C", "W", "X", ""), pick("1", "2", "3", "4", "5", "6", "7", "8", "", "44"));
			default -> pick(frames("W", "5"), frames("W", "4"), frames("C", "4"), new byte[0][]);
		};
	}

	private byte[][] randomFrames() {
		byte[][] frames = new byte[this.random.nextInt(10)][];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = bytes(this.random.nextInt(200) == 0 ? 200_000 : this.random.nextInt(20));
		}
		return frames;
	}

	private byte[][] mutated() {
		Spied spied = spied();
		if (spied == null) {
			return randomFrames();
		}
		byte[][] frames = spied.frames().clone();
		int count = 1 + this.random.nextInt(3);
		for (int i = 0; i < count && frames.length > 0; i++) {
			int at = this.random.nextInt(frames.length);
			switch (this.random.nextInt(5)) {
				case 0 -> frames[at] = bytes(this.random.nextInt(10));
				case 1 -> frames = without(frames, at);
				case 2 -> frames[at] = frames[this.random.nextInt(frames.length)];
				case 3 -> frames[at] = flipped(frames[at]);
				default -> {
				}
			}
		}
		return harmless(frames);
	}

	/**
	 * Make no request in another's name, and offer no service that others offer.
	 */
	private byte[][] harmless(byte[][] frames) {
		if (frames.length > 4 && is(frames[0], 'C') && is(frames[1], '2')) {
			frames[4] = utf8("\"hostile\"");
			if (frames.length > 5) {
				frames[5] = utf8(endless());
			}
		}
		if (frames.length > 2 && is(frames[0], 'W') && is(frames[1], '1')) {
			frames[2] = utf8("hostile-" + this.random.nextInt(100));
		}
		return frames;
	}

	private static boolean is(byte[] frame, char letter) {
		return frame.length == 1 && frame[0] == letter;
	}

	private byte[][] forgedReply() {
		byte[] clientId = identity();
		byte[] requestId = requestId();
		String status = pick("0", "-1", "", "9");
		return frames(utf8("W"), utf8(pick("3", "6", "7")), clientId, new byte[0], requestId, utf8(status),
				utf8("\"FINAL#1#0#forged\""), utf8("{}"));
	}

	private byte[][] ready() {
		String service = pick("hostile-" + this.random.nextInt(200), "hostile*", "hostile@1.2.3", "hostile@x", "");
		return this.random.nextBoolean() ? frames("W", "1", service) : frames("W", "1", service,
				pick("{}", "null", "{\"heartbeat\":-1,\"features\":[[[", "{\"heartbeat\":1}"));
	}

	private byte[][] request() {
		String service = this.random.nextBoolean() ? this.services.get(this.random.nextInt(this.services.size()))
				: NAMES[this.random.nextInt(NAMES.length)];
		String options = pick("{}", "null", "{\"timeout\":1}", endless(), "{\"retry\":1}", "{\"timeout\":\"x\"",
				"{\"workerId\":\"" + Bytes.wrap(identity()).toString().replaceAll("[^A-Za-z0-9.-]", "") + "\"}");
		return frames(utf8("C"), utf8("2"), utf8(service), requestId(), utf8(pick("\"hostile\"", "{", "")),
				utf8(options));
	}

	/**
	 * Where routers hear of no lost connection, an old client that waits for ever can't
	 * be told from one that is gone, and its requests stay.
	 */
	private String endless() {
		return this.network.tellsRouters() ? "{\"timeout\":-1}" : "{\"timeout\":5000}";
	}

	private byte[][] abuse() {
		if (this.random.nextInt(6) == 0) {
			return frames(utf8("C"), utf8("4"), utf8("credit"), requestId(), utf8(pick("1", "2147483647", "0", "x")),
					utf8(pick("1", "2147483647", "-1", "")));
		}
		return frames(utf8("C"), utf8("4"), utf8(pick("cancel", "request", "req", "worker", "hello")),
				this.random.nextBoolean() ? requestId() : identity());
	}

	private byte[][] heartbeat() {
		return frames(utf8("C"), utf8("4"), utf8("worker"), identity());
	}

	private byte[] identity() {
		List<Bytes> identities = this.network.identities();
		return identities.isEmpty() ? bytes(5) : identities.get(this.random.nextInt(identities.size())).array();
	}

	private byte[] requestId() {
		for (int i = 0; i < 5; i++) {
			Spied spied = spied();
			if (spied != null && spied.frames().length > 4) {
				return is(spied.frames()[0], 'C') ? spied.frames()[3] : spied.frames()[4];
			}
		}
		return bytes(5);
	}

	private @Nullable Spied spied() {
		List<Spied> spied = this.network.spied();
		return spied.isEmpty() ? null : spied.get(this.random.nextInt(spied.size()));
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private byte[] flipped(byte[] frame) {
		byte[] flipped = frame.clone();
		if (flipped.length > 0) {
			flipped[this.random.nextInt(flipped.length)] ^= (byte) (1 << this.random.nextInt(8));
		}
		return flipped;
	}

	private static byte[][] without(byte[][] frames, int at) {
		byte[][] fewer = new byte[frames.length - 1][];
		System.arraycopy(frames, 0, fewer, 0, at);
		System.arraycopy(frames, at + 1, fewer, at, fewer.length - at);
		return fewer;
	}

	@SafeVarargs
	private <T> T pick(T... choices) {
		return choices[this.random.nextInt(choices.length)];
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[][] frames(byte[]... frames) {
		return frames;
	}

	private static byte[][] frames(String... parts) {
		byte[][] frames = new byte[parts.length][];
		for (int i = 0; i < parts.length; i++) {
			frames[i] = utf8(parts[i]);
		}
		return frames;
	}

}
