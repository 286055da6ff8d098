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

package io.pigato.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.sun.management.UnixOperatingSystemMXBean;

import io.netty.util.internal.PlatformDependent;

import io.pigato.broker.BrokerLimits;
import io.pigato.broker.BrokerStatistics;
import io.pigato.broker.PigatoBroker;

/**
 * A broker in a process of its own, with the default limits unless it is told how many
 * requests may wait. Lines that begin with {@code #} are answers to what is read from the
 * standard input; all others are its log.
 */
final class HostileBrokerMain {

	private HostileBrokerMain() {
	}

	public static void main(String[] args) throws IOException {
		PigatoBroker.Builder builder = PigatoBroker.builder()
			.endpoint("tcp://127.0.0.1:0")
			.transport(args[1])
			.gracePeriod(Duration.ofSeconds(Long.parseLong(args[0])));
		if (args.length > 2) {
			int maxQueued = Integer.parseInt(args[2]);
			builder.limits(BrokerLimits.builder()
				.maxQueued(maxQueued)
				.maxQueuedPerService(maxQueued)
				.maxPendingBytes(maxQueued * 1024L)
				.build());
		}
		PigatoBroker broker = builder.build();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			broker.stop();
			System.out.println("#stopped");
		}));
		broker.start();
		System.out.println("#" + broker.endpoints().get(0).port());
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			if (line.equals("gc")) {
				System.gc();
			}
			System.out.println("#" + describe(broker.statistics()));
		}
		System.exit(0);
	}

	private static String describe(BrokerStatistics now) {
		long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum() + Math.max(PlatformDependent.usedDirectMemory(), 0);
		Runtime runtime = Runtime.getRuntime();
		return String.join(" ", "heap=" + (runtime.totalMemory() - runtime.freeMemory()), "direct=" + direct,
				"files=" + openFiles(), "threads=" + ManagementFactory.getThreadMXBean().getThreadCount(),
				"clients=" + now.clients(), "workers=" + now.workers(), "services=" + now.services(),
				"queued=" + now.queued(), "inFlight=" + now.inFlight(), "pendingBytes=" + now.pendingBytes(),
				"requests=" + now.requests(), "replies=" + now.replies(), "partials=" + now.partials(),
				"duplicateRequests=" + now.duplicateRequests(), "lateReplies=" + now.lateReplies(),
				"forgedReplies=" + now.forgedReplies(), "slowClients=" + now.slowClients(),
				"requeued=" + now.requeued(), "rejected=" + now.rejected(), "expired=" + now.expired(),
				"cancelled=" + now.cancelled(), "workersJoined=" + now.workersJoined(),
				"workersRefused=" + now.workersRefused(), "clientsRefused=" + now.clientsRefused(),
				"errors=" + now.errors().toString().replace(" ", ""),
				"malformed=" + now.malformed().values().stream().mapToLong(Long::longValue).sum(),
				"faults=" + now.malformed().toString().replace(" ", ""));
	}

	private static long openFiles() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
				? unix.getOpenFileDescriptorCount() : 0;
	}

}
