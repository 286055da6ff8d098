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

import java.util.Arrays;

import io.pigato.protocol.ToBroker.RequestHeartbeat.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of a ZeroMQ multipart message into a {@link Message} and back
 * (protocol parts 1 and 4; the identity that ROUTER puts in front is not among the
 * frames).
 * <p>
 * Decoding is total: whatever the frames hold, the outcome is a message or a
 * {@code Malformed} that names the fault, never an exception. Encoding is its exact
 * inverse: what was decoded is encoded as the same frames, byte for byte.
 * <p>
 * Messages share the arrays of their frames, and encoded messages share constant frames:
 * none of them may be changed. Any thread may call any method.
 */
public final class MessageCodec {

	private static final byte[] EMPTY = {};

	private static final byte[] CLIENT = { 'C' };

	private static final byte[] WORKER = { 'W' };

	private static final byte[] READY = { '1' };

	private static final byte[] REQUEST = { '2' };

	private static final byte[] REPLY = { '3' };

	private static final byte[] HEARTBEAT = { '4' };

	private static final byte[] DISCONNECT = { '5' };

	private static final byte[] PARTIAL = { '6' };

	private static final byte[] REJECT = { '7' };

	private static final byte[] WORD_REQUEST = word("request");

	private static final byte[] WORD_REQ = word("req");

	private static final byte[] WORD_WORKER = word("worker");

	private static final byte[] WORD_HELLO = word("hello");

	private static final byte[] WORD_CANCEL = word("cancel");

	private static final byte[] WORD_CREDIT = word("credit");

	private static final byte[] WORD_DRAIN = word("drain");

	private static final int MAX_DIGITS = 10;

	private static final RecentNames names = new RecentNames();

	private static final ToBroker CLIENT_HEARTBEAT = new ToBroker.ClientHeartbeat();

	private static final ToBroker WORKER_DISCONNECT = new ToBroker.WorkerDisconnect();

	private static final ToClient CLIENT_ALIVE = new ToClient.Heartbeat();

	private static final ToClient CLIENT_DRAIN = new ToClient.Drain();

	private static final ToWorker WORKER_ALIVE = new ToWorker.Heartbeat();

	private static final ToWorker WORKER_DRAIN = new ToWorker.Drain();

	private static final ToWorker DISCONNECTED = new ToWorker.Disconnect();

	private MessageCodec() {
	}

	private static byte[] word(String word) {
		return Bytes.of(word).array();
	}

	/**
	 * Decode a message that a client or a worker sent.
	 * @param frames the frames, without the sender's identity; they must not be changed
	 * afterwards
	 * @return the message, or {@link ToBroker.Malformed}
	 */
	public static ToBroker decodeToBroker(byte[][] frames) {
		int side = tag(frames, 0);
		if (side != 'C' && side != 'W') {
			return malformedToBroker(frames, sideFault(frames));
		}
		if (frames.length < 2) {
			return malformedToBroker(frames, Fault.TOO_FEW_FRAMES);
		}
		return (side == 'C') ? decodeFromClient(frames) : decodeFromWorker(frames);
	}

	private static ToBroker decodeFromClient(byte[][] frames) {
		return switch (tag(frames, 1)) {
			case '2' -> decodeRequest(frames);
			case '4' -> decodeClientHeartbeat(frames);
			default -> malformedToBroker(frames, Fault.UNKNOWN_TYPE);
		};
	}

	private static ToBroker decodeRequest(byte[][] frames) {
		if (frames.length < 4) {
			return malformedToBroker(frames, Fault.TOO_FEW_FRAMES);
		}
		if (frames[3].length == 0) {
			return malformedToBroker(frames, Fault.EMPTY_REQUEST_ID);
		}
		String service = names.decode(frames[2]);
		if (service == null) {
			return malformedToBroker(frames, Fault.SERVICE_NOT_TEXT);
		}
		return new ToBroker.Request(service, Bytes.wrap(frames[3]), Payload.from(frames, 4));
	}

