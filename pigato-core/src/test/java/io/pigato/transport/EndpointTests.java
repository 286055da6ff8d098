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

package io.pigato.transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Endpoint}.
 */
class EndpointTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			tcp://localhost:55555,             localhost,          55555, true,  false
			tcp://LOCALHOST:1,                 LOCALHOST,          1,     true,  false
			tcp://broker.example.org:65535,    broker.example.org, 65535, false, false
			tcp://my_broker-1:5555,            my_broker-1,        5555,  false, false
			tcp://127.0.0.1:0,                 127.0.0.1,          0,     true,  false
			tcp://127.9.8.7:1,                 127.9.8.7,          1,     true,  false
			tcp://10.0.0.1:1,                  10.0.0.1,           1,     false, false
			tcp://0.0.0.0:1,                   0.0.0.0,            1,     false, true
			tcp://*:5555,                      *,                  5555,  false, true
			tcp://*:*,                         *,                  0,     false, true
			tcp://127.0.0.1:*,                 127.0.0.1,          0,     true,  false
			tcp://[::1]:5555,                  ::1,                5555,  true,  false
			tcp://[0:0:0:0:0:0:0:1]:5555,      0:0:0:0:0:0:0:1,    5555,  true,  false
			tcp://[::]:5555,                   ::,                 5555,  false, true
			tcp://[::ffff:127.0.0.1]:5555,     ::ffff:127.0.0.1,   5555,  true,  false
			tcp://[fe80::1%eth0]:5555,         fe80::1%eth0,       5555,  false, false
			tcp://[2001:db8::7]:5555,          2001:db8::7,        5555,  false, false
			TCP://localhost:1,                 localhost,          1,     true,  false
			"  tcp://localhost:1 ",            localhost,          1,     true,  false
			""")
	void readsTcpEndpoints(String text, String host, int port, boolean loopback, boolean wildcard) {
		Endpoint endpoint = Endpoint.parse(text);
		assertThat(endpoint.scheme()).isEqualTo("tcp");
		assertThat(endpoint.host()).isEqualTo(host);
		assertThat(endpoint.port()).isEqualTo(port);
		assertThat(endpoint.isLoopback()).isEqualTo(loopback);
		assertThat(endpoint.isWildcard()).isEqualTo(wildcard);
		assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint).hasSameHashCodeAs(endpoint);
		assertThat(Endpoint.tcp(host, port)).isEqualTo(endpoint);
	}

	@ParameterizedTest
	@CsvSource({ "ipc:///run/pigato.sock,ipc,/run/pigato.sock", "ipc://relative,ipc,relative",
			"inproc://broker,inproc,broker", "inproc://*,inproc,*" })
	void readsNamedEndpoints(String text, String scheme, String name) {
		Endpoint endpoint = Endpoint.parse(text);
		assertThat(endpoint.scheme()).isEqualTo(scheme);
		assertThat(endpoint.name()).isEqualTo(name);
		assertThat(endpoint.port()).isEqualTo(-1);
		assertThat(endpoint.isLoopback()).isTrue();
		assertThat(endpoint.isWildcard()).isFalse();
		assertThat(endpoint.connectable()).isSameAs(endpoint);
		assertThat(endpoint).hasToString(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			localhost:5555                | it has no scheme
			5555                          | it has no scheme
			tcp:/localhost:5555           | it has no scheme
			http://localhost:5555         | its scheme is unknown
			tcp://                        | it has no port
			tcp://localhost               | it has no port
			tcp://localhost:              | it has no port
			tcp://[::1]                   | it has no port
			tcp://:5555                   | it has no host
			tcp://localhost:port          | its port is not a number
			tcp://localhost:-1            | its port is not a number
			tcp://localhost:5555/path     | its port is not a number
			tcp://localhost:65536         | a port is between 0 and 65535
			tcp://localhost:99999999999   | a port is between 0 and 65535
			tcp://::1:5555                | an IPv6 address is written in brackets
			tcp://[::1:5555               | its IPv6 address is not closed by ']'
			tcp://[localhost]:5555        | its IPv6 address is not closed by ']'
			tcp://[::g]:5555              | its IP address is not valid
			tcp://[1::2::3]:5555          | its IP address is not valid
			tcp://256.0.0.1:5555          | its IP address is not valid
			tcp://127.0.1:5555            | its IP address is not valid
			tcp://1234:5555               | its IP address is not valid
			tcp://my host:5555            | its host has characters that no host name has
			tcp://host/path:5555          | its host has characters that no host name has
			tcp://user@host:5555          | its host has characters that no host name has
			tcp://-host:5555              | its host has characters that no host name has
			ipc://                        | nothing follows its scheme
			inproc://                     | nothing follows its scheme
			""")
	void refusesWhatIsNoEndpointAndSaysWhy(String text, String why) {
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text))
			.withMessageStartingWith("'" + text + "' is not an endpoint: " + why + ". ")
			.withMessageContaining("tcp://localhost:55555");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void refusesBlankText(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text))
			.withMessageContaining("it has no scheme");
	}

	@Test
	void refusesInvalidParts() {
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.tcp("", 1));
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.tcp("localhost", -1));
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.inproc(" "));
		assertThatIllegalStateException().isThrownBy(() -> Endpoint.inproc("a").host());
		assertThatIllegalStateException().isThrownBy(() -> Endpoint.inproc("a").withPort(1));
		assertThatIllegalStateException().isThrownBy(() -> Endpoint.tcp("localhost", 1).name());
	}

	@Test
	void wildcardIsConnectedByLoopback() {
		assertThat(Endpoint.parse("tcp://*:5555").connectable()).hasToString("tcp://127.0.0.1:5555");
		assertThat(Endpoint.parse("tcp://0.0.0.0:5555").connectable()).hasToString("tcp://127.0.0.1:5555");
		assertThat(Endpoint.parse("tcp://[::]:5555").connectable()).hasToString("tcp://[::1]:5555");
		assertThat(Endpoint.parse("tcp://10.0.0.1:5555").connectable()).hasToString("tcp://10.0.0.1:5555");
	}

	@Test
	void portIsReplaced() {
		assertThat(Endpoint.parse("tcp://[::1]:0").withPort(7)).isEqualTo(Endpoint.parse("tcp://[::1]:7"));
	}

	@Test
	void differentEndpointsAreNotEqual() {
		Endpoint endpoint = Endpoint.parse("tcp://localhost:1");
		assertThat(endpoint).isNotEqualTo(Endpoint.parse("tcp://localhost:2"))
			.isNotEqualTo(Endpoint.parse("tcp://127.0.0.1:1"))
			.isNotEqualTo(Endpoint.parse("inproc://localhost"))
			.isNotEqualTo(null);
	}

}
