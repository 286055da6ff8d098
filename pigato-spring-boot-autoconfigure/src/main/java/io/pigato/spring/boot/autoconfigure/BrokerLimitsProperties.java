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

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What the broker takes on before it says no.
 */
public class BrokerLimitsProperties {

	/**
	 * Largest frame that is received.
	 */
	private DataSize maxFrameSize = DataSize.ofMegabytes(8);

	/**
	 * Largest message that is received, over all frames.
	 */
	private DataSize maxMessageSize = DataSize.ofMegabytes(8);

	/**
	 * Number of frames that a message may have.
	 */
	private int maxFrames = 32;

	/**
	 * Largest options of a request.
	 */
	private DataSize maxOptionsSize = DataSize.ofKilobytes(64);

	/**
	 * Longest name of a service, in characters.
	 */
	private int maxServiceNameLength = 256;

	/**
	 * Number of peers that may be connected to an endpoint.
	 */
	private int maxPeers = 10_000;

	/**
	 * Number of peers that may be connected to an endpoint from one IP address.
	 */
	private int maxPeersPerAddress = 10_000;

	/**
	 * Number of connections of an endpoint that have not introduced themselves.
	 */
	private int maxHandshakes = 1024;

	/**
	 * Number of clients that are known at a time.
	 */
	private int maxClients = 10_000;

	/**
	 * Number of workers that may be ready at a time.
	 */
	private int maxWorkers = 10_000;

	/**
	 * Number of different services that workers may offer.
	 */
	private int maxServices = 10_000;

	/**
	 * Number of services that no worker offers for which requests may wait.
	 */
	private int maxUnknownServices = 1_000;

	/**
	 * Number of requests of one client that may be open.
	 */
	private int maxRequestsPerClient = 100_000;

	/**
	 * Number of requests that may wait for one service.
	 */
	private int maxQueuedPerService = 100_000;

	/**
	 * Number of requests that may wait in all.
	 */
	private int maxQueued = 100_000;

	/**
	 * Size of all requests, waiting or in flight; by default 64MB, or a quarter of the
	 * heap if that is less.
	 */
	private @Nullable DataSize maxPendingBytes;

	/**
	 * Number of messages that may wait to be sent to one peer.
	 */
	private int maxOutboundMessages = 10_000;

	/**
	 * Size of the messages that may wait to be sent to one peer.
	 */
	private DataSize maxOutboundBytes = DataSize.ofMegabytes(16);

	/**
	 * Time for which a client may leave partial replies unread, so that their worker
	 * waits for it, before its request expires. A longer timeout of the request counts
	 * instead.
	 */
	private Duration maxReaderPause = Duration.ofMinutes(5);

	public DataSize getMaxFrameSize() {
		return this.maxFrameSize;
	}

	public void setMaxFrameSize(DataSize maxFrameSize) {
		this.maxFrameSize = maxFrameSize;
	}

	public DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	public void setMaxMessageSize(DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

	public int getMaxFrames() {
		return this.maxFrames;
	}

	public void setMaxFrames(int maxFrames) {
		this.maxFrames = maxFrames;
	}

	public DataSize getMaxOptionsSize() {
		return this.maxOptionsSize;
	}

	public void setMaxOptionsSize(DataSize maxOptionsSize) {
		this.maxOptionsSize = maxOptionsSize;
	}

	public int getMaxServiceNameLength() {
		return this.maxServiceNameLength;
	}

	public void setMaxServiceNameLength(int maxServiceNameLength) {
		this.maxServiceNameLength = maxServiceNameLength;
	}

	public int getMaxPeers() {
		return this.maxPeers;
	}

	public void setMaxPeers(int maxPeers) {
		this.maxPeers = maxPeers;
	}

	public int getMaxPeersPerAddress() {
		return this.maxPeersPerAddress;
	}

	public void setMaxPeersPerAddress(int maxPeersPerAddress) {
		this.maxPeersPerAddress = maxPeersPerAddress;
	}

	public int getMaxHandshakes() {
		return this.maxHandshakes;
	}

	public void setMaxHandshakes(int maxHandshakes) {
		this.maxHandshakes = maxHandshakes;
	}

	public int getMaxClients() {
		return this.maxClients;
	}

	public void setMaxClients(int maxClients) {
		this.maxClients = maxClients;
	}

	public int getMaxWorkers() {
		return this.maxWorkers;
	}

	public void setMaxWorkers(int maxWorkers) {
		this.maxWorkers = maxWorkers;
	}

	public int getMaxServices() {
		return this.maxServices;
	}

	public void setMaxServices(int maxServices) {
		this.maxServices = maxServices;
	}

	public int getMaxUnknownServices() {
		return this.maxUnknownServices;
	}

	public void setMaxUnknownServices(int maxUnknownServices) {
		this.maxUnknownServices = maxUnknownServices;
	}

	public int getMaxRequestsPerClient() {
		return this.maxRequestsPerClient;
	}

	public void setMaxRequestsPerClient(int maxRequestsPerClient) {
		this.maxRequestsPerClient = maxRequestsPerClient;
	}

	public int getMaxQueuedPerService() {
		return this.maxQueuedPerService;
	}

	public void setMaxQueuedPerService(int maxQueuedPerService) {
		this.maxQueuedPerService = maxQueuedPerService;
	}

	public int getMaxQueued() {
		return this.maxQueued;
	}

	public void setMaxQueued(int maxQueued) {
		this.maxQueued = maxQueued;
	}

	public @Nullable DataSize getMaxPendingBytes() {
		return this.maxPendingBytes;
	}

	public void setMaxPendingBytes(@Nullable DataSize maxPendingBytes) {
		this.maxPendingBytes = maxPendingBytes;
	}

	public int getMaxOutboundMessages() {
		return this.maxOutboundMessages;
	}

	public void setMaxOutboundMessages(int maxOutboundMessages) {
		this.maxOutboundMessages = maxOutboundMessages;
	}

	public DataSize getMaxOutboundBytes() {
		return this.maxOutboundBytes;
	}

	public void setMaxOutboundBytes(DataSize maxOutboundBytes) {
		this.maxOutboundBytes = maxOutboundBytes;
	}

	public Duration getMaxReaderPause() {
		return this.maxReaderPause;
	}

	public void setMaxReaderPause(Duration maxReaderPause) {
		this.maxReaderPause = maxReaderPause;
	}

}
