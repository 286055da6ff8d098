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

package io.pigato.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import io.pigato.broker.BrokerLimits;
import io.pigato.broker.BrokerStatistics;
import io.pigato.broker.Dispatch;
import io.pigato.client.ClientStatistics;
import io.pigato.simulation.History.Kind;
import io.pigato.simulation.History.Request;
import io.pigato.simulation.SimulatedClient.Wish;
import io.pigato.transport.SocketOptions;
import io.pigato.worker.WorkerStatistics;
import org.jspecify.annotations.Nullable;

/**
 * A broker, clients and workers, what they ask for and what happens to them: all of it
 * follows from a profile and a seed.
 */
final class Scenario {

	static final String ENDPOINT = "tcp://127.0.0.1:55555";

	static final int MAX_ATTEMPTS = 3;

	private static final Duration ACTIVITY = Duration.ofSeconds(12);

	private static final Duration MIN_LATENCY = Duration.ofNanos(100_000);

	private static final int TAIL = 60;

	/** Many times what any world needs. */
	private static final long MAX_EVENTS = 300_000;

	private final Profile profile;

	private final SimulatedWorld world;

	private final SimulatedNetwork network;

	private final SplittableRandom random;

	private final History history;

	private final Map<Integer, Integer> attempts = new HashMap<>();

	/** What clients ask for. */
	private final List<String> services = new ArrayList<>();

	private final List<ClientPlace> clients = new ArrayList<>();

	private final List<WorkerPlace> workers = new ArrayList<>();

	private final List<HostilePeer> hostilePeers = new ArrayList<>();

	private final SimulatedBroker.Settings brokerSettings;

	private final Duration maxLatency;

	private final List<String> problems = new ArrayList<>();

	private @Nullable SimulatedBroker broker;

	private int brokerLives;

	private final Set<String> seen = new HashSet<>();

	/** Requests without an outcome, by their numbers. */
	private final Map<Integer, Request> open = new LinkedHashMap<>();

	private boolean ending;

	Scenario(Profile profile, long seed) {
		this.profile = profile;
		this.world = new SimulatedWorld(seed);
		this.world.maxEvents(MAX_EVENTS);
		this.network = this.world.network();
		this.random = this.world.newRandom();
		this.history = new History(this.world::time);
		this.maxLatency = Duration.ofMillis(this.random.nextLong(1, 20));
		this.network.latency(MIN_LATENCY, this.maxLatency, (profile == Profile.LOSSY) ? 0.02 : 0);
		this.network.tellsRouters(this.random.nextInt(3) > 0);
		this.network.keepsAlive(this.random.nextInt(3) > 0);
		this.brokerSettings = newBrokerSettings();
		createPlaces();
	}

	SimulatedWorld world() {
		return this.world;
	}

	History history() {
		return this.history;
	}

	/**
	 * Return how often a handler was given each request.
	 */
	Map<Integer, Integer> attempts() {
		return this.attempts;
	}

	/**
	 * Return what happened in this world: outcomes, and what can be told by counters.
	 */
	Set<String> seen() {
		for (History.Event event : this.history.events()) {
			if (event.isOutcome()) {
				this.seen.add(event.outcome());
			}
			else if (event.kind() == Kind.REJECTED) {
				this.seen.add("rejected");
			}
			else if (event.kind() == Kind.DROPPED) {
				this.seen.add("dropped");
			}
		}
		return this.seen;
	}

	/**
	 * A handler waits until it may write.
	 */
	void onWait() {
		see("waited", 1);
	}

	private void see(String what, long count) {
		if (count > 0) {
			this.seen.add(what);
		}
	}

	void onIssued(Request request) {
		this.open.put(request.number(), request);
	}

	void onOutcome(Request request) {
		this.open.remove(request.number());
	}

	/**
	 * A client is gone, and nobody waits for its requests.
	 */
	void onCrash(SimulatedClient client) {
		this.open.values().removeIf((request) -> request.client().equals(client.name()));
	}