	private static ToBroker decodeClientHeartbeat(byte[][] frames) {
		if (frames.length == 2) {
			return CLIENT_HEARTBEAT;
		}
		byte[] word = frames[2];
		if (Arrays.equals(word, WORD_CREDIT)) {
			return decodeCreditGrant(frames);
		}
		boolean request = Arrays.equals(word, WORD_REQUEST);
		boolean req = !request && Arrays.equals(word, WORD_REQ);
		boolean worker = Arrays.equals(word, WORD_WORKER);
		boolean hello = Arrays.equals(word, WORD_HELLO);
		boolean cancel = Arrays.equals(word, WORD_CANCEL);
		if (!(request || req || worker || hello || cancel)) {
			return malformedToBroker(frames, Fault.UNKNOWN_HEARTBEAT);
		}
		if (frames.length != 4) {
			return malformedToBroker(frames, lengthFault(frames, 4));
		}
		byte[] subject = frames[3];
		if (hello) {
			return new ToBroker.ClientHello(subject);
		}
		if (worker) {
			return new ToBroker.WorkerLiveness(Bytes.wrap(subject));
		}
		if (cancel) {
			return new ToBroker.CancelRequest(Bytes.wrap(subject));
		}
		return new ToBroker.RequestHeartbeat(Bytes.wrap(subject), request ? Spelling.REQUEST : Spelling.REQ);
	}

	private static ToBroker decodeCreditGrant(byte[][] frames) {
		if (frames.length != 6) {
			return malformedToBroker(frames, lengthFault(frames, 6));
		}
		int partials = amount(frames[4]);
		int bytes = amount(frames[5]);
		return (partials > 0 && bytes > 0) ? new ToBroker.CreditGrant(Bytes.wrap(frames[3]), partials, bytes)
				: malformedToBroker(frames, Fault.INVALID_CREDIT);
	}

	private static ToBroker decodeFromWorker(byte[][] frames) {
		return switch (tag(frames, 1)) {
			case '1' -> decodeReady(frames);
			case '3' -> decodeWorkerReply(ReplyType.FINAL, frames);
			case '4' -> new ToBroker.WorkerHeartbeat(Payload.from(frames, 2));
			case '5' -> (frames.length == 2) ? WORKER_DISCONNECT : malformedToBroker(frames, Fault.TOO_MANY_FRAMES);
			case '6' -> decodeWorkerReply(ReplyType.PARTIAL, frames);
			case '7' -> decodeWorkerReply(ReplyType.REJECT, frames);
			default -> malformedToBroker(frames, Fault.UNKNOWN_TYPE);
		};
	}

	private static ToBroker decodeReady(byte[][] frames) {
		if (frames.length == 2 || frames[2].length == 0) {
			return malformedToBroker(frames, Fault.EMPTY_SERVICE);
		}
		String service = Text.decode(frames[2]);
		if (service == null) {
			return malformedToBroker(frames, Fault.SERVICE_NOT_TEXT);
		}
		return (frames.length == 3) ? new ToBroker.Ready(service, null)
				: new ToBroker.Ready(service, frames[3], Payload.from(frames, 4));
	}

	private static ToBroker decodeWorkerReply(ReplyType type, byte[][] frames) {
		if (frames.length < 6) {
			return malformedToBroker(frames, Fault.TOO_FEW_FRAMES);
		}
		if (frames[3].length != 0) {
			return malformedToBroker(frames, Fault.DELIMITER_NOT_EMPTY);
		}
		return new ToBroker.WorkerReply(type, Bytes.wrap(frames[2]), Bytes.wrap(frames[4]), frames[5],
				Payload.from(frames, 6));
	}

	private static ToBroker malformedToBroker(byte[][] frames, Fault fault) {
		return new ToBroker.Malformed(fault, frames);
	}

	/**
	 * Decode a message that a broker sent to a client.
	 * @param frames the frames; they must not be changed afterwards
	 * @return the message, or {@link ToClient.Malformed}
	 */
	public static ToClient decodeToClient(byte[][] frames) {
		if (tag(frames, 0) != 'C') {
			return malformedToClient(frames, sideFault(frames));
		}
		if (frames.length < 2) {
			return malformedToClient(frames, Fault.TOO_FEW_FRAMES);
		}
		return switch (tag(frames, 1)) {
			case '3' -> decodeReply(ReplyType.FINAL, frames);
			case '4' -> decodeHeartbeatToClient(frames);
			case '6' -> decodeReply(ReplyType.PARTIAL, frames);
			default -> malformedToClient(frames, Fault.UNKNOWN_TYPE);
		};
	}

