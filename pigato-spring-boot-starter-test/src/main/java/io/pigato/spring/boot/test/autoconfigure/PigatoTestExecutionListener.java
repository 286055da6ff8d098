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

package io.pigato.spring.boot.test.autoconfigure;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

import io.pigato.spring.boot.test.PigatoRecorder;
import io.pigato.spring.boot.test.PigatoStubs;

/**
 * Forgets after each test method what was recorded and stubbed for it.
 */
class PigatoTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (!testContext.hasApplicationContext()) {
			return;
		}
		ApplicationContext context = testContext.getApplicationContext();
		// what stubs end with must not be seen by the next test
		for (String name : context.getBeanNamesForType(PigatoStubs.class, false, false)) {
			context.getBean(name, PigatoStubs.class).clear();
		}
		for (String name : context.getBeanNamesForType(PigatoRecorder.class, false, false)) {
			context.getBean(name, PigatoRecorder.class).clear();
		}
	}

}
