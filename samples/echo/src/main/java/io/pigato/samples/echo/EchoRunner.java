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

package io.pigato.samples.echo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

import io.pigato.client.PigatoClient;
import io.pigato.json.RawJson;

/**
 * Sends requests and logs them and their replies.
 */
@Component
class EchoRunner implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(EchoRunner.class);

	private final PigatoClient client;

	EchoRunner(PigatoClient client) {
		this.client = client;
	}

	@Override
	public void run(ApplicationArguments args) {
		logger.info("Request: echo \"Hello\"");
		String reply = this.client.call("echo", "Hello", String.class);
		logger.info("Reply: \"{}\"", reply);
		logger.info("Request: countdown 3");
		// a stream that is not read to its end has to be closed
		this.client.request("countdown")
			.data(3)
			.stream(RawJson.class)
			.forEach((json) -> logger.info("Reply: {}", json));
	}

}
