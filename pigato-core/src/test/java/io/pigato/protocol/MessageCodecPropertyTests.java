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

package io.pigato.protocol;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link MessageCodec} on random frames. A failure names the seed that leads to
 * it.
 */
class MessageCodecPropertyTests {

	private static final int SEEDS = 20_000;

	private static final List<String> WORDS = List.of("C", "W", "1", "2", "3", "4", "5", "6", "7", "8", "-", "-", "-",
			"request", "req", "worker", "hello", "cancel", "credit", "drain", "echo", "{}", "7");

	private static final List<String> VALID = List.of("C 2 echo r1 \"x\" {}", "C 4", "C 4 request r1", "C 4 req r1",
			"C 4 worker w1", "C 4 hello {}", "C 4 cancel r1", "C 4 credit r1 1 2", "C 4 drain", "C 3 - r1 0 \"x\" {}",
			"C 6 - r1 -1 \"x\" {}", "W 1", "W 1 echo", "W 1 echo {} more", "W 2 c1 echo - r1 \"x\" {}",
			"W 3 c1 - r1 0 \"x\" {}", "W 6 c1 - r1 0 \"x\"", "W 7 c1 - r1 -1 \"x\" {}", "W 4", "W 4 - {}",
			"W 4 c1 - r1", "W 4 c1 - r1 cancel", "W 4 c1 - r1 credit 1 2", "W 4 drain", "W 5");

	@ParameterizedTest
	@EnumSource
	void randomFramesAreDecodedAndEncodedAgain(Direction direction) {
		for (long seed = 0; seed < SEEDS; seed++) {
			check(direction, randomFrames(new Random(seed)), seed);
		}
	}

	@Test
	void mutatedMessagesAreDecodedAndEncodedAgain() {
		Set<Class<?>> types = new HashSet<>();
		Set<Fault> faults = EnumSet.noneOf(Fault.class);
		for (long seed = 0; seed < SEEDS; seed++) {
			Random random = new Random(seed);
			byte[][] frames = Frames.of(VALID.get(random.nextInt(VALID.size())));
			for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
				frames = mutate(frames, random);
			}
			for (Direction direction : Direction.values()) {
				Message message = check(direction, frames, seed);
				Fault fault = Direction.fault(message);
				types.add(message.getClass());
				if (fault != null) {
					faults.add(fault);
				}
			}
		}
		assertThat(types).hasSize(12 + 5 + 9).contains(ToBroker.CancelRequest.class, ToWorker.CancelRequest.class);
		assertThat(faults).containsExactly(Fault.values());
	}

	@ParameterizedTest
	@EnumSource
	void messagesWithoutFramesOrWithEmptyOnesAreMalformed(Direction direction) {
		for (int count = 0; count < 20; count++) {
			Message message = check(direction, new byte[count][0], count);
			assertThat(Direction.fault(message)).isNotNull();
		}
	}

	@ParameterizedTest
	@EnumSource
	void anyNumberOfFramesIsDecoded(Direction direction) {
		for (String valid : VALID) {
			byte[][] head = Frames.of(valid);
			byte[][] frames = new byte[100_000][];
			for (int i = 0; i < frames.length; i++) {
				frames[i] = (i < head.length) ? head[i] : new byte[0];
			}
			check(direction, frames, -1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anyByteIsDecodedAsSideAndType(Direction direction) {
		for (int side = 0; side < 256; side++) {
			for (int type = 0; type < 256; type++) {
				byte[][] frames = { { (byte) side }, { (byte) type }, {}, {}, {} };
				Fault fault = Direction.fault(check(direction, frames, -1));
				if (side != 'C' && side != 'W') {
					assertThat(fault).isEqualTo(Fault.UNKNOWN_SIDE);
				}
				else if (type < '1' || type > '7') {
					assertThat(fault).isIn(Fault.UNKNOWN_TYPE, Fault.UNKNOWN_SIDE);
				}
			}
		}
	}

	private static Message check(Direction direction, byte[][] frames, long seed) {
		byte[][] before = Frames.copy(frames);
		try {
			Message message = direction.decode(frames);
			byte[][] encoded = MessageCodec.encode(message);
			if (!Frames.equal(encoded, before) || !Frames.equal(frames, before)) {
				throw new AssertionError("Encoded as " + Frames.text(encoded));
			}
			Message again = direction.decode(encoded);
			if (again.getClass() != message.getClass() || Direction.fault(again) != Direction.fault(message)) {
				throw new AssertionError("Decoded as " + message + " and again as " + again);
			}
			return message;
		}
		catch (RuntimeException | AssertionError ex) {
			throw new AssertionError("Seed " + seed + ", " + direction + ": " + Frames.text(before), ex);
		}
	}

	private static byte[][] randomFrames(Random random) {
		byte[][] frames = new byte[random.nextInt(10)][];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = randomFrame(random, i);
		}
		return frames;
	}

	private static byte[] randomFrame(Random random, int index) {
		if (index == 0 && random.nextInt(8) > 0) {
			return new byte[] { (byte) (random.nextBoolean() ? 'C' : 'W') };
		}
		if (index == 1 && random.nextInt(8) > 0) {
			return new byte[] { (byte) ('1' + random.nextInt(7)) };
		}
		if (random.nextInt(4) > 0) {
			String word = WORDS.get(random.nextInt(WORDS.size()));
			return Frames.of(word)[0];
		}
		byte[] bytes = new byte[random.nextInt(6)];
		random.nextBytes(bytes);
		return bytes;
	}

	private static byte[][] mutate(byte[][] frames, Random random) {
		int at = (frames.length > 0) ? random.nextInt(frames.length) : 0;
		return switch (random.nextInt(5)) {
			case 0 -> (frames.length > 0) ? splice(frames, at, 1, null) : frames;
			case 1 -> splice(frames, at, 0, randomFrame(random, at));
			case 2 -> (frames.length > 0) ? splice(frames, at, 1, randomFrame(random, at)) : frames;
			case 3 -> (frames.length > 0) ? splice(frames, at, 1, flipped(frames[at], random)) : frames;
			default -> splice(frames, frames.length, 0, randomFrame(random, frames.length));
		};
	}

	private static byte[][] splice(byte[][] frames, int at, int removed, byte @Nullable [] added) {
		int inserted = (added != null) ? 1 : 0;
		byte[][] result = new byte[frames.length - removed + inserted][];
		System.arraycopy(frames, 0, result, 0, at);
		if (added != null) {
			result[at] = added;
		}
		System.arraycopy(frames, at + removed, result, at + inserted, frames.length - at - removed);
		return result;
	}

	private static byte[] flipped(byte[] frame, Random random) {
		byte[] flipped = frame.clone();
		if (flipped.length > 0) {
			flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
		}
		return flipped;
	}

}
