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

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * Handlers that are written in Kotlin.
 */
open class KotlinWorkers {

	@PigatoWorker("suspend")
	suspend fun wait(text: String): String {
		delay(1)
		return "waited for $text"
	}

	@PigatoWorker("flow")
	fun count(to: Int): Flow<Int> = flow {
		for (i in 1..to) {
			emit(i)
		}
	}

}
