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

package io.pigato.transport.netty.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.protocol.Bytes;
import io.pigato.transport.SocketOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FrameDecoder}, and {@link FrameEncoder}.
 */
class FrameDecoderTests {

	private static final SocketOptions OPTIONS = SocketOptions.builder()
		.maxFrameSize(20_000)
		.maxMessageSize(30_000)
		.maxFrames(4)
		.build();

	private final Room room = new Room();

	private final Sink sink = new Sink();

	private final byte[] window = new byte[4 * 1024];

	private final FrameEncoder encoder = new FrameEncoder();

	private final FrameDecoder decoder = new FrameDecoder(OPTIONS, this.room, this.window);

	@Test
	void readsWhatWasWrittenHoweverItIsCut() {
		Random random = new Random(1);
		for (int round = 0; round < 200; round++) {
			ByteBuf wire = Unpooled.buffer();
			List<Object> expected = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				if (random.nextInt(4) == 0) {
					Command command = new Command("CMD" + i, new byte[random.nextInt(300)]);
					this.encoder.write(wire, command);
					expected.add(command.name() + command.data().length);
				}
				else {
					byte[][] message = message(random, 1 + random.nextInt(4), 3000);
					write(wire, message);
					expected.add(message);
				}
			}
			FrameDecoder pieces = new FrameDecoder(OPTIONS, this.room, new byte[1 + random.nextInt(6000)]);
			Sink received = new Sink();
			while (wire.isReadable()) {
				int size = Math.min(wire.readableBytes(), 1 + random.nextInt((round % 2 == 0) ? 10 : 5000));
				assertThat(pieces.decode(wire.readSlice(size), received)).isTrue();
			}
			assertThat(Arrays.deepEquals(received.all.toArray(), expected.toArray())).isTrue();
			assertThat(this.room.bytes).isZero();
		}
	}

	private static byte[][] message(Random random, int frames, int maxSize) {
		byte[][] message = new byte[frames][];
		for (int i = 0; i < frames; i++) {
			message[i] = new byte[random.nextInt(maxSize)];
			random.nextBytes(message[i]);
		}
		return message;
	}

	@Test
	void sizeOfAMessageIsWhatItTakes() {
		Random random = new Random(2);
		for (int i = 0; i < 200; i++) {
			byte[][] message = message(random, 1 + random.nextInt(4), 600);
			ByteBuf wire = Unpooled.buffer();
			write(wire, message);
			assertThat(FrameEncoder.size(message)).isEqualTo(wire.readableBytes());
		}
	}

	@Test
	void tellsTheStartOfWhatIsTooLargeAndGoesOn() {
		assertOversized(new byte[][] { { 1 }, new byte[20_001], { 2 } }, 1);
		assertOversized(new byte[][] { new byte[15_000], new byte[15_001] }, 1);
		assertOversized(new byte[][] { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, 4);
		assertOversized(new byte[][] { new byte[20_001] }, 0);
	}

	private void assertOversized(byte[][] message, int kept) {
		this.sink.all.clear();
		ByteBuf wire = Unpooled.buffer();
		write(wire, message);
		write(wire, new byte[][] { { 42 } });
		assertThat(this.decoder.decode(wire, this.sink)).isTrue();
		assertThat(this.sink.all).hasSize(2);
		assertThat(this.sink.all.get(0)).isEqualTo("oversized " + kept);
		assertThat(this.sink.all.get(1)).isEqualTo(new byte[][] { { 42 } });
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, Long.MIN_VALUE, 0x8000000077359400L, Long.MAX_VALUE, 240_001 })
	void refusesWhatIsFarTooLarge(long size) {
		ByteBuf wire = Unpooled.buffer().writeByte(2).writeLong(size);
		assertRefused(wire, "far too large");
	}

	@Test
	void refusesAMessageThatGrowsFarTooLarge() {
		ByteBuf wire = Unpooled.buffer();
		for (int i = 0; i < 2; i++) {
			wire.writeByte(3).writeLong(120_001).writeZero(120_001);
		}
		assertRefused(wire, "far too large");
	}

	@Test
	void refusesFarTooManyFrames() {
		ByteBuf wire = Unpooled.buffer();
		for (int i = 0; i < 1028; i++) {
			wire.writeShort(0x0100);
		}
		assertThat(this.decoder.decode(wire, this.sink)).isTrue();
		wire.clear().writeShort(0x0100);
		assertRefused(wire, "far too many frames");
	}

	@Test
	void refusesUnknownFlagsAndLongCommands() {
		assertRefused(Unpooled.buffer().writeShort(0x0800), "unknown flags");
		assertRefused(Unpooled.buffer().writeByte(6).writeLong(Command.MAX_SIZE + 1), "command that is longer");
		assertRefused(Unpooled.buffer().writeByte(6).writeLong(-1), "command that is longer");
		assertRefused(Unpooled.buffer().writeShort(0x0400), "without a name");
		assertRefused(Unpooled.buffer().writeShort(0x0401).writeByte(0), "without a name");
		assertRefused(Unpooled.buffer().writeShort(0x0402).writeShort(0x0941), "without a name");
	}

	private void assertRefused(ByteBuf wire, String why) {
		FrameDecoder fresh = (wire.readableBytes() == 2 && wire.getShort(0) == 0x0100) ? this.decoder
				: new FrameDecoder(OPTIONS, this.room, this.window);
		assertThatExceptionOfType(ZmtpException.class).isThrownBy(() -> fresh.decode(wire, this.sink))
			.withMessageContaining(why);
	}

	@Test
	void countsWhatHasBegunToArrive() {
		this.decoder.decode(Unpooled.buffer().writeByte(3).writeLong(5_000).writeZero(10), this.sink);
		assertThat(this.room.bytes).isEqualTo(5_000);
		this.decoder.decode(Unpooled.buffer().writeZero(4_990), this.sink);
		assertThat(this.room.bytes).isEqualTo(5_000);
		this.decoder.decode(Unpooled.buffer().writeByte(2).writeLong(10_000), this.sink);
		assertThat(this.room.bytes).isEqualTo(15_000);
		this.decoder.decode(Unpooled.buffer().writeZero(10_000), this.sink);
		assertThat(this.room.bytes).isZero();
		assertThat(this.sink.all).hasSize(1);
	}

	@Test
	void countsFramesThatWaitForTheRestOfTheirMessage() {
		this.decoder.decode(Unpooled.buffer().writeByte(3).writeLong(5_000).writeZero(5_000), this.sink);
		assertThat(this.room.bytes).isEqualTo(5_000);
		this.decoder.stop();
		assertThat(this.room.bytes).isZero();
	}

	@Test
	void countsEachFrameThatWaitsForTheRestOfItsMessage() {
		for (int i = 1; i <= 4; i++) {
			this.decoder.decode(Unpooled.buffer().writeByte(3).writeLong(5_000).writeZero(5_000), this.sink);
			assertThat(this.room.bytes).isEqualTo(i * 5_000L);
		}
	}

	@Test
	void commandBetweenFramesLeavesTheMessageCounted() {
		this.decoder.decode(Unpooled.buffer().writeByte(3).writeLong(5_000).writeZero(5_000), this.sink);
		ByteBuf ping = Unpooled.buffer().writeByte(4).writeByte(7).writeByte(4);
		this.decoder.decode(ping.writeBytes("PING".getBytes(StandardCharsets.US_ASCII)).writeZero(2), this.sink);
		assertThat(this.sink.all).containsExactly("PING2");
		assertThat(this.room.bytes).isEqualTo(5_000);
		assertThat(this.room.releases).isZero();
	}

	@Test
	void readsNothingMoreOfAMessageWhoseFramesThereIsNoRoomFor() {
		this.room.full = true;
		ByteBuf wire = Unpooled.buffer().writeByte(3).writeLong(5_000).writeZero(5_000);
		assertThat(this.decoder.decode(wire, this.sink)).isFalse();
		assertThat(this.room.held).isEqualTo(5_000);
		assertThat(this.decoder.decode(Unpooled.EMPTY_BUFFER, this.sink)).isFalse();
		this.room.full = false;
		assertThat(this.decoder.decode(Unpooled.EMPTY_BUFFER, this.sink)).isTrue();
		assertThat(this.room.bytes).isEqualTo(5_000);
	}

	@Test
	void fewBytesInFrontOfAFrameThatWaitsAreNotHeldAgainstThePeer() {
		this.room.full = true;
		ByteBuf wire = Unpooled.buffer().writeByte(1).writeByte(20).writeZero(20);
		assertThat(this.decoder.decode(wire.writeByte(2).writeLong(5_000).writeZero(10), this.sink)).isFalse();
		assertThat(this.room.held).isZero();
	}

	@Test
	void waitsUntilThereIsRoom() {
		this.room.full = true;
		ByteBuf wire = Unpooled.buffer().writeByte(2).writeLong(5_000).writeZero(3_000);
		assertThat(this.decoder.decode(wire, this.sink)).isFalse();
		assertThat(wire.readableBytes()).isEqualTo(3_000);
		assertThat(this.decoder.decode(wire, this.sink)).isFalse();
		this.room.full = false;
		assertThat(this.decoder.decode(wire, this.sink)).isTrue();
		assertThat(this.decoder.decode(Unpooled.buffer().writeZero(2_000), this.sink)).isTrue();
		assertThat(this.sink.all).hasSize(1);
	}

	@Test
	void readsNothingMoreOnceItIsStopped() {
		ByteBuf wire = Unpooled.buffer();
		write(wire, new byte[][] { { 1 } });
		write(wire, new byte[][] { { 2 } });
		this.sink.onFirst = this.decoder::stop;
		this.decoder.decode(wire, this.sink);
		assertThat(this.sink.all).hasSize(1);
	}

	@Test
	void greetingsAreReadInPiecesAndRefusedEarly() {
		Greeting greeting = new Greeting();
		byte[] bytes = Greeting.of("NULL", false);
		for (int i = 0; i < 63; i++) {
			assertThat(greeting.read(Unpooled.wrappedBuffer(bytes, i, 1))).isFalse();
		}
		ByteBuf rest = Unpooled.buffer().writeBytes(bytes, 63, 1).writeByte(7);
		assertThat(greeting.read(rest)).isTrue();
		assertThat(rest.readableBytes()).isEqualTo(1);
		assertThat(greeting.mechanism()).isEqualTo("NULL");
		assertThatExceptionOfType(ZmtpException.class)
			.isThrownBy(() -> new Greeting().read(Unpooled.wrappedBuffer("G".getBytes(StandardCharsets.UTF_8))));
		ByteBuf old = Unpooled.buffer().writeByte(0xFF).writeZero(8).writeByte(0x7F).writeByte(1);
		assertThatExceptionOfType(ZmtpException.class).isThrownBy(() -> new Greeting().read(old))
			.withMessageContaining("ZMTP 1 instead of 3");
	}

	@Test
	void anyPropertiesArePropertiesOrANamedFault() {
		PeerProperties own = PeerProperties.of(SocketType.DEALER, Bytes.of("me"));
		byte[] data = own.data();
		assertThat(PeerProperties.parse(data)).isEqualTo(own);
		Random random = new Random(3);
		for (int i = 0; i < 20_000; i++) {
			byte[] mutated = data.clone();
			for (int k = 0; k < 1 + random.nextInt(3); k++) {
				mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
			}
			byte[] cut = Arrays.copyOf(mutated, random.nextInt(mutated.length + 1));
			try {
				assertThat(PeerProperties.parse(cut).socketType()).isNotEmpty();
			}
			catch (ZmtpException ex) {
				assertThat(ex.getMessage()).isNotEmpty();
			}
		}
	}

	private static final class Room implements UnfinishedMessage {

		private long bytes;

		private long held;

		private int releases;

		private boolean full;

		@Override
		public boolean resize(long bytes, long held) {
			this.held = held;
			if (!this.full) {
				this.bytes = bytes;
			}
			return !this.full;
		}

		@Override
		public void release() {
			this.releases++;
			this.bytes = 0;
		}

	}

	private static final class Sink implements FrameSink {

		private final List<Object> all = new ArrayList<>();

		private Runnable onFirst = () -> {
		};

		@Override
		public void onCommand(Command command) {
			this.all.add(command.name() + command.data().length);
		}

		@Override
		public void onMessage(byte[][] frames) {
			this.all.add(frames);
			this.onFirst.run();
		}

		@Override
		public void onOversizedMessage(byte[][] frames) {
			this.all.add("oversized " + frames.length);
		}

	}

	private void write(ByteBuf wire, byte[][] message) {
		this.encoder.write(wire, message, FrameEncoder.size(message));
	}

}
