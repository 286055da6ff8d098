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
 * The mechanism that believes everybody. Who connects introduces itself first, so that
 * who was bound can refuse it before it takes itself for connected.
 */
public final class NullMechanism implements Mechanism {

	/** The name of this mechanism. */
	public static final String NAME = "NULL";

	private final PeerProperties own;

	private final boolean bound;

	/**
	 * Create a mechanism.
	 * @param own who this side is
	 * @param bound whether this side was bound, and not connected
	 */
	public NullMechanism(PeerProperties own, boolean bound) {
		this.own = own;
		this.bound = bound;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public void start(Consumer<Command> out) {
		if (!this.bound) {
			out.accept(ready());
		}
	}

	@Override
	public @Nullable PeerProperties receive(Command command, Consumer<Command> out) {
		return switch (command.name()) {
			case Command.READY -> PeerProperties.parse(command.data());
			case Command.ERROR -> throw new ZmtpException("it refused the connection: " + command.reason());
			default -> throw new ZmtpException("it sent another command than READY");
		};
	}

	@Override
	public void accept(Consumer<Command> out) {
		if (this.bound) {
			out.accept(ready());
		}
	}

	private Command ready() {
		return new Command(Command.READY, this.own.data());
	}

}
