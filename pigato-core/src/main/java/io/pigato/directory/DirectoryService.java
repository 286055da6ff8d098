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

package io.pigato.directory;

import io.pigato.broker.CoreService;
import io.pigato.broker.CoreServiceContext;

/**
 * The core service {@code $dir} (protocol part 1): asked for the name of a service it
 * answers the ids of its workers, asked for nothing (null) the whole directory by
 * service. At every change it publishes the whole directory as {@code $dir} and its JSON.
 */
public final class DirectoryService implements CoreService {

	static final String NAME = "$dir";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Instance start(CoreServiceContext context) {
		return new Directory(context);
	}

}
