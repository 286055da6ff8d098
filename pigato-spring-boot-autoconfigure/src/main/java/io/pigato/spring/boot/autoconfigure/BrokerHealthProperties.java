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

package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;

/**
 * Settings of the health check of the broker that is embedded in the application.
 */
public class BrokerHealthProperties {

	/**
	 * How often to send a request through each endpoint of the broker.
	 */
	private Duration interval = Duration.ofSeconds(5);

	/**
	 * How long such a request may take before the broker counts as down.
	 */
	private Duration timeout = Duration.ofSeconds(5);

	public Duration getInterval() {
		return this.interval;
	}

	public void setInterval(Duration interval) {
		this.interval = interval;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Make sure that the values can be used.
	 * @throws InvalidPigatoPropertyException if one can't
	 */
	void check() {
		check("pigato.broker.health.interval", this.interval);
		check("pigato.broker.health.timeout", this.timeout);
	}

	private static void check(String property, Duration value) {
		if (value.toMillis() < 1) {
			throw new InvalidPigatoPropertyException(property, "it must be at least 1 ms but is " + value, null);
		}
	}

}