	private SimulatedBroker.Settings newBrokerSettings() {
		BrokerLimits.Builder limits = BrokerLimits.defaults().toBuilder();
		if (this.profile == Profile.SATURATION) {
			limits.maxQueuedPerService(this.random.nextInt(5, 60));
			limits.maxOutboundMessages(this.random.nextInt(100, 200));
		}
		if (this.profile == Profile.HOSTILE) {
			limits.maxFrameSize(100_000);
		}
		return new SimulatedBroker.Settings(heartbeatInterval(),
				this.random.nextBoolean() ? Dispatch.LOAD : Dispatch.RANDOM, Duration.ofSeconds(10), limits.build());
	}

	private Duration heartbeatInterval() {
		return Duration.ofMillis(this.random.nextLong(300, 2500));
	}

	private Duration reconnectDelay() {
		return Duration.ofMillis(this.random.nextLong(100, 1000));
	}

	private SocketOptions socketOptions() {
		SocketOptions.Builder options = SocketOptions.builder();
		if (this.profile == Profile.SATURATION) {
			options.outboundMessages(this.random.nextInt(2, 32));
		}
		return options.build();
	}

	private void createPlaces() {
		String[][] kinds = { { "echo", "echo" }, { "wild.*", "wild.card" }, { "ver@1.2.3", "ver@^1.0.0" },
				{ "\u00fcml\u00e4ut", "\u00fcml\u00e4ut" } };
		int serviceCount = this.random.nextInt(1, kinds.length + 1);
		for (int i = 0; i < serviceCount; i++) {
			this.services.add(kinds[i][1]);
		}
		int workerCount = serviceCount + this.random.nextInt(4);
		for (int i = 0; i < workerCount; i++) {
			int kind = i % serviceCount;
			int concurrency = pick(1, 2, 5, 100, -1);
			this.workers.add(new WorkerPlace("worker" + i, kinds[kind][0], kinds[kind][1],
					new SimulatedWorker.Settings(heartbeatInterval(), reconnectDelay(), switch (this.profile) {
						case SATURATION -> 1 + i % 3;
						// who waits for a reader must not make others wait
						case SLOW_READERS -> -1;
						default -> concurrency;
					}, Duration.ofSeconds(10), this.random.nextInt(4) == 0, socketOptions())));
		}
		int clientCount = this.random.nextInt(1, 5);
		for (int i = 0; i < clientCount; i++) {
			this.clients.add(new ClientPlace("client" + i,
					new SimulatedClient.Settings(heartbeatInterval(), reconnectDelay(), socketOptions())));
		}
	}

	@SafeVarargs
	private <T> T pick(T... choices) {
		return choices[this.random.nextInt(choices.length)];
	}

	/**
	 * Let it all happen.
	 * @throws AssertionError if a promise was broken; the message says how, and how to
	 * see it again
	 */
	void run() {
		try {
			begin();
			this.world.runFor(ACTIVITY);
			end();
		}
		catch (AssertionError ex) {
			this.problems.add(ex.getMessage());
		}
		this.world.failures().forEach((failure) -> this.problems.add("Something threw " + trace(failure)));
		this.problems.addAll(HistoryChecker.check(this.history, this.profile.rules()));
		if (!this.problems.isEmpty()) {
			throw new AssertionError(report());
		}
	}

	private static String trace(Throwable failure) {
		StringBuilder trace = new StringBuilder().append(failure);
		StackTraceElement[] elements = failure.getStackTrace();
		for (int i = 0; i < Math.min(elements.length, 12); i++) {
			trace.append("\n      at ").append(elements[i]);
		}
		return trace.toString();
	}

	private String report() {
		StringBuilder report = new StringBuilder();
		report.append("Profile ")
			.append(this.profile)
			.append(" with seed ")
			.append(this.world.seed())
			.append(" (run it alone with -Dpigato.simulation.profile=")
			.append(this.profile)
			.append(" -Dpigato.simulation.seed=")
			.append(this.world.seed())
			.append("):\n");
		this.problems.stream().limit(20).forEach((problem) -> report.append("- ").append(problem).append('\n'));
		Set<Integer> shown = new HashSet<>();
		for (String problem : this.problems) {
			int at = problem.indexOf(" #");
			int end = problem.indexOf('/', at);
			if (at >= 0 && end > at && shown.size() < 3 && shown.add(number(problem.substring(at + 2, end)))) {
				report.append("Request ").append(problem, at + 1, end).append(":\n");
				report.append(this.history.of(number(problem.substring(at + 2, end))));
			}
		}
		report.append("Routers are ")
			.append(this.network.tellsRouters() ? "" : "not ")
			.append("told of lost connections. ");
		report.append("The last events, and what happened to the actors:\n");
		report.append(this.history.of(-1)).append(this.history.tail(TAIL));
		return report.toString();
	}

