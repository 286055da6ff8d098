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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RequestOptions}, {@link ReplyOptions}, {@link WorkerState} and
 * {@link Capabilities}.
 */
class OptionsTests {

	private static byte[] json(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] json) {
		return new String(json, StandardCharsets.UTF_8);
	}

	@Test
	void requestOptionsAreRead() {
		RequestOptions options = RequestOptions.decode(json("""
				{"timeout":1500,"retry":1,"workerId":"w","nocache":true,"persist":1,"failFast":true,"deadline":9000,
				"traceparent":"00-1","nested":{"retry":0,"a":[1,2]}}"""));
		assertThat(options.timeout()).isEqualTo(1500);
		assertThat(options.deadline()).isEqualTo(9000);
		assertThat(options.retry()).isTrue();
		assertThat(options.workerId()).isEqualTo("w");
		assertThat(options.noCache()).isTrue();
		assertThat(options.persist()).isTrue();
		assertThat(options.failFast()).isTrue();
		assertThat(options.get("traceparent")).isEqualTo("00-1");
		assertThat(options.get("nested")).isEqualTo(Map.of("retry", 0, "a", List.of(1, 2)));
		assertThat(options.get("absent")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "null", "undefined", "[]", "[{\"retry\":1}]", "1", "\"x\"", "{", "}", "{]",
			"\u0000", "{\"retry\"", "  ",
			"{\"timeout\":\"x\",\"retry\":null,\"workerId\":7,\"nocache\":0,\"persist\":\"\"}" })
	void whatIsNotAnObjectOrOfAnotherTypeHasDefaults(String text) {
		RequestOptions options = RequestOptions.decode(json(text));
		assertThat(options.timeout()).isEqualTo(60_000);
		assertThat(options.deadline()).isEqualTo(-1);
		assertThat(options.retry()).isFalse();
		assertThat(options.workerId()).isNull();
		assertThat(options.noCache()).isFalse();
		assertThat(options.persist()).isFalse();
		assertThat(options.failFast()).isFalse();
		assertThat(text(options.encode())).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "0,60000", "-1,-1", "-7,-1", "1,1", "1.9,1", "1e3,1000", "1e300,9223372036854775807", "true,60000",
			"null,60000", "'\"5\"',60000", "99999999999999999999,9223372036854775807" })
	void timeoutIsReadAsTheOriginalReadsIt(String value, long expected) {
		assertThat(RequestOptions.decode(json("{\"timeout\":" + value + "}")).timeout()).isEqualTo(expected);
	}

	@Test
	void lastOfEqualKeysCountsAsInJavaScript() {
		assertThat(RequestOptions.decode(json("{\"timeout\":1,\"timeout\":2}")).timeout()).isEqualTo(2);
	}

	@Test
	void depthAndLengthAreNoDanger() {
		String deep = "{\"timeout\":5,\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
		assertThat(RequestOptions.decode(json(deep)).timeout()).isEqualTo(5);
		assertThat(RequestOptions.decode(json(deep)).asMap()).isEmpty();
		String number = "{\"timeout\":" + "9".repeat(100_000) + "}";
		assertThat(RequestOptions.decode(json(number)).asMap()).isNotNull();
		assertThat(RequestOptions.decode(json("{\"" + "k".repeat(1_000_000) + "\":1,\"retry\":1}")).asMap())
			.isNotNull();
	}

	@Test
	void randomBytesNeverFail() {
		for (int seed = 0; seed < 20_000; seed++) {
			Random random = new Random(seed);
			byte[] bytes = json("{\"timeout\":1,\"concurrency\":5,\"cache\":7,\"features\":[\"a\"],\"heartbeat\":2}");
			for (int i = random.nextInt(6); i >= 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			}
			try {
				RequestOptions.decode(bytes).asMap();
				ReplyOptions.decode(bytes).asMap();
				WorkerState.decode(bytes);
				Capabilities.decode(bytes);
			}
			catch (RuntimeException ex) {
				throw new AssertionError("Failed with seed " + seed, ex);
			}
		}
	}

	@Test
	void requestOptionsAreWrittenAsTheOriginalsClientDoes() {
		RequestOptions options = RequestOptions.builder().timeout(60_000).retry(false).build();
		assertThat(text(options.encode())).isEqualTo("{\"timeout\":60000,\"retry\":0}");
	}

	@Test
	void unknownKeysAreKept() {
		RequestOptions options = RequestOptions.decode(json("{\"a\":{\"b\":null},\"timeout\":5,\"c\":[1.5]}"));
		assertThat(text(options.toBuilder().workerId("w").noCache(true).failFast(true).deadline(9).build().encode()))
			.isEqualTo("{\"a\":{\"b\":null},\"timeout\":5,\"c\":[1.5],\"workerId\":\"w\",\"nocache\":1,\"failFast\":1,"
					+ "\"deadline\":9}");
	}

	@Test
	void timesThatMakeNoSenseAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RequestOptions.builder().timeout(0))
			.withMessageContaining("timeout");
		assertThatIllegalArgumentException().isThrownBy(() -> RequestOptions.builder().deadline(-2))
			.withMessageContaining("deadline");
		assertThatIllegalArgumentException().isThrownBy(() -> ReplyOptions.none().withCache(-1))
			.withMessageContaining("cache");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			{"credit":8,"creditBytes":1000}     ; 8 partial replies of 1000 bytes
			{"creditBytes":7.9,"credit":1e300}  ; 2147483647 partial replies of 7 bytes
			{"credit":8}                        ;
			{"creditBytes":8}                   ;
			{"credit":0,"creditBytes":8}        ;
			{"credit":8,"creditBytes":-1}       ;
			{"credit":"8","creditBytes":8}      ;
			{}                                  ;
			""")
	void creditIsThereIfBothOfItsAmountsAre(String text, @Nullable String expected) {
		CreditWindow window = RequestOptions.decode(json(text)).credit();
		assertThat((window != null) ? window.toString() : null).isEqualTo(expected);
	}

	@Test
	void creditIsWritten() {
		assertThat(text(RequestOptions.builder().credit(8, 1000).build().encode()))
			.isEqualTo("{\"credit\":8,\"creditBytes\":1000}");
		assertThatIllegalArgumentException().isThrownBy(() -> RequestOptions.builder().credit(0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> RequestOptions.builder().credit(1, 0));
	}

	@ParameterizedTest
	@CsvSource({ "credit, true", "creditBytes, true", "timeout, true", "deadline, true", "retry, true",
			"workerId, true", "nocache, true", "persist, true", "failFast, true", "traceparent, false",
			"Timeout, false", "'', false" })
	void keysWithAMeaningAreTold(String key, boolean expected) {
		assertThat(RequestOptions.isDefined(key)).isEqualTo(expected);
	}

	@Test
	void copyOfABuilderIsChangedAlone() {
		RequestOptions.Builder builder = RequestOptions.builder().option("a", 1);
		RequestOptions.Builder copy = builder.copy().option("b", 2);
		assertThat(builder.build().asMap()).containsOnly(Map.entry("a", 1));
		assertThat(copy.build().asMap()).containsOnly(Map.entry("a", 1), Map.entry("b", 2));
	}

	@Test
	void replyOptionsAreReadAndWritten() {
		assertThat(ReplyOptions.decode(json("{\"cache\":1000,\"x\":1}")).cache()).isEqualTo(1000);
		assertThat(ReplyOptions.decode(json("undefined")).cache()).isZero();
		assertThat(text(ReplyOptions.none().encode())).isEqualTo("{}");
		ReplyOptions options = ReplyOptions.none().withCache(5).with("x", List.of(1));
		assertThat(text(options.encode())).isEqualTo("{\"cache\":5,\"x\":[1]}");
		assertThat(options.get("x")).isEqualTo(List.of(1));
	}

	@Test
	void workerStatesAreReadAndWritten() {
		assertThat(WorkerState.decode(json("{\"concurrency\":5}"))).isEqualTo(new WorkerState(5, false));
		assertThat(WorkerState.decode(json("{\"update\":1,\"concurrency\":-1}"))).isEqualTo(new WorkerState(-1, true));
		assertThat(WorkerState.decode(json("{\"concurrency\":-9}"))).isEqualTo(new WorkerState(-1, false));
		assertThat(WorkerState.decode(json("{\"concurrency\":1e99}")))
			.isEqualTo(new WorkerState(Integer.MAX_VALUE, false));
		assertThat(WorkerState.decode(json("{\"concurrency\":\"5\"}"))).isEqualTo(new WorkerState(null, false));
		assertThat(text(new WorkerState(5, true).toPayload().options())).isEqualTo("{\"concurrency\":5,\"update\":1}");
		assertThat(text(new WorkerState(null, false).toPayload().options())).isEqualTo("{}");
	}

	@Test
	void capabilitiesAreReadAndWritten() {
		Capabilities capabilities = Capabilities.of(2500, Capabilities.CANCEL, Capabilities.DRAIN);
		assertThat(text(capabilities.encode())).isEqualTo("{\"heartbeat\":2500,\"features\":[\"cancel\",\"drain\"]}");
		Capabilities read = Capabilities.decode(capabilities.withConcurrency(7).encode());
		assertThat(read.heartbeatMillis()).isEqualTo(2500);
		assertThat(read.has("cancel")).isTrue();
		assertThat(read.has("credit")).isFalse();
		assertThat(read.concurrency()).isEqualTo(7);
		assertThat(Capabilities.decode(null).has("cancel")).isFalse();
		Capabilities odd = Capabilities
			.decode(json("{\"features\":[[\"x\"],{\"y\":[\"cancel\"]},1,null,\"z\"],\"heartbeat\":-5}"));
		assertThat(odd.has("z")).isTrue();
		assertThat(odd.has("x")).isFalse();
		assertThat(odd.has("cancel")).isFalse();
		assertThat(odd.heartbeatMillis()).isZero();
		assertThat(odd.concurrency()).isNull();
	}

}
