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

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Decodes and encodes what the original's broker, clients and workers sent to each other
 * (a capture of PIGATO 0.0.46 on Node and of sockets that play its peers).
 */
class VectorsTests {

	private static final String DIRECTORY_PREFIX = "$dir ";

	private static final List<Vector> VECTORS = new ArrayList<>();

	@BeforeAll
	static void readVectors() throws IOException {
		VECTORS.clear();
		JsonMapper mapper = JsonMapper.shared();
		try (InputStream stream = VectorsTests.class.getResourceAsStream("/vectors/frames.jsonl");
				MappingIterator<JsonNode> lines = mapper.readerFor(JsonNode.class).readValues(stream)) {
			while (lines.hasNext()) {
				JsonNode line = lines.next();
				if (!line.has("note")) {
					VECTORS.add(Vector.of(line));
				}
			}
		}
	}

	@Test
	void everyMessageIsThere() {
		Map<String, Integer> counts = new TreeMap<>();
		for (Vector vector : VECTORS) {
			counts.merge(vector.direction(), 1, Integer::sum);
		}
		assertThat(counts).containsOnly(entry("client->broker", 140), entry("worker->broker", 221),
				entry("peer->broker", 1), entry("broker->client", 128), entry("broker->worker", 261),
				entry("broker->pub", 110));
	}

	@Test
	void everyMessageIsEncodedAsItWasDecoded() {
		for (Vector vector : VECTORS) {
			if (!vector.isPublished()) {
				Message message = vector.decode();
				assertThat(MessageCodec.encode(message)).as("%s", vector).isDeepEqualTo(vector.copy());
			}
		}
	}

	@Test
	void everyMessageIsOfItsType() {
		Map<String, Integer> counts = new TreeMap<>();
		for (Vector vector : VECTORS) {
			if (!vector.isPublished()) {
				Message message = vector.decode();
				assertThat(name(message)).as("%s", vector).isEqualTo(vector.expected());
				counts.merge(name(message), 1, Integer::sum);
			}
		}
		assertThat(counts).containsOnly(entry("ToBroker.ClientHeartbeat", 75), entry("ToBroker.Malformed", 5),
				entry("ToBroker.Ready", 55), entry("ToBroker.Request", 59), entry("ToBroker.RequestHeartbeat", 2),
				entry("ToBroker.WorkerDisconnect", 49), entry("ToBroker.WorkerHeartbeat", 56),
				entry("ToBroker.WorkerLiveness", 1), entry("ToBroker.WorkerReply", 60), entry("ToClient.Heartbeat", 76),
				entry("ToClient.Reply", 52), entry("ToWorker.Disconnect", 55), entry("ToWorker.Heartbeat", 96),
				entry("ToWorker.ReadyAccepted", 53), entry("ToWorker.Request", 57));
	}

	@Test
	void onlyWhatIsMeantToBeMalformedIs() {
		Map<String, Fault> faults = new LinkedHashMap<>();
		for (Vector vector : VECTORS) {
			Fault fault = vector.isPublished() ? null : Direction.fault(vector.decode());
			if (fault != null) {
				faults.put(vector.scenario() + ": " + Frames.text(vector.frames()), fault);
			}
		}
		assertThat(faults).containsExactly(
				entry("raw client: heartbeat \"worker\" <id> (ruby peer): C 4 x", Fault.UNKNOWN_HEARTBEAT),
				entry("raw client: unknown type 9 / header X / only 1 frame: C 9 x", Fault.UNKNOWN_TYPE),
				entry("raw client: unknown type 9 / header X / only 1 frame: X 2 x", Fault.UNKNOWN_SIDE),
				entry("raw client: unknown type 9 / header X / only 1 frame: C", Fault.TOO_FEW_FRAMES),
				entry("raw worker: READY twice (same and another service), READY without service: W 1 -",
						Fault.EMPTY_SERVICE));
	}