	private static ToClient decodeReply(ReplyType type, byte[][] frames) {
		if (frames.length < 5) {
			return malformedToClient(frames, Fault.TOO_FEW_FRAMES);
		}
		if (frames[2].length != 0) {
			return malformedToClient(frames, Fault.DELIMITER_NOT_EMPTY);
		}
		return new ToClient.Reply(type, Bytes.wrap(frames[3]), frames[4], Payload.from(frames, 5));
	}

	private static ToClient decodeHeartbeatToClient(byte[][] frames) {
		if (frames.length == 2) {
			return CLIENT_ALIVE;
		}
		if (Arrays.equals(frames[2], WORD_HELLO)) {
			return (frames.length == 4) ? new ToClient.Hello(frames[3])
					: malformedToClient(frames, lengthFault(frames, 4));
		}
		if (Arrays.equals(frames[2], WORD_DRAIN)) {
			return (frames.length == 3) ? CLIENT_DRAIN : malformedToClient(frames, Fault.TOO_MANY_FRAMES);
		}
		return malformedToClient(frames, Fault.UNKNOWN_HEARTBEAT);
	}

	private static ToClient malformedToClient(byte[][] frames, Fault fault) {
		return new ToClient.Malformed(fault, frames);
	}

	/**
	 * Decode a message that a broker sent to a worker.
	 * @param frames the frames; they must not be changed afterwards
	 * @return the message, or {@link ToWorker.Malformed}
	 */
	public static ToWorker decodeToWorker(byte[][] frames) {
		if (tag(frames, 0) != 'W') {
			return malformedToWorker(frames, sideFault(frames));
		}
		if (frames.length < 2) {
			return malformedToWorker(frames, Fault.TOO_FEW_FRAMES);
		}
		return switch (tag(frames, 1)) {
			case '1' -> (frames.length == 2) ? new ToWorker.ReadyAccepted(null)
					: new ToWorker.ReadyAccepted(frames[2], Payload.from(frames, 3));
			case '2' -> decodeRequestToWorker(frames);
			case '4' -> decodeHeartbeatToWorker(frames);
			case '5' -> (frames.length == 2) ? DISCONNECTED : malformedToWorker(frames, Fault.TOO_MANY_FRAMES);
			default -> malformedToWorker(frames, Fault.UNKNOWN_TYPE);
		};
	}

	private static ToWorker decodeRequestToWorker(byte[][] frames) {
		if (frames.length < 6) {
			return malformedToWorker(frames, Fault.TOO_FEW_FRAMES);
		}
		if (frames[4].length != 0) {
			return malformedToWorker(frames, Fault.DELIMITER_NOT_EMPTY);
		}
		if (frames[5].length == 0) {
			return malformedToWorker(frames, Fault.EMPTY_REQUEST_ID);
		}
		String service = names.decode(frames[3]);
		if (service == null) {
			return malformedToWorker(frames, Fault.SERVICE_NOT_TEXT);
		}
		return new ToWorker.Request(Bytes.wrap(frames[2]), service, Bytes.wrap(frames[5]), Payload.from(frames, 6));
	}

	private static ToWorker decodeHeartbeatToWorker(byte[][] frames) {
		if (frames.length == 2) {
			return WORKER_ALIVE;
		}
		if (frames.length == 3) {
			return Arrays.equals(frames[2], WORD_DRAIN) ? WORKER_DRAIN
					: malformedToWorker(frames, Fault.UNKNOWN_HEARTBEAT);
		}
		if (frames.length == 4) {
			return malformedToWorker(frames, Fault.TOO_FEW_FRAMES);
		}
		if (frames[3].length != 0) {
			return malformedToWorker(frames, Fault.DELIMITER_NOT_EMPTY);
		}
		if (frames.length == 5) {
			return new ToWorker.RequestHeartbeat(Bytes.wrap(frames[2]), Bytes.wrap(frames[4]));
		}
		if (Arrays.equals(frames[5], WORD_CREDIT)) {
			return decodeCreditGrantToWorker(frames);
		}
		if (!Arrays.equals(frames[5], WORD_CANCEL)) {
			return malformedToWorker(frames, Fault.UNKNOWN_HEARTBEAT);
		}
		return (frames.length == 6) ? new ToWorker.CancelRequest(Bytes.wrap(frames[2]), Bytes.wrap(frames[4]))
				: malformedToWorker(frames, Fault.TOO_MANY_FRAMES);
	}

