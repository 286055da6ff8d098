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

package io.pigato.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by one channel of RabbitMQ, to which the replies come directly, without
 * a queue.
 */
final class RabbitLoad implements LoadPeer {

	private static final String REPLY_TO = "amq.rabbitmq.reply-to";

	private final Channel channel;

	private final String service;

	private final Meter meter;

	private final List<Slot> slots = new ArrayList<>();

	private final AtomicInteger open = new AtomicInteger();

	private volatile boolean stopped;

	RabbitLoad(Channel channel, String service, LoadOptions load, Meter meter) throws IOException {
		this.channel = channel;
		this.service = service;
		this.meter = meter;
		Payloads payloads = new Payloads(load.size());
		for (int i = 0; i < load.parallel(); i++) {
			this.slots.add(new Slot(i, new ReplyCheck(payloads, load.partials(), meter)));
		}
		channel.basicConsume(REPLY_TO, true, (tag, reply) -> onReply(reply), (tag) -> {
		});
	}

	@Override
	public void start() {
		this.open.set(this.slots.size());
		this.slots.forEach(Slot::next);
	}

	@Override
	public void stopSending() {
		this.stopped = true;
	}

	@Override
	public int unanswered() {
		return this.open.get();
	}

	private void onReply(Delivery reply) {
		Slot slot = slot(reply.getProperties().getCorrelationId());
		if (slot == null) {
			this.meter.lost("A reply to no request");
		}
		else if (slot.check.message(reply.getBody())) {
			slot.next();
		}
	}

	private @Nullable Slot slot(@Nullable String id) {
		try {
			return (id != null) ? this.slots.get(Integer.parseInt(id)) : null;
		}
		catch (NumberFormatException | IndexOutOfBoundsException ex) {
			return null;
		}
	}

	/**
	 * One request after another.
	 */
	private final class Slot {

		private final ReplyCheck check;

		private final BasicProperties properties;

		Slot(int index, ReplyCheck check) {
			this.check = check;
			this.properties = new BasicProperties.Builder().replyTo(REPLY_TO)
				.correlationId(String.valueOf(index))
				.build();
		}

		void next() {
			if (RabbitLoad.this.stopped) {
				RabbitLoad.this.open.decrementAndGet();
				return;
			}
			try {
				// the first requests are sent while replies to the very first come
				synchronized (RabbitLoad.this.channel) {
					RabbitLoad.this.channel.basicPublish("", RabbitLoad.this.service, this.properties,
							this.check.begin());
				}
			}
			catch (IOException | AlreadyClosedException ex) {
				this.check.failed(ex.toString());
				RabbitLoad.this.open.decrementAndGet();
			}
		}

	}

}
