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

package io.pigato.transport.netty.zmtp;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * How two peers make sure who they are before they exchange messages. One instance for
 * each connection; used on one thread.
 */
public interface Mechanism {

	/**
	 * Return the name in the greeting.
	 * @return the name
	 */
	String name();

	/**
	 * Begin, after the greetings.
	 * @param out takes commands for the peer
	 */
	void start(Consumer<Command> out);

	/**
	 * Take a command of the peer.
	 * @param command the command
	 * @param out takes commands for the peer
	 * @return who the peer is, if that is known now, else {@code null}
	 * @throws ZmtpException if the peer is refused
	 */
	@Nullable PeerProperties receive(Command command, Consumer<Command> out);

	/**
	 * End, because the peer that was found out is welcome.
	 * @param out takes commands for the peer
	 */
	void accept(Consumer<Command> out);

}
