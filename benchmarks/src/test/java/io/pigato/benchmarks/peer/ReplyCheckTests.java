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

package io.pigato.benchmarks.peer;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyCheckTests {

	private static final byte[] END = {};

	private final Meter meter = new Meter();

	private final Payloads payloads = new Payloads(64);

	private final ReplyCheck one = new ReplyCheck(this.payloads, 0, this.meter);

	private final ReplyCheck two = new ReplyCheck(this.payloads, 2, this.meter);

	private void assertRight(long replies, double partials) {
		assertThat(this.meter.lost()).as(this.meter.firstProblem()).isZero();
		assertThat(this.meter.end().latencies().getTotalCount()).isEqualTo(replies);
		assertThat((double) this.meter.end().partials()).isEqualTo(partials);
	}

	private void assertLost(String problem) {
		assertThat(this.meter.lost()).isOne();
		assertThat(this.meter.firstProblem()).isEqualTo(problem);
		assertThat(this.meter.end().latencies().getTotalCount()).isZero();
	}

	@Test
	void replyIsWhatWasSent() {
		assertThat(this.one.message(this.one.begin())).isTrue();
		assertRight(1, 0);
	}

	@Test
	void replyToAnotherRequestIsWrong() {
		byte[] before = this.one.begin();
		this.one.begin();
		assertThat(this.one.message(before)).isTrue();
		assertLost("A wrong reply");
	}

	@Test
	void partialRepliesAreCountedUntilTheEnd() {
		byte[] data = this.two.begin();
		assertThat(this.two.message(Payloads.partial(data, 0))).isFalse();
		assertThat(this.two.message(Payloads.partial(data, 1))).isFalse();
		assertThat(this.two.message(END)).isTrue();
		assertRight(1, 2);
	}

	@Test
	void partialRepliesInAnotherOrderAreWrong() {
		byte[] data = this.two.begin();
		this.two.message(Payloads.partial(data, 1));
		this.two.message(Payloads.partial(data, 0));
		this.two.message(END);
		assertLost("A wrong partial reply, number 0");
	}

	@Test
	void partialReplyOfAnotherRequestIsWrong() {
		byte[] before = this.two.begin();
		byte[] data = this.two.begin();
		this.two.message(Payloads.partial(data, 0));
		this.two.message(Payloads.partial(before, 1));
		this.two.message(END);
		assertLost("A wrong partial reply, number 1");
	}

	@Test
	void missingPartialReplyIsWrongAndTheNextRequestStartsAnew() {
		this.two.message(Payloads.partial(this.two.begin(), 0));
		this.two.message(END);
		assertLost("1 replies instead of 2");
		byte[] data = this.two.begin();
		this.two.message(Payloads.partial(data, 0));
		this.two.message(Payloads.partial(data, 1));
		this.two.message(END);
		assertThat(this.meter.lost()).isOne();
	}

	@Test
	void partialRepliesDifferInTheirNumberOnly() {
		byte[] data = ("\"00000000000000ff" + ".".repeat(4) + "\"").getBytes(StandardCharsets.US_ASCII);
		assertThat(Payloads.partial(data, 0x1a)).asString().isEqualTo("\"0000001a000000ff....\"");
		assertThat(Payloads.isPartial(Payloads.partial(data, 3), data, 3)).isTrue();
		assertThat(Payloads.isPartial(Payloads.partial(data, 3), data, 4)).isFalse();
		assertThat(Payloads.isPartial(END, data, 0)).isFalse();
		assertThat(Payloads.isPartial(data.clone(), "\"00000000000000ff,,,,\"".getBytes(StandardCharsets.US_ASCII), 0))
			.isFalse();
	}

}
