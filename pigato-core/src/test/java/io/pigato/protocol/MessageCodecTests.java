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

import java.util.List;
import java.util.stream.Stream;

import io.pigato.protocol.ToBroker.RequestHeartbeat.Spelling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link MessageCodec}, on each message of protocol parts 1 and 4.
 */
class MessageCodecTests {

	private static final Bytes CLIENT = Bytes.of("c1");

	private static final Bytes REQUEST = Bytes.of("r1");

	private static final byte[] JSON = Bytes.of("{}").array();

	@Test
	void decodesRequest() {
		byte[][] frames = Frames.of("C 2 echo r1 \"x\" {\"retry\":1} more");
		ToBroker.Request request = decode(Direction.TO_BROKER, frames, ToBroker.Request.class);
		assertThat(request.service()).isEqualTo("echo");
		assertThat(request.requestId()).isEqualTo(REQUEST);
		assertThat(request.payload().size()).isEqualTo(3);
		assertThat(request.payload().data()).isSameAs(frames[4]);
		assertThat(request.payload().options()).isSameAs(frames[5]);
		byte[][] encoded = MessageCodec.encode(request);
		assertThat(encoded[4]).isSameAs(frames[4]);
		assertThat(encoded[6]).isSameAs(frames[6]);
	}

	@ParameterizedTest
	@CsvSource({ "C 2 echo r1,''", "C 2 - r1 -,-", "C 2 echo r1 \"x\",\"x\"", "C 2 echo r1 - - - -,- - - -" })
	void decodesRequestWithFewerOrMoreFrames(String text, String payload) {
		ToBroker.Request request = decode(Direction.TO_BROKER, Frames.of(text), ToBroker.Request.class);
		assertThat(Frames.text(request.payload())).isEqualTo(payload);
	}

	@Test
	void decodesNamesAndIdsThatAreNotAscii() {
		ToBroker.Request request = decode(Direction.TO_BROKER, Frames.of("C 2 s\u00e9rvice-\ud83d\ude00 \u00fc"),
				ToBroker.Request.class);
		assertThat(request.service()).isEqualTo("s\u00e9rvice-\ud83d\ude00");
		byte[][] frames = Frames.of("W 3 c - r 0 x");
		frames[2] = new byte[] { (byte) 0xff, 0, (byte) 0xc0 };
		frames[4] = new byte[] { (byte) 0x80 };
		ToBroker.WorkerReply reply = decode(Direction.TO_BROKER, frames, ToBroker.WorkerReply.class);
		assertThat(reply.clientId().array()).isEqualTo(frames[2]);
		assertThat(reply.requestId().array()).isEqualTo(frames[4]);
	}

	@Test
	void decodesClientHeartbeats() {
		decode(Direction.TO_BROKER, Frames.of("C 4"), ToBroker.ClientHeartbeat.class);
		ToBroker.RequestHeartbeat request = decode(Direction.TO_BROKER, Frames.of("C 4 request r1"),
				ToBroker.RequestHeartbeat.class);
		assertThat(request).isEqualTo(new ToBroker.RequestHeartbeat(REQUEST, Spelling.REQUEST));
		ToBroker.RequestHeartbeat req = decode(Direction.TO_BROKER, Frames.of("C 4 req r1"),
				ToBroker.RequestHeartbeat.class);
		assertThat(req).isEqualTo(new ToBroker.RequestHeartbeat(REQUEST, Spelling.REQ));
		ToBroker.WorkerLiveness worker = decode(Direction.TO_BROKER, Frames.of("C 4 worker w1"),
				ToBroker.WorkerLiveness.class);
		assertThat(worker.workerId()).isEqualTo(Bytes.of("w1"));
	}

	@Test
	void decodesExtensionsFromClient() {
		byte[][] frames = Frames.of("C 4 hello {\"features\":[\"cancel\"]}");
		ToBroker.ClientHello hello = decode(Direction.TO_BROKER, frames, ToBroker.ClientHello.class);
		assertThat(hello.capabilities()).isSameAs(frames[3]);
		ToBroker.CancelRequest cancel = decode(Direction.TO_BROKER, Frames.of("C 4 cancel r1"),
				ToBroker.CancelRequest.class);
		assertThat(cancel.requestId()).isEqualTo(REQUEST);
	}

