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

package io.pigato.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.pigato.protocol.Bytes;

/**
 * The one thread that owns engines, their sockets and their timers.
 * <p>
 * Whatever a socket's handler is told, it is told on this thread; sockets and
 * {@linkplain #timers() timers} are used from this thread only. {@link #execute} hands
 * over tasks from any thread in their order, and wakes the loop up only if it sleeps.
 * Nobody ever interrupts a loop. A task or handler that throws is logged and harms
 * neither the loop nor the others on it.
 */
public interface EventLoop extends Executor, AutoCloseable {

	/**
	 * Run a task on the loop, after all tasks handed over before it by this thread.
	 * @param task the task, which must not block
	 * @throws java.util.concurrent.RejectedExecutionException if the loop is closed
	 */
	@Override
	void execute(Runnable task);

	/**
	 * Whether the current thread is the loop's, where nothing may block.
	 * @return {@code true} on the loop's thread
	 */
	boolean inEventLoop();

	/**
	 * Tell that something was handed to another thread, which is likely to hand something
	 * back soon: a loop that has nothing else to do may look out for that a moment longer
	 * before it sleeps, because to fall asleep and to be woken takes longer than much of
	 * what others do. To be called on the loop's thread.
	 */
	void expectHandBack();

	/**
	 * Return the loop's clock and timers, to be used on the loop's thread only.
	 * @return the timers
	 */
	Timers timers();

	/**
	 * Bind a socket that talks to many peers. May be called from any thread.
	 * @param endpoint where to bind; port 0 means a free one
	 * @param identity the socket's own identity
	 * @param options the limits of the socket and its peers
	 * @param handler what is told of peers and messages, on the loop's thread
	 * @return completed on the loop's thread with the bound socket, or with a
	 * {@link TransportException} that names the endpoint
	 */
	CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, Bytes identity, SocketOptions options,
			RouterHandler handler);

	/**
	 * Bind a socket that publishes to any subscriber. May be called from any thread.
	 * @param endpoint where to bind; port 0 means a free one
	 * @param options the limits of the socket and its peers
	 * @return completed on the loop's thread with the bound socket, or with a
	 * {@link TransportException} that names the endpoint
	 */
	CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options);

	/**
	 * Start to connect a socket to one peer; it keeps trying, with back-off, until it is
	 * closed. To be called on the loop's thread.
	 * @param endpoint where to connect
	 * @param identity the identity to announce, fresh for every socket
	 * @param options the limits of the socket
	 * @param handler what is told of the connection and of messages, on the loop's thread
	 * and never before this method returned
	 * @return the socket, not connected yet
	 * @throws TransportException if the endpoint can't be connected by this transport
	 */
	DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler);

	/**
	 * Close all sockets of this loop, each with its linger, and end the thread. Returns
	 * at once; may be called from any thread, more than once.
	 * @return completed when the thread has ended
	 */
	CompletableFuture<Void> closeAsync();

	/**
	 * Close the loop as {@link #closeAsync()} does and, unless called on the loop's own
	 * thread, wait for it.
	 */
	@Override
	void close();

}
