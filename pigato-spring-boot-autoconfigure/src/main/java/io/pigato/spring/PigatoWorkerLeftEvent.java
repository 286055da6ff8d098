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

package io.pigato.spring;

import io.pigato.broker.DepartureReason;
import io.pigato.broker.PigatoBroker;

/**
 * Published when a worker, of whatever application, left the broker of an application
 * context or was lost.
 */
public class PigatoWorkerLeftEvent extends PigatoBrokerEvent {

	private static final long serialVersionUID = 1L;

	private final String service;

	private final String workerId;

	private final DepartureReason reason;

	/**
	 * Create an event.
	 * @param broker the broker
	 * @param service the service that the worker offers
	 * @param workerId the identity of the worker
	 * @param reason why it left
	 */
	public PigatoWorkerLeftEvent(PigatoBroker broker, String service, String workerId, DepartureReason reason) {
		super(broker);
		this.service = service;
		this.workerId = workerId;
		this.reason = reason;
	}

	/**
	 * Return the service that the worker offers.
	 * @return the service, which may be a wildcard or have a version
	 */
	public String getService() {
		return this.service;
	}

	/**
	 * Return the identity of the worker, which is another one after each connection.
	 * @return the identity
	 */
	public String getWorkerId() {
		return this.workerId;
	}

	/**
	 * Return why the worker left.
	 * @return the reason
	 */
	public DepartureReason getReason() {
		return this.reason;
	}

}