	@ParameterizedTest
	@CsvSource({ "1,1,1,1", "64,1048576,64,1048576", "2147483647,2147483647,2147483647,2147483647" })
	void decodesGrantsOfCredit(String partialsText, String bytesText, int partials, int bytes) {
		String amounts = partialsText + " " + bytesText;
		assertThat(decode(Direction.TO_BROKER, Frames.of("C 4 credit r1 " + amounts), ToBroker.CreditGrant.class))
			.isEqualTo(new ToBroker.CreditGrant(REQUEST, partials, bytes));
		assertThat(decode(Direction.TO_WORKER, Frames.of("W 4 c1 - r1 credit " + amounts), ToWorker.CreditGrant.class))
			.isEqualTo(new ToWorker.CreditGrant(CLIENT, REQUEST, partials, bytes));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0 1", "1 0", "-1 1", "1 -1", "- 1", "1 -", "01 1", "1 007", "1.5 1", "1 1e3", "+1 1",
			"x 1", "1 1x", "2147483648 1", "1 2147483648", "99999999999999999999 1", "0x1 1", "١ 1" })
	void grantsThatMakeNoSenseAreMalformed(String amounts) {
		byte[][] fromClient = Frames.of("C 4 credit r1 " + amounts);
		assertThat(Direction.fault(Direction.TO_BROKER.decode(fromClient))).isEqualTo(Fault.INVALID_CREDIT);
		byte[][] toWorker = Frames.of("W 4 c1 - r1 credit " + amounts);
		assertThat(Direction.fault(Direction.TO_WORKER.decode(toWorker))).isEqualTo(Fault.INVALID_CREDIT);
	}

	@Test
	void decodesReady() {
		ToBroker.Ready old = decode(Direction.TO_BROKER, Frames.of("W 1 echo@1.2.3"), ToBroker.Ready.class);
		assertThat(old.service()).isEqualTo("echo@1.2.3");
		assertThat(old.capabilities()).isNull();
		assertThat(old.more().size()).isZero();
		byte[][] frames = Frames.of("W 1 echo* {} more -");
		ToBroker.Ready ready = decode(Direction.TO_BROKER, frames, ToBroker.Ready.class);
		assertThat(ready.service()).isEqualTo("echo*");
		assertThat(ready.capabilities()).isSameAs(frames[3]);
		assertThat(Frames.text(ready.more())).isEqualTo("more -");
		ToBroker.Ready empty = decode(Direction.TO_BROKER, Frames.of("W 1 echo -"), ToBroker.Ready.class);
		assertThat(empty.capabilities()).isNotNull().isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "3,FINAL", "6,PARTIAL", "7,REJECT" })
	void decodesWorkerReplies(String tag, ReplyType type) {
		byte[][] frames = Frames.of("W " + tag + " c1 - r1 -1 \"x\" {} more");
		ToBroker.WorkerReply reply = decode(Direction.TO_BROKER, frames, ToBroker.WorkerReply.class);
		assertThat(reply.type()).isEqualTo(type);
		assertThat(reply.clientId()).isEqualTo(CLIENT);
		assertThat(reply.requestId()).isEqualTo(REQUEST);
		assertThat(ReplyStatus.isError(reply.status())).isTrue();
		assertThat(reply.payload().data()).isSameAs(frames[6]);
		assertThat(Frames.text(reply.payload())).isEqualTo("\"x\" {} more");
	}

	@Test
	void decodesWorkerRepliesWithoutOptionsOrData() {
		ToBroker.WorkerReply ruby = decode(Direction.TO_BROKER, Frames.of("W 3 c1 - r1 0 {\"a\":1}"),
				ToBroker.WorkerReply.class);
		assertThat(ruby.payload().size()).isEqualTo(1);
		assertThat(ruby.payload().options()).isEmpty();
		ToBroker.WorkerReply bare = decode(Direction.TO_BROKER, Frames.of("W 7 c1 - r1 -"), ToBroker.WorkerReply.class);
		assertThat(bare.payload().size()).isZero();
		assertThat(bare.status()).isEmpty();
		ToBroker.WorkerReply nobody = decode(Direction.TO_BROKER, Frames.of("W 3 - - - 0"), ToBroker.WorkerReply.class);
		assertThat(nobody.clientId().length()).isZero();
		assertThat(nobody.requestId().length()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			W 4                       ; ''
			W 4 -                     ; -
			W 4 - {"concurrency":7}   ; - {"concurrency":7}
			W 4 - {broken             ; - {broken
			W 4 x {} y z              ; x {} y z
			""")
	void decodesWorkerHeartbeats(String text, String payload) {
		ToBroker.WorkerHeartbeat heartbeat = decode(Direction.TO_BROKER, Frames.of(text),
				ToBroker.WorkerHeartbeat.class);
		assertThat(Frames.text(heartbeat.payload())).isEqualTo(payload);
	}

	@Test
	void decodesDisconnects() {
		decode(Direction.TO_BROKER, Frames.of("W 5"), ToBroker.WorkerDisconnect.class);
		decode(Direction.TO_WORKER, Frames.of("W 5"), ToWorker.Disconnect.class);
	}

	@ParameterizedTest
	@CsvSource({ "3,FINAL", "6,PARTIAL" })
	void decodesReplies(String tag, ReplyType type) {
		byte[][] frames = Frames.of("C " + tag + " - r1 0 \"x\" {\"cache\":5} more");
		ToClient.Reply reply = decode(Direction.TO_CLIENT, frames, ToClient.Reply.class);
		assertThat(reply.type()).isEqualTo(type);
		assertThat(reply.requestId()).isEqualTo(REQUEST);
		assertThat(ReplyStatus.isError(reply.status())).isFalse();
		assertThat(reply.payload().options()).isSameAs(frames[6]);
		ToClient.Reply bare = decode(Direction.TO_CLIENT, Frames.of("C " + tag + " - - -"), ToClient.Reply.class);
		assertThat(bare.payload().size()).isZero();
	}

	@Test
	void decodesHeartbeatsAndExtensionsToClient() {
		decode(Direction.TO_CLIENT, Frames.of("C 4"), ToClient.Heartbeat.class);
		decode(Direction.TO_CLIENT, Frames.of("C 4 drain"), ToClient.Drain.class);
		byte[][] frames = Frames.of("C 4 hello {\"heartbeat\":2500}");
		assertThat(decode(Direction.TO_CLIENT, frames, ToClient.Hello.class).capabilities()).isSameAs(frames[3]);
	}

	@Test
	void decodesReadyAccepted() {
		ToWorker.ReadyAccepted old = decode(Direction.TO_WORKER, Frames.of("W 1"), ToWorker.ReadyAccepted.class);
		assertThat(old.capabilities()).isNull();
		assertThat(old.more().size()).isZero();
		byte[][] frames = Frames.of("W 1 {} more");
		ToWorker.ReadyAccepted accepted = decode(Direction.TO_WORKER, frames, ToWorker.ReadyAccepted.class);
		assertThat(accepted.capabilities()).isSameAs(frames[2]);
		assertThat(Frames.text(accepted.more())).isEqualTo("more");
	}

	@Test
	void decodesRequestToWorker() {
		byte[][] frames = Frames.of("W 2 c1 echo@~1 - r1 \"x\" {} more");
		ToWorker.Request request = decode(Direction.TO_WORKER, frames, ToWorker.Request.class);
		assertThat(request.clientId()).isEqualTo(CLIENT);
		assertThat(request.service()).isEqualTo("echo@~1");
		assertThat(request.requestId()).isEqualTo(REQUEST);
		assertThat(request.payload().data()).isSameAs(frames[6]);
		assertThat(Frames.text(request.payload())).isEqualTo("\"x\" {} more");
		ToWorker.Request bare = decode(Direction.TO_WORKER, Frames.of("W 2 c1 echo - r1"), ToWorker.Request.class);
		assertThat(bare.payload().size()).isZero();
	}

	@Test
	void decodesHeartbeatsAndExtensionsToWorker() {
		decode(Direction.TO_WORKER, Frames.of("W 4"), ToWorker.Heartbeat.class);
		decode(Direction.TO_WORKER, Frames.of("W 4 drain"), ToWorker.Drain.class);
		assertThat(decode(Direction.TO_WORKER, Frames.of("W 4 c1 - r1"), ToWorker.RequestHeartbeat.class))
			.isEqualTo(new ToWorker.RequestHeartbeat(CLIENT, REQUEST));
		assertThat(decode(Direction.TO_WORKER, Frames.of("W 4 c1 - r1 cancel"), ToWorker.CancelRequest.class))
			.isEqualTo(new ToWorker.CancelRequest(CLIENT, REQUEST));
		assertThat(decode(Direction.TO_WORKER, Frames.of("W 4 drain - cancel"), ToWorker.RequestHeartbeat.class))
			.isEqualTo(new ToWorker.RequestHeartbeat(Bytes.of("drain"), Bytes.of("cancel")));
	}

	@ParameterizedTest
	@MethodSource
	void encodesMessages(Message message, String text) {
		assertThat(Frames.text(MessageCodec.encode(message))).isEqualTo(text);
	}

	static Stream<Arguments> encodesMessages() {
		Payload payload = Payload.of(Bytes.of("\"x\"").array(), JSON);
		byte[] ok = ReplyStatus.ok();
		byte[] error = ReplyStatus.error();
		Payload more = Payload.of(Bytes.of("more").array());
		return Stream.of(arguments(new ToBroker.Request("echo", REQUEST, payload), "C 2 echo r1 \"x\" {}"),
				arguments(new ToBroker.Request("", REQUEST, Payload.none()), "C 2 - r1"),
				arguments(new ToBroker.ClientHeartbeat(), "C 4"),
				arguments(new ToBroker.RequestHeartbeat(REQUEST, Spelling.REQUEST), "C 4 request r1"),
				arguments(new ToBroker.RequestHeartbeat(REQUEST, Spelling.REQ), "C 4 req r1"),
				arguments(new ToBroker.WorkerLiveness(Bytes.of("w1")), "C 4 worker w1"),
				arguments(new ToBroker.ClientHello(JSON), "C 4 hello {}"),
				arguments(new ToBroker.CancelRequest(REQUEST), "C 4 cancel r1"),
				arguments(new ToBroker.CreditGrant(REQUEST, 5, Integer.MAX_VALUE), "C 4 credit r1 5 2147483647"),
				arguments(new ToBroker.Ready("echo", null), "W 1 echo"),
				arguments(new ToBroker.Ready("echo", JSON), "W 1 echo {}"),
				arguments(new ToBroker.Ready("echo", JSON, more), "W 1 echo {} more"),
				arguments(new ToBroker.WorkerReply(ReplyType.FINAL, CLIENT, REQUEST, ok, payload),
						"W 3 c1 - r1 0 \"x\" {}"),
				arguments(new ToBroker.WorkerReply(ReplyType.PARTIAL, CLIENT, REQUEST, ok, payload),
						"W 6 c1 - r1 0 \"x\" {}"),
				arguments(new ToBroker.WorkerReply(ReplyType.REJECT, CLIENT, REQUEST, error, payload),
						"W 7 c1 - r1 -1 \"x\" {}"),
				arguments(new ToBroker.WorkerHeartbeat(Payload.of(new byte[0], JSON)), "W 4 - {}"),
				arguments(new ToBroker.WorkerDisconnect(), "W 5"),
				arguments(new ToBroker.Malformed(Fault.UNKNOWN_SIDE, Frames.of("X - 1")), "X - 1"),
				arguments(new ToClient.Reply(ReplyType.FINAL, REQUEST, error, payload), "C 3 - r1 -1 \"x\" {}"),
				arguments(new ToClient.Reply(ReplyType.PARTIAL, REQUEST, ok, payload), "C 6 - r1 0 \"x\" {}"),
				arguments(new ToClient.Heartbeat(), "C 4"), arguments(new ToClient.Hello(JSON), "C 4 hello {}"),
				arguments(new ToClient.Drain(), "C 4 drain"),
				arguments(new ToClient.Malformed(Fault.UNKNOWN_TYPE, Frames.of("C 8")), "C 8"),
				arguments(new ToWorker.ReadyAccepted(null), "W 1"),
				arguments(new ToWorker.ReadyAccepted(JSON), "W 1 {}"),
				arguments(new ToWorker.ReadyAccepted(JSON, more), "W 1 {} more"),
				arguments(new ToWorker.Request(CLIENT, "echo", REQUEST, payload), "W 2 c1 echo - r1 \"x\" {}"),
				arguments(new ToWorker.Heartbeat(), "W 4"),
				arguments(new ToWorker.RequestHeartbeat(CLIENT, REQUEST), "W 4 c1 - r1"),
				arguments(new ToWorker.CancelRequest(CLIENT, REQUEST), "W 4 c1 - r1 cancel"),
				arguments(new ToWorker.CreditGrant(CLIENT, REQUEST, 10, 20), "W 4 c1 - r1 credit 10 20"),
				arguments(new ToWorker.Drain(), "W 4 drain"), arguments(new ToWorker.Disconnect(), "W 5"),
				arguments(new ToWorker.Malformed(Fault.UNKNOWN_TYPE, new byte[0][]), ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			TO_BROKER ; ''                  ; TOO_FEW_FRAMES
			TO_BROKER ; -                   ; UNKNOWN_SIDE
			TO_BROKER ; X 2 echo r1         ; UNKNOWN_SIDE
			TO_BROKER ; c 2 echo r1         ; UNKNOWN_SIDE
			TO_BROKER ; CC 2 echo r1        ; UNKNOWN_SIDE
			TO_BROKER ; - C 2 echo r1       ; UNKNOWN_SIDE
			TO_BROKER ; C                   ; TOO_FEW_FRAMES
			TO_BROKER ; W                   ; TOO_FEW_FRAMES
			TO_BROKER ; C -                 ; UNKNOWN_TYPE
			TO_BROKER ; C 1 echo            ; UNKNOWN_TYPE
			TO_BROKER ; C 3 - r1 0 x {}     ; UNKNOWN_TYPE
			TO_BROKER ; C 5                 ; UNKNOWN_TYPE
			TO_BROKER ; C 9 x               ; UNKNOWN_TYPE
			TO_BROKER ; C 22 echo r1        ; UNKNOWN_TYPE
			TO_BROKER ; C 2                 ; TOO_FEW_FRAMES
			TO_BROKER ; C 2 echo            ; TOO_FEW_FRAMES
			TO_BROKER ; C 2 echo - x {}     ; EMPTY_REQUEST_ID
			TO_BROKER ; C 4 -               ; UNKNOWN_HEARTBEAT
			TO_BROKER ; C 4 x               ; UNKNOWN_HEARTBEAT
			TO_BROKER ; C 4 REQ r1          ; UNKNOWN_HEARTBEAT
			TO_BROKER ; C 4 reques r1       ; UNKNOWN_HEARTBEAT
			TO_BROKER ; C 4 drain           ; UNKNOWN_HEARTBEAT
			TO_BROKER ; C 4 req             ; TOO_FEW_FRAMES
			TO_BROKER ; C 4 worker          ; TOO_FEW_FRAMES
			TO_BROKER ; C 4 hello           ; TOO_FEW_FRAMES
			TO_BROKER ; C 4 request r1 x    ; TOO_MANY_FRAMES
			TO_BROKER ; C 4 cancel r1 -     ; TOO_MANY_FRAMES
			TO_BROKER ; C 4 credit          ; TOO_FEW_FRAMES
			TO_BROKER ; C 4 credit r1 1     ; TOO_FEW_FRAMES
			TO_BROKER ; C 4 credit r1 1 1 1 ; TOO_MANY_FRAMES
			TO_BROKER ; W 1                 ; EMPTY_SERVICE
			TO_BROKER ; W 1 -               ; EMPTY_SERVICE
			TO_BROKER ; W 1 - {}            ; EMPTY_SERVICE
			TO_BROKER ; W 2 c1 echo - r1 x  ; UNKNOWN_TYPE
			TO_BROKER ; W 0                 ; UNKNOWN_TYPE
			TO_BROKER ; W 8                 ; UNKNOWN_TYPE
			TO_BROKER ; W 3                 ; TOO_FEW_FRAMES
			TO_BROKER ; W 3 c1 - r1         ; TOO_FEW_FRAMES
			TO_BROKER ; W 6 c1 x r1 0 x     ; DELIMITER_NOT_EMPTY
			TO_BROKER ; W 7 c1 r1 - 0 x     ; DELIMITER_NOT_EMPTY
			TO_BROKER ; W 5 x               ; TOO_MANY_FRAMES
			TO_BROKER ; W 5 -               ; TOO_MANY_FRAMES
			TO_CLIENT ; ''                  ; TOO_FEW_FRAMES
			TO_CLIENT ; C                   ; TOO_FEW_FRAMES
			TO_CLIENT ; -                   ; UNKNOWN_SIDE
			TO_CLIENT ; W 4                 ; UNKNOWN_SIDE
			TO_CLIENT ; C 1                 ; UNKNOWN_TYPE
			TO_CLIENT ; C 2 echo r1 x       ; UNKNOWN_TYPE
			TO_CLIENT ; C 5                 ; UNKNOWN_TYPE
			TO_CLIENT ; C 7 - r1 0 x        ; UNKNOWN_TYPE
			TO_CLIENT ; C 3                 ; TOO_FEW_FRAMES
			TO_CLIENT ; C 3 - r1            ; TOO_FEW_FRAMES
			TO_CLIENT ; C 3 echo r1 0 x {}  ; DELIMITER_NOT_EMPTY
			TO_CLIENT ; C 6 echo r1 0 x {}  ; DELIMITER_NOT_EMPTY
			TO_CLIENT ; C 4 x               ; UNKNOWN_HEARTBEAT
			TO_CLIENT ; C 4 -               ; UNKNOWN_HEARTBEAT
			TO_CLIENT ; C 4 hello           ; TOO_FEW_FRAMES
			TO_CLIENT ; C 4 hello {} x      ; TOO_MANY_FRAMES
			TO_CLIENT ; C 4 drain x         ; TOO_MANY_FRAMES
			TO_WORKER ; ''                  ; TOO_FEW_FRAMES
			TO_WORKER ; W                   ; TOO_FEW_FRAMES
			TO_WORKER ; C 4                 ; UNKNOWN_SIDE
			TO_WORKER ; W 3 c1 - r1 0 x     ; UNKNOWN_TYPE
			TO_WORKER ; W 6                 ; UNKNOWN_TYPE
			TO_WORKER ; W 44                ; UNKNOWN_TYPE
			TO_WORKER ; W 2                 ; TOO_FEW_FRAMES
			TO_WORKER ; W 2 c1 echo -       ; TOO_FEW_FRAMES
			TO_WORKER ; W 2 c1 echo r1 x {} ; DELIMITER_NOT_EMPTY
			TO_WORKER ; W 2 c1 echo - - x   ; EMPTY_REQUEST_ID
			TO_WORKER ; W 4 x               ; UNKNOWN_HEARTBEAT
			TO_WORKER ; W 4 -               ; UNKNOWN_HEARTBEAT
			TO_WORKER ; W 4 c1 -            ; TOO_FEW_FRAMES
			TO_WORKER ; W 4 c1 x r1         ; DELIMITER_NOT_EMPTY
			TO_WORKER ; W 4 c1 - r1 x       ; UNKNOWN_HEARTBEAT
			TO_WORKER ; W 4 c1 - r1 cancel x; TOO_MANY_FRAMES
			TO_WORKER ; W 4 c1 - r1 credit  ; TOO_FEW_FRAMES
			TO_WORKER ; W 4 c1 - r1 credit 1; TOO_FEW_FRAMES
			TO_WORKER ; W 4 c1 - r1 credit 1 1 x; TOO_MANY_FRAMES
			TO_WORKER ; W 5 x               ; TOO_MANY_FRAMES
			""")
	void namesTheFaultOfWhatIsMalformed(Direction direction, String text, Fault fault) {
		byte[][] frames = Frames.of(text);
		Message message = direction.decode(frames);
		assertThat(Direction.fault(message)).isEqualTo(fault);
		assertThat(MessageCodec.encode(message)).isSameAs(frames);
	}

	@ParameterizedTest
	@CsvSource({ "TO_BROKER,C 2 s r1 x,2", "TO_BROKER,W 1 s,2", "TO_WORKER,W 2 c1 s - r1,3" })
	void serviceThatIsNotUtf8IsMalformed(Direction direction, String text, int index) {
		List<byte[]> services = List.of(new byte[] { (byte) 0xff }, new byte[] { 'a', (byte) 0x80 },
				new byte[] { (byte) 0xc0, (byte) 0x80 }, new byte[] { (byte) 0xed, (byte) 0xa0, (byte) 0x80 },
				new byte[] { (byte) 0xe2, (byte) 0x82 },
				new byte[] { (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80 });
		for (byte[] service : services) {
			byte[][] frames = Frames.of(text);
			frames[index] = service;
			assertThat(Direction.fault(direction.decode(frames))).isEqualTo(Fault.SERVICE_NOT_TEXT);
		}
	}

	private static <T extends Message> T decode(Direction direction, byte[][] frames, Class<T> type) {
		byte[][] before = Frames.copy(frames);
		Message message = direction.decode(frames);
		assertThat(message).isInstanceOf(type);
		assertThat(MessageCodec.encode(message)).isDeepEqualTo(before);
		return type.cast(message);
	}

}
