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

package io.pigato.spring.boot.autoconfigure.observation;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the observations of clients and workers.
 */
@ConfigurationProperties("pigato.observation")
public class PigatoObservationProperties {

	/**
	 * Codes of errors that metrics keep apart, besides those of PIGATO. All others are
	 * OTHER.
	 */
	private Set<String> errorCodes = new LinkedHashSet<>();

	private final Client client = new Client();

	private final Worker worker = new Worker();

	public Set<String> getErrorCodes() {
		return this.errorCodes;
	}

	public void setErrorCodes(Set<String> errorCodes) {
		this.errorCodes = errorCodes;
	}

	public Client getClient() {
		return this.client;
	}

	public Worker getWorker() {
		return this.worker;
	}

	/**
	 * Properties of the observations of clients.
	 */
	public static class Client {

		/**
		 * Whether to observe the requests of clients.
		 */
		private boolean enabled = true;

		/**
		 * Number of services that metrics keep apart. Further ones are OTHER.
		 */
		private int maxServices = 100;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getMaxServices() {
			return this.maxServices;
		}

		public void setMaxServices(int maxServices) {
			if (maxServices < 0) {
				throw new IllegalArgumentException(
						"pigato.observation.client.max-services must not be negative but is " + maxServices);
			}
			this.maxServices = maxServices;
		}

	}

	/**
	 * Properties of the observations of workers.
	 */
	public static class Worker {

		/**
		 * Whether to observe the requests that workers handle.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

}