	private static ToWorker decodeCreditGrantToWorker(byte[][] frames) {
		if (frames.length != 8) {
			return malformedToWorker(frames, lengthFault(frames, 8));
		}
		int partials = amount(frames[6]);
		int bytes = amount(frames[7]);
		return (partials > 0 && bytes > 0)
				? new ToWorker.CreditGrant(Bytes.wrap(frames[2]), Bytes.wrap(frames[4]), partials, bytes)
				: malformedToWorker(frames, Fault.INVALID_CREDIT);
	}

	private static ToWorker malformedToWorker(byte[][] frames, Fault fault) {
		return new ToWorker.Malformed(fault, frames);
	}

	/**
	 * Read a positive number as {@link #digits} writes it.
	 * @return the number, 0 if there is none or it is larger than an {@code int}
	 */
	private static int amount(byte[] digits) {
		if (digits.length == 0 || digits.length > MAX_DIGITS || digits[0] == '0') {
			return 0;
		}
		long value = 0;
		for (byte digit : digits) {
			if (digit < '0' || digit > '9') {
				return 0;
			}
			value = value * 10 + (digit - '0');
		}
		return (value <= Integer.MAX_VALUE) ? (int) value : 0;
	}

	private static byte[] digits(int amount) {
		return word(Integer.toString(amount));
	}

	private static int tag(byte[][] frames, int index) {
		return (frames.length > index && frames[index].length == 1) ? frames[index][0] : -1;
	}

	private static Fault sideFault(byte[][] frames) {
		return (frames.length == 0) ? Fault.TOO_FEW_FRAMES : Fault.UNKNOWN_SIDE;
	}

	private static Fault lengthFault(byte[][] frames, int expected) {
		return (frames.length < expected) ? Fault.TOO_FEW_FRAMES : Fault.TOO_MANY_FRAMES;
	}

	/**
	 * Encode a message. What was malformed is encoded as it was received.
	 * @param message the message
	 * @return its frames; neither the frames nor, for a decoded message, the array that
	 * holds them may be changed
	 */
	public static byte[][] encode(Message message) {
		if (message instanceof ToBroker toBroker) {
			return encodeToBroker(toBroker);
		}
		if (message instanceof ToClient toClient) {
			return encodeToClient(toClient);
		}
		return encodeToWorker((ToWorker) message);
	}

	private static byte[][] encodeToBroker(ToBroker message) {
		if (message instanceof ToBroker.Request request) {
			byte[][] frames = frames(4, request.payload());
			frames[0] = CLIENT;
			frames[1] = REQUEST;
			frames[2] = names.encode(request.service());
			frames[3] = request.requestId().array();
			return frames;
		}
		if (message instanceof ToBroker.WorkerReply reply) {
			byte[][] frames = frames(6, reply.payload());
			frames[0] = WORKER;
			frames[1] = type(reply.type());
			frames[2] = reply.clientId().array();
			frames[3] = EMPTY;
			frames[4] = reply.requestId().array();
			frames[5] = reply.status();
			return frames;
		}
		if (message instanceof ToBroker.WorkerHeartbeat heartbeat) {
			return append(heartbeat.payload(), WORKER, HEARTBEAT);
		}
		if (message instanceof ToBroker.ClientHeartbeat) {
			return new byte[][] { CLIENT, HEARTBEAT };
		}
		if (message instanceof ToBroker.RequestHeartbeat heartbeat) {
			return new byte[][] { CLIENT, HEARTBEAT, (heartbeat.spelling() == Spelling.REQ) ? WORD_REQ : WORD_REQUEST,
					heartbeat.requestId().array() };
		}
		if (message instanceof ToBroker.Ready ready) {
			return encodeReady(ready);
		}
		if (message instanceof ToBroker.WorkerDisconnect) {
			return new byte[][] { WORKER, DISCONNECT };
		}
		if (message instanceof ToBroker.ClientHello hello) {
			return new byte[][] { CLIENT, HEARTBEAT, WORD_HELLO, hello.capabilities() };
		}
		if (message instanceof ToBroker.CancelRequest cancel) {
			return new byte[][] { CLIENT, HEARTBEAT, WORD_CANCEL, cancel.requestId().array() };
		}
		if (message instanceof ToBroker.CreditGrant grant) {
			return new byte[][] { CLIENT, HEARTBEAT, WORD_CREDIT, grant.requestId().array(), digits(grant.partials()),
					digits(grant.bytes()) };
		}
		if (message instanceof ToBroker.WorkerLiveness liveness) {
			return new byte[][] { CLIENT, HEARTBEAT, WORD_WORKER, liveness.workerId().array() };
		}
		return ((ToBroker.Malformed) message).frames();
	}