	private static int number(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	private void begin() {
		// nobody has to wait for anybody
		at(0, 500, this::startBroker);
		this.workers.forEach((place) -> at(0, 1000, place::start));
		this.clients.forEach((place) -> at(0, 1000, place::start));
		for (ClientPlace place : this.clients) {
			int count = (this.profile == Profile.SATURATION) ? this.random.nextInt(50, 150)
					: this.random.nextInt(5, 40);
			for (int i = 0; i < count; i++) {
				if (this.profile == Profile.SATURATION) {
					at(3000, 4000, place::issue);
				}
				else {
					at(2000, ACTIVITY.toMillis() - 1000, place::issue);
				}
			}
		}
		if (this.profile == Profile.HOSTILE) {
			int count = this.random.nextInt(1, 4);
			for (int i = 0; i < count; i++) {
				int number = i;
				at(0, 5000, () -> this.hostilePeers.add(new HostilePeer(this, "hostile" + number, this.services)));
			}
		}
		disturbLater();
	}

	private void at(long minMillis, long maxMillis, Runnable event) {
		this.world.schedule(Duration.ofMillis(this.random.nextLong(minMillis, maxMillis + 1)).toNanos(),
				() -> this.world.run(null, event));
	}

	private void startBroker() {
		this.broker = new SimulatedBroker(this, ++this.brokerLives, this.brokerSettings);
	}

	private void disturbLater() {
		at(100, 2500, () -> {
			if (!this.ending) {
				disturb();
				disturbLater();
			}
		});
	}

	private void disturb() {
		switch (this.profile) {
			case CALM, HOSTILE, SATURATION -> changeConcurrency();
			case LOSSY -> disturbNetwork();
			case RESTARTS -> crashSomebody();
			case DRAIN -> stopSomebody();
			case SLOW_READERS -> {
				// the readers are trouble enough
			}
		}
	}

	private void changeConcurrency() {
		WorkerPlace place = this.workers.get(this.random.nextInt(this.workers.size()));
		SimulatedWorker worker = place.current;
		if (worker != null && worker.isServing()) {
			// never 0: a request that is rejected for it does not come back
			worker.worker().concurrency(this.random.nextInt(1, 4));
			at(200, 800, () -> {
				if (worker.isServing()) {
					worker.worker().concurrency(place.settings.concurrency());
				}
			});
		}
	}

	private String anyPlace() {
		int number = this.random.nextInt(this.workers.size() + this.clients.size());
		return (number < this.workers.size()) ? this.workers.get(number).name
				: this.clients.get(number - this.workers.size()).name;
	}

	private void disturbNetwork() {
		String place = anyPlace();
		List<SimulatedConnection> connections = this.network.connectionsOf(place);
		switch (this.random.nextInt(6)) {
			case 0, 1 -> connections.forEach(SimulatedConnection::reset);
			case 2 -> connections.forEach(SimulatedConnection::cutSilently);
			case 3, 4 -> {
				this.history.note(Kind.NOTE, place, "is partitioned");
				this.network.partition(place, "broker");
				at(50, 12_000, () -> this.network.heal(place, "broker"));
				return;
			}
			default -> {
				this.history.note(Kind.NOTE, place, "pauses");
				pause(place);
				return;
			}
		}
		this.history.note(Kind.NOTE, place, "is cut");
	}

	private void pause(String place) {
		Duration duration = Duration.ofMillis(this.random.nextLong(100, 12_000));
		if (this.random.nextInt(6) == 0 && this.broker != null) {
			this.broker.process().pause(duration);
			return;
		}
		this.workers.stream()
			.filter((worker) -> worker.name.equals(place) && worker.current != null)
			.forEach((worker) -> worker.current().process().pause(duration));
		this.clients.stream()
			.filter((client) -> client.name.equals(place) && client.current != null)
			.forEach((client) -> client.current().process().pause(duration));
	}

	private void crashSomebody() {
		boolean told = this.random.nextBoolean();
		int number = this.random.nextInt(10);
		if (number == 0) {
			ClientPlace place = this.clients.get(this.random.nextInt(this.clients.size()));
			if (place.current != null) {
				place.current.crash(told);
				at(100, 3000, place::restart);
			}
		}
		else if (number < 4) {
			SimulatedBroker crashed = this.broker;
			if (crashed != null && crashed.process().isAlive()) {
				crashed.crash(told);
				at(10, 4000, this::startBroker);
			}
		}
		else {
			WorkerPlace place = this.workers.get(this.random.nextInt(this.workers.size()));
			if (place.current != null) {
				place.current.crash(told);
				at(100, 3000, place::restart);
			}
		}
	}

	/**
	 * A handler takes its whole process with it.
	 */
	void die(SimulatedWorker worker) {
		worker.crash(this.random.nextBoolean());
		for (WorkerPlace place : this.workers) {
			if (place.current == worker) {
				at(100, 3000, place::restart);
			}
		}
	}

	private void stopSomebody() {
		int number = this.random.nextInt(10);
		if (number == 0) {
			ClientPlace place = this.clients.get(this.random.nextInt(this.clients.size()));
			SimulatedClient client = place.current;
			if (client != null && client.isRunning()) {
				whenDone(client.stop(), () -> at(0, 1000, place::restart));
			}
		}
		else if (number < 4) {
			SimulatedBroker stopping = this.broker;
			if (stopping != null && stopping.isServing()) {
				whenDone(stopping.stop(), () -> {
					this.history.note(Kind.NOTE, "broker", "has stopped");
					at(0, 1000, this::startBroker);
				});
			}
		}
		else {
			WorkerPlace place = this.workers.get(this.random.nextInt(this.workers.size()));
			SimulatedWorker worker = place.current;
			if (worker != null && worker.isServing()) {
				whenDone(worker.stop(), () -> {
					this.history.note(Kind.NOTE, worker.name(), "has stopped");
					at(0, 1000, place::restart);
				});
			}
		}
	}

	private void whenDone(CompletableFuture<Void> future, Runnable then) {
		future.whenComplete((nothing, failure) -> {
			if (failure != null) {
				this.world.fail(failure);
			}
			then.run();
		});
	}

	/**
	 * Heal the world, wait for what must come, and stop everything.
	 */
	private void end() {
		this.ending = true;
		this.network.heal();
		this.network.latency(MIN_LATENCY, this.maxLatency, 0);
		this.hostilePeers.forEach(HostilePeer::stop);
		if (!this.profile.rules().expectedOutcomes()) {
			// whoever crashed or was stopped is back by then
			this.world.runFor(Duration.ofSeconds(15));
		}
		this.world.runUntil(this.open::isEmpty, Duration.ofMinutes(2));
		this.world.runFor(aftermath());
		checkNothingIsLeft();
		stopAll();
	}

	/**
	 * Return how long it takes until nothing more comes of what is over: late replies,
	 * connections that were cut silently, requests of hostile peers.
	 */
	private Duration aftermath() {
		return switch (this.profile) {
			case CALM, SATURATION, SLOW_READERS, DRAIN -> Duration.ofSeconds(10);
			case LOSSY, RESTARTS -> Duration.ofSeconds(40);
			case HOSTILE -> Duration.ofSeconds(65);
		};
	}

	private void checkNothingIsLeft() {
		for (Request request : this.open.values()) {
			this.problems.add("(a) #" + request.number() + "/ has no outcome after minutes: " + request.payload());
		}
		if (this.broker != null) {
			BrokerStatistics statistics = this.broker.broker().statistics();
			see("retried", statistics.requeued());
			see("forged", statistics.forgedReplies());
			see("malformed", statistics.malformed().values().stream().mapToLong(Long::longValue).sum());
			zero("broker's queued requests", statistics.queued());
			zero("broker's requests in flight", statistics.inFlight());
			zero("broker's pending bytes", statistics.pendingBytes());
			if (statistics.workers() < this.workers.size()) {
				this.problems.add("Only " + statistics.workers() + " of " + this.workers.size() + " workers are back");
			}
		}
		for (ClientPlace place : this.clients) {
			ClientStatistics statistics = place.current().client().statistics();
			see("resent", statistics.resent());
			see("late", statistics.lateReplies());
			zero(place.name + "'s pending requests", statistics.pending());
			if (!statistics.connected()) {
				this.problems.add(place.name + " is not connected");
			}
			long outcomes = statistics.replies() + statistics.errors() + statistics.timeouts() + statistics.cancelled();
			if (statistics.requests() != outcomes) {
				this.problems.add(place.name + "'s statistics do not add up: " + statistics);
			}
		}
		for (WorkerPlace place : this.workers) {
			WorkerStatistics statistics = place.current().worker().statistics();
			zero(place.name + "'s requests in flight", statistics.inFlight());
			zero(place.name + "'s queued requests", statistics.queued());
			if (!statistics.connected()) {
				this.problems.add(place.name + " is not connected");
			}
		}
	}

	private void zero(String what, long value) {
		if (value != 0) {
			this.problems.add("At the end there are " + value + " of " + what);
		}
	}

	private void stopAll() {
		List<CompletableFuture<Void>> stops = new ArrayList<>();
		List<SimulatedLoop> loops = new ArrayList<>();
		for (ClientPlace place : this.clients) {
			stops.add(place.current().stop());
			loops.add(place.current().loop());
		}
		for (WorkerPlace place : this.workers) {
			stops.add(place.current().stop());
			loops.add(place.current().loop());
		}
		if (this.broker != null) {
			stops.add(this.broker.stop());
			loops.add(this.broker.loop());
		}
		this.world.runFor(Duration.ofMinutes(1));
		stops.stream().filter((stop) -> !stop.isDone() || stop.isCompletedExceptionally()).forEach((stop) -> {
			this.problems.add("Somebody has not stopped: " + stop);
		});
		for (SimulatedLoop loop : loops) {
			zero(loop.process() + "'s sockets", loop.openSockets());
			zero(loop.process() + "'s timers", loop.pendingTimers());
		}
	}

	private Wish newWish() {
		String service = this.services.get(this.random.nextInt(this.services.size()));
		boolean retry = this.random.nextInt(5) < 2;
		String behaviour = newBehaviour();
		boolean answers = !behaviour.startsWith("silent") && !behaviour.startsWith("late");
		Set<String> expected = new HashSet<>();
		expected.add(switch (behaviour.split(":")[0]) {
			case "throw", "error" -> "PigatoRemoteException";
			case "silent", "late" -> "PigatoTimeoutException";
			case "refuse" -> "PigatoRejectedException";
			default -> History.RESULT;
		});
		Duration timeout = answers ? Duration.ofMillis(this.random.nextLong(40_000, 60_000))
				: Duration.ofMillis(this.random.nextLong(500, 2000));
		boolean healthy = this.profile.rules().lossless();
		if (!healthy && this.random.nextInt(3) == 0) {
			timeout = Duration.ofMillis(this.random.nextLong(100, 5000));
		}
		if (behaviour.startsWith("late")) {
			behaviour = "late:" + (timeout.toMillis() + 300);
		}
		Duration deadline = null;
		if (this.random.nextInt(6) == 0) {
			deadline = Duration
				.ofMillis(healthy ? this.random.nextLong(40_000, 60_000) : this.random.nextLong(200, 9000));
		}
		if (behaviour.equals("reject") || behaviour.equals("refuse")) {
			// there may be nobody else to take it
			timeout = Duration.ofMillis(this.random.nextLong(2000, 5000));
			expected.add("PigatoRejectedException");
			expected.add("PigatoTimeoutException");
		}
		if (this.profile == Profile.SATURATION) {
			expected.add("PigatoBusyException");
		}
		Duration cancelAfter = null;
		if (this.random.nextInt(15) == 0) {
			cancelAfter = Duration.ofMillis(this.random.nextLong(1, 1000));
			expected.add("PigatoCancelledException");
		}
		boolean failFast = this.random.nextInt(10) == 0;
		String workerId = null;
		if (this.random.nextInt(10) == 0) {
			workerId = workerId(service);
			if (!healthy && workerId != null && this.random.nextInt(3) == 0) {
				workerId = "nobody";
			}
			if (this.profile == Profile.DRAIN) {
				// the worker may be gone for good
				expected.add("PigatoTimeoutException");
			}
		}
		SimulatedClient.Reading reading = newReading(behaviour);
		if (reading != null && this.profile == Profile.SLOW_READERS) {
			// less than a reader takes for what it has room for
			timeout = Duration.ofMillis(this.random.nextLong(300, 1000));
		}
		boolean endless = answers && !behaviour.startsWith("re") && workerId == null && this.random.nextInt(8) == 0;
		return new Wish(service, behaviour, retry, endless ? null : timeout, deadline, workerId, failFast, cancelAfter,
				expected, reading);
	}

	private SimulatedClient.@Nullable Reading newReading(String behaviour) {
		boolean streamed = behaviour.startsWith("stream") || behaviour.startsWith("burst")
				|| behaviour.startsWith("error");
		if (!streamed || (this.profile != Profile.SLOW_READERS && this.random.nextInt(3) > 0)) {
			return null;
		}
		long slowest = (this.profile == Profile.SLOW_READERS) ? 1500 : 30;
		return new SimulatedClient.Reading(this.random.nextInt(1, 9),
				this.random.nextBoolean() ? 1 << 20 : this.random.nextInt(1, 300),
				Duration.ofMillis(this.random.nextLong(1, slowest)));
	}

	private @Nullable String workerId(String service) {
		for (WorkerPlace place : this.workers) {
			SimulatedWorker worker = place.current;
			if (place.asked.equals(service) && worker != null && worker.isServing()
					&& worker.worker().statistics().connected()) {
				return worker.worker().workerId();
			}
		}
		return null;
	}

	private String newBehaviour() {
		int number = this.random.nextInt(100);
		if (this.profile == Profile.RESTARTS && number < 8) {
			return "die";
		}
		if (number < 40) {
			return "echo";
		}
		if (number < 55) {
			return "now";
		}
		if (number < 75) {
			return pick("stream:", "stream:", "burst:") + this.random.nextInt(1, 20);
		}
		if (number < 82) {
			return "error:" + this.random.nextInt(0, 4);
		}
		if (number < 86) {
			return "throw";
		}
		if (number < 92) {
			return "reject";
		}
		if (number < 94) {
			return "refuse";
		}
		return (this.profile == Profile.DRAIN) ? "echo" : pick("silent", "late");
	}

	/**
	 * Where one client after another lives.
	 */
	private final class ClientPlace {

		private final String name;

		private final SimulatedClient.Settings settings;

		private int lives;

		private @Nullable SimulatedClient current;

		private ClientPlace(String name, SimulatedClient.Settings settings) {
			this.name = name;
			this.settings = settings;
		}

		private void start() {
			this.current = new SimulatedClient(Scenario.this, this.name, ++this.lives, this.settings);
		}

		private void restart() {
			if (!current().isRunning()) {
				start();
			}
		}

		private SimulatedClient current() {
			if (this.current == null) {
				throw new IllegalStateException(this.name + " was not started");
			}
			return this.current;
		}

		private void issue() {
			if (this.current != null && this.current.isRunning()) {
				this.current.issue(newWish());
			}
		}

	}

	/**
	 * Where one worker after another lives.
	 */
	private final class WorkerPlace {

		private final String name;

		private final String service;

		private final String asked;

		private final SimulatedWorker.Settings settings;

		private int lives;

		private @Nullable SimulatedWorker current;

		private WorkerPlace(String name, String service, String asked, SimulatedWorker.Settings settings) {
			this.name = name;
			this.service = service;
			this.asked = asked;
			this.settings = settings;
		}

		private void start() {
			this.current = new SimulatedWorker(Scenario.this, this.name, ++this.lives, this.service, this.settings);
		}

		private void restart() {
			if (!current().isServing()) {
				start();
			}
		}

		private SimulatedWorker current() {
			if (this.current == null) {
				throw new IllegalStateException(this.name + " was not started");
			}
			return this.current;
		}

	}

}
