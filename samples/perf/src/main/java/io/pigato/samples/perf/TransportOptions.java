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

package io.pigato.samples.perf;

import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import io.pigato.transport.Endpoint;
import io.pigato.transport.Transports;

/**
 * The option that chooses a transport.
 */
final class TransportOptions {

	@Option(names = "--transport", paramLabel = "NAME",
			description = "The transport: netty, jeromq or memory. Default is memory for inproc endpoints, else netty.")
	private @Nullable String name;

	/**
	 * Return the transport for an endpoint.
	 * @throws ParameterException if there is no such transport, or it can't be used with
	 * the endpoint
	 */
	String nameFor(Endpoint endpoint, CommandLine command) {
		String transport = (this.name != null) ? this.name : Transports.defaultFor(endpoint);
		try {
			Transports.checkSupported(transport, List.of(endpoint));
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(command, String.valueOf(ex.getMessage()), ex);
		}
		return transport;
	}

	boolean isMemory() {
		return "memory".equals(this.name);
	}

}