	@Test
	void whatTheBrokerForwardsKeepsItsFrames() {
		Map<Bytes, Payload> sent = new LinkedHashMap<>();
		int forwarded = 0;
		for (Vector vector : VECTORS) {
			Message message = vector.isPublished() ? null : vector.decode();
			if (message instanceof ToBroker.Request request) {
				sent.put(request.requestId(), request.payload());
			}
			if (message instanceof ToWorker.Request request) {
				assertThat(Frames.text(request.payload())).as("%s", vector)
					.isEqualTo(Frames.text(sent.get(request.requestId())));
				forwarded++;
			}
		}
		assertThat(forwarded).isEqualTo(57);
	}

	@Test
	void everyPublishedMessageIsOneFrameOfTheDirectory() {
		int published = 0;
		for (Vector vector : VECTORS) {
			if (vector.isPublished()) {
				assertThat(vector.frames().length).as("%s", vector).isEqualTo(1);
				String text = Text.decode(vector.frames()[0]);
				assertThat(text).as("%s", vector).startsWith(DIRECTORY_PREFIX);
				JsonNode directory = JsonMapper.shared().readTree(text.substring(DIRECTORY_PREFIX.length()));
				assertThat(directory.isObject()).as("%s", vector).isTrue();
				for (JsonNode workers : directory) {
					assertThat(workers.isArray()).as("%s", vector).isTrue();
				}
				published++;
			}
		}
		assertThat(published).isEqualTo(110);
	}

	private static String name(Message message) {
		Class<?> type = message.getClass();
		return type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
	}

	/**
	 * One message of the capture.
	 */
	private record Vector(int sequence, String scenario, String direction, byte[][] frames) {

		static Vector of(JsonNode line) {
			JsonNode texts = line.get("frames");
			byte[][] frames = new byte[texts.size()][];
			for (int i = 0; i < frames.length; i++) {
				frames[i] = Bytes.of(texts.get(i).asString()).array();
			}
			return new Vector(line.get("seq").asInt(), line.get("scenario").asString(), line.get("dir").asString(),
					frames);
		}

		boolean isPublished() {
			return this.direction.equals("broker->pub");
		}

		byte[][] copy() {
			return Frames.copy(this.frames);
		}

		Message decode() {
			byte[][] copy = copy();
			return switch (this.direction) {
				case "broker->client" -> MessageCodec.decodeToClient(copy);
				case "broker->worker" -> MessageCodec.decodeToWorker(copy);
				default -> MessageCodec.decodeToBroker(copy);
			};
		}

		/**
		 * Return the type that the direction, the type's digit and the number of frames
		 * stand for, found without the codec.
		 */
		String expected() {
			String text = Frames.text(this.frames);
			if (text.matches("C|X .*|C 9 .*|C 4 x|W 1 -")) {
				return "ToBroker.Malformed";
			}
			String digit = text.substring(2, 3);
			return switch (this.direction) {
				case "client->broker" -> expectedFromClient(digit);
				case "worker->broker" -> expectedFromWorker(digit);
				case "broker->client" -> digit.equals("4") ? "ToClient.Heartbeat" : "ToClient.Reply";
				case "broker->worker" -> expectedToWorker(digit);
				default -> throw new IllegalStateException(this.direction);
			};
		}

		private String expectedFromClient(String digit) {
			if (digit.equals("2")) {
				return "ToBroker.Request";
			}
			if (this.frames.length == 2) {
				return "ToBroker.ClientHeartbeat";
			}
			return (this.frames[2].length == "worker".length()) ? "ToBroker.WorkerLiveness"
					: "ToBroker.RequestHeartbeat";
		}

		private static String expectedFromWorker(String digit) {
			return switch (digit) {
				case "1" -> "ToBroker.Ready";
				case "4" -> "ToBroker.WorkerHeartbeat";
				case "5" -> "ToBroker.WorkerDisconnect";
				default -> "ToBroker.WorkerReply";
			};
		}

		private static String expectedToWorker(String digit) {
			return switch (digit) {
				case "1" -> "ToWorker.ReadyAccepted";
				case "2" -> "ToWorker.Request";
				case "5" -> "ToWorker.Disconnect";
				default -> "ToWorker.Heartbeat";
			};
		}

		@Override
		public String toString() {
			return this.sequence + " of " + this.scenario + ": " + Frames.text(this.frames);
		}

	}

}