	private static byte[][] encodeReady(ToBroker.Ready ready) {
		byte[] service = Text.encode(ready.service());
		byte @Nullable [] capabilities = ready.capabilities();
		return (capabilities != null) ? append(ready.more(), WORKER, READY, service, capabilities)
				: new byte[][] { WORKER, READY, service };
	}

	private static byte[][] encodeToClient(ToClient message) {
		if (message instanceof ToClient.Reply reply) {
			byte[][] frames = frames(5, reply.payload());
			frames[0] = CLIENT;
			frames[1] = type(reply.type());
			frames[2] = EMPTY;
			frames[3] = reply.requestId().array();
			frames[4] = reply.status();
			return frames;
		}
		if (message instanceof ToClient.Heartbeat) {
			return new byte[][] { CLIENT, HEARTBEAT };
		}
		if (message instanceof ToClient.Hello hello) {
			return new byte[][] { CLIENT, HEARTBEAT, WORD_HELLO, hello.capabilities() };
		}
		if (message instanceof ToClient.Drain) {
			return new byte[][] { CLIENT, HEARTBEAT, WORD_DRAIN };
		}
		return ((ToClient.Malformed) message).frames();
	}

	private static byte[][] encodeToWorker(ToWorker message) {
		if (message instanceof ToWorker.Request request) {
			byte[][] frames = frames(6, request.payload());
			frames[0] = WORKER;
			frames[1] = REQUEST;
			frames[2] = request.clientId().array();
			frames[3] = names.encode(request.service());
			frames[4] = EMPTY;
			frames[5] = request.requestId().array();
			return frames;
		}
		if (message instanceof ToWorker.Heartbeat) {
			return new byte[][] { WORKER, HEARTBEAT };
		}
		if (message instanceof ToWorker.RequestHeartbeat heartbeat) {
			return new byte[][] { WORKER, HEARTBEAT, heartbeat.clientId().array(), EMPTY,
					heartbeat.requestId().array() };
		}
		if (message instanceof ToWorker.CancelRequest cancel) {
			return new byte[][] { WORKER, HEARTBEAT, cancel.clientId().array(), EMPTY, cancel.requestId().array(),
					WORD_CANCEL };
		}
		if (message instanceof ToWorker.CreditGrant grant) {
			return new byte[][] { WORKER, HEARTBEAT, grant.clientId().array(), EMPTY, grant.requestId().array(),
					WORD_CREDIT, digits(grant.partials()), digits(grant.bytes()) };
		}
		if (message instanceof ToWorker.ReadyAccepted accepted) {
			byte @Nullable [] capabilities = accepted.capabilities();
			return (capabilities != null) ? append(accepted.more(), WORKER, READY, capabilities)
					: new byte[][] { WORKER, READY };
		}
		if (message instanceof ToWorker.Drain) {
			return new byte[][] { WORKER, HEARTBEAT, WORD_DRAIN };
		}
		if (message instanceof ToWorker.Disconnect) {
			return new byte[][] { WORKER, DISCONNECT };
		}
		return ((ToWorker.Malformed) message).frames();
	}

	private static byte[] type(ReplyType type) {
		return switch (type) {
			case FINAL -> REPLY;
			case PARTIAL -> PARTIAL;
			case REJECT -> REJECT;
		};
	}

	/**
	 * Return frames that end with the payload, with room for a head.
	 */
	private static byte[][] frames(int head, Payload payload) {
		byte[][] frames = new byte[head + payload.size()][];
		payload.copyTo(frames, head);
		return frames;
	}

	private static byte[][] append(Payload payload, byte[]... head) {
		byte[][] frames = Arrays.copyOf(head, head.length + payload.size());
		payload.copyTo(frames, head.length);
		return frames;
	}

}
