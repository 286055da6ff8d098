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

package io.pigato.transport.jeromq;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.Ctx;
import zmq.SocketBase;
import zmq.ZMQ;

/**
 * JeroMQ's I/O thread and reaper thread, for the sockets of one loop.
 * <p>
 * JeroMQ tells nobody when its I/O thread dies, by an {@link OutOfMemoryError} say: all
 * sockets just fall silent. This context does tell.
 */
final class JeroMqContext {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqContext.class);

	/** JeroMQ's own limit of 1024 would be too low for many clients on one loop. */
	private static final int MAX_SOCKETS = 16 * 1024;

	private final Ctx ctx = new Ctx();

	private final String name;

	private final BiConsumer<JeroMqContext, Throwable> onDeath;

	private final AtomicBoolean noticed = new AtomicBoolean();

	/**
	 * Create a context and start its threads.
	 * @param name what the names of its threads begin with
	 * @param onDeath called on the thread that dies
	 */
	JeroMqContext(String name, BiConsumer<JeroMqContext, Throwable> onDeath) {
		this.name = name;
		this.onDeath = onDeath;
		this.ctx.set(ZMQ.ZMQ_MAX_SOCKETS, MAX_SOCKETS);
		this.ctx.setUncaughtExceptionHandler(this::died);
		this.ctx.setNotificationExceptionHandler(this::survived);
		this.ctx.setThreadFactory(this::newThread);
		// the threads start with the first socket
		newSocket(ZMQ.ZMQ_PAIR).close();
	}

	private Thread newThread(Runnable poller, String pollerName) {
		Thread thread = new Thread(poller, this.name + "-" + pollerName);
		thread.setDaemon(true);
		thread.setUncaughtExceptionHandler(this::died);
		return thread;
	}

	void died(Thread thread, Throwable cause) {
		logger.error("JeroMQ's thread '{}' died: no socket of the event loop '{}' works any more", thread.getName(),
				this.name, cause);
		this.onDeath.accept(this, cause);
	}

	/**
	 * Only once at warning level: a peer must not be able to fill the log. A closed
	 * channel is no news: JeroMQ signals a socket that its reaper closes just then.
	 */
	private void survived(Thread thread, Throwable cause) {
		if (!(cause.getCause() instanceof ClosedChannelException) && this.noticed.compareAndSet(false, true)) {
			logger.warn("JeroMQ's thread '{}' goes on after an exception; further ones are logged at debug level",
					thread.getName(), cause);
		}
		else {
			logger.debug("JeroMQ's thread '{}' goes on after an exception", thread.getName(), cause);
		}
	}

	SocketBase newSocket(int type) {
		return this.ctx.createSocket(type);
	}

	/**
	 * Have the I/O thread go through all its channels and register those with its
	 * selector that are not.
	 * <p>
	 * When a connection is established and the I/O thread gets to attach it to its
	 * session in the same turn, JeroMQ cancels the registration of the new owner together
	 * with that of the old one, and is deaf to the channel until the set of channels
	 * changes for another reason. This is such a reason.
	 */
	void poke() {
		SocketBase passing = newSocket(ZMQ.ZMQ_PAIR);
		if (!passing.bind("tcp://127.0.0.1:0")) {
			logger.debug("JeroMQ can't be poked: error {}", passing.errno());
		}
		passing.close();
	}

	/**
	 * End the threads, on a thread of its own because JeroMQ waits for them without
	 * limit. To be called when all sockets are closed.
	 * @param patience how long that may take before it is logged and given up
	 * @return completed when the threads have ended or were given up
	 */
	CompletableFuture<Void> close(Duration patience) {
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		Thread closer = new Thread(() -> {
			try {
				this.ctx.terminate();
				done.complete(true);
			}
			catch (Throwable ex) {
				done.completeExceptionally(ex);
			}
		}, this.name + "-closer");
		closer.setDaemon(true);
		closer.start();
		return done.completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS).thenAccept((ended) -> {
			if (!ended) {
				logger.warn("JeroMQ's threads of the event loop '{}' did not end within {} and are left behind:{}",
						this.name, patience, threadDump());
			}
		});
	}

	private String threadDump() {
		StringBuilder dump = new StringBuilder();
		for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
			if (entry.getKey().getName().startsWith(this.name)) {
				dump.append("\n\"").append(entry.getKey().getName()).append("\" ").append(entry.getKey().getState());
				for (StackTraceElement element : entry.getValue()) {
					dump.append("\n\tat ").append(element);
				}
			}
		}
		return dump.toString();
	}

}
