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

package io.pigato.spring

import io.pigato.worker.PigatoReply
import io.pigato.worker.PigatoRequest
import io.pigato.worker.WorkerException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.messaging.handler.annotation.Header
import java.util.concurrent.LinkedBlockingQueue

/**
 * Handlers that are written in Kotlin.
 */
@Configuration(proxyBeanMethods = false)
open class KotlinWorkers {

	val events = LinkedBlockingQueue<String>()

	data class Item(val name: String, val number: Int = 7)

	@PigatoWorker("plain")
	fun plain(item: Item): String = "${item.name} ${item.number}"

	@PigatoWorker("suspend")
	suspend fun suspended(text: String, request: PigatoRequest): String {
		delay(1)
		return "${request.service()} $text"
	}

	@PigatoWorker("suspend-at-once")
	suspend fun suspendedAtOnce(text: String, @Header("tenant") tenant: String?): String = "$text of $tenant"

	@PigatoWorker("suspend-null")
	suspend fun suspendedNull(text: String?): String? = text

	@PigatoWorker("suspend-list")
	suspend fun suspendedList(items: List<Item>): List<Item> {
		delay(1)
		return items.reversed()
	}

	@PigatoWorker("suspend-unit")
	suspend fun suspendedUnit(text: String) {
		delay(1)
		events.add(text)
	}

	@PigatoWorker("suspend-reply")
	suspend fun suspendedReply(text: String, reply: PigatoReply) {
		delay(1)
		reply.end("replied $text")
	}

	@PigatoWorker("suspend-fails")
	suspend fun suspendedFails(how: String): String {
		if (how == "later") {
			delay(1)
		}
		throw WorkerException("EXPECTED", "as it should $how")
	}

	@PigatoWorker("suspend-forever")
	suspend fun suspendedForever(text: String): String {
		try {
			events.add("suspended $text")
			awaitCancellation()
		} finally {
			events.add("cancelled $text")
		}
	}

	@PigatoWorker("deferred")
	fun deferred(text: String): Deferred<String> = CompletableDeferred("deferred $text")

	@PigatoWorker("flow")
	fun count(to: Int): Flow<Int> = flow {
		for (i in 1..to) {
			emit(i)
		}
	}

	@PigatoWorker("suspend-flow")
	suspend fun suspendedCount(to: Int): Flow<Int> {
		delay(1)
		return count(to).map {
			delay(1)
			it
		}
	}

	@Bean
	@PigatoWorker("lambda")
	open fun lambda(): (List<Item>) -> String = { items -> items.joinToString { it.name } }

	@Bean
	@PigatoWorker("lambda-unit")
	open fun lambdaOfUnit(): (String) -> Unit = { text -> events.add(text) }

}
