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

/**
 * What a broker offers to a {@link CoreService}. Safe for use from any thread.
 */
public interface CoreServiceContext {

	/**
	 * Return the name of the broker.
	 * @return the name
	 */
	String brokerName();

	/**
	 * Whether the broker has a directory endpoint, so that what is published can be
	 * received.
	 * @return {@code true} if it has
	 */
	boolean isPublishing();

	/**
	 * Publish a message of one frame at the directory endpoint; does nothing if there is
	 * none or the broker has stopped.
	 * @param message the frame, which begins with its topic; not to be changed afterwards
	 */
	void publish(byte[] message);

	/**
	 * Run a task after the events that have happened by now.
	 * @param task the task
	 */
	void execute(Runnable task);

}
