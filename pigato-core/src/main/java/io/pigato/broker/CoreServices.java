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

package io.pigato.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToClient;

/**
 * The core services and listeners of a broker in one life of it: told on a serial
 * executor what the engine tells on its loop.
 */
final class CoreServices implements BrokerEvents {

	private static final Logger logger = LoggerFactory.getLogger(CoreServices.class);

	private static final byte[] FAILED = Bytes.of("{\"code\":\"W_ERROR\",\"message\":\"The core service failed\"}")
		.array();

	private static final byte[] NO_OPTIONS = { '{', '}' };

	private final Map<String, CoreService.Instance> services = new LinkedHashMap<>();

	private final List<BrokerListener> listeners;

	private final Executor serial;

	private final Executor loop;

	private final Completion completion;

	/**
	 * Start the services.
	 * @param services the services, of which the first with a name counts
	 * @param listeners the listeners
	 * @param context what the broker offers to the services
	 * @param serial where everything is told
	 * @param loop the broker's loop
	 * @param completion takes the answers, on the loop
	 */
	CoreServices(List<CoreService> services, List<BrokerListener> listeners, CoreServiceContext context,
			Executor serial, Executor loop, Completion completion) {
		for (CoreService service : services) {
			if (!this.services.containsKey(service.name())) {
				this.services.put(service.name(), service.start(context));
			}
		}
		this.listeners = new ArrayList<>(listeners);
		this.serial = serial;
		this.loop = loop;
		this.completion = completion;
	}

	void tell(Consumer<BrokerListener> event) {
		if (this.listeners.isEmpty()) {
			return;
		}
		this.serial.execute(() -> this.listeners.forEach((listener) -> guard(() -> event.accept(listener))));
	}

	private void tellServices(Consumer<CoreService.Instance> event) {
		this.serial.execute(() -> this.services.values().forEach((service) -> guard(() -> event.accept(service))));
	}

	private static void guard(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			logger.error("A listener or core service of a broker failed", ex);
		}
	}

	@Override
	public void workerJoined(String service, String workerId) {
		tellServices((instance) -> instance.workerJoined(service, workerId));
		tell((listener) -> listener.onWorkerJoined(service, workerId));
	}

	@Override
	public void workerLeft(String service, String workerId, DepartureReason reason) {
		tellServices((instance) -> instance.workerLeft(service, workerId));
		tell((listener) -> listener.onWorkerLeft(service, workerId, reason));
	}

	@Override
	public void clientJoined(String clientId) {
		tell((listener) -> listener.onClientJoined(clientId));
	}

	@Override
	public void clientLeft(String clientId) {
		tell((listener) -> listener.onClientLeft(clientId));
	}

	@Override
	public void directoryUpdateRequested() {
		tellServices(CoreService.Instance::directoryUpdateRequested);
	}

	@Override
	public boolean hasCoreService(String name) {
		return this.services.containsKey(name);
	}

	@Override
	public void callCoreService(PendingRequest request) {
		CoreService.Instance service = this.services.get(request.serviceName());
		if (service == null) {
			return;
		}
		CoreRequest coreRequest = new CoreRequest(request.payload().data(), request.options());
		this.serial.execute(() -> {
			ToClient.Reply reply = answer(service, coreRequest, request.requestId());
			try {
				this.loop.execute(() -> this.completion.complete(request, reply));
			}
			catch (RejectedExecutionException ex) {
				// the broker has stopped and ended the request itself
			}
		});
	}

	private ToClient.Reply answer(CoreService.Instance service, CoreRequest request, Bytes requestId) {
		try {
			byte[] json = service.handle(request);
			return new ToClient.Reply(ReplyType.FINAL, requestId, ReplyStatus.ok(), Payload.of(json, NO_OPTIONS));
		}
		catch (Throwable ex) {
			logger.error("A core service failed to answer a request", ex);
			tell((listener) -> listener.onError(ex));
			return new ToClient.Reply(ReplyType.FINAL, requestId, ReplyStatus.error(), Payload.of(FAILED, NO_OPTIONS));
		}
	}

	/**
	 * Takes the answer to a request.
	 */
	@FunctionalInterface
	interface Completion {

		void complete(PendingRequest request, ToClient.Reply reply);

	}

}
