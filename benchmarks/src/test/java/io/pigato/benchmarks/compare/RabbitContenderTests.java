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

package io.pigato.benchmarks.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RabbitContender}, without RabbitMQ.
 */
class RabbitContenderTests {

	@TempDir
	private Path directory;

	private Path server;

	private Path home;

	@BeforeEach
	void makeServer() throws Exception {
		this.directory = this.directory.toRealPath();
		this.server = Files.createFile(this.directory.resolve("rabbitmq-server"));
		assertThat(this.server.toFile().setExecutable(true)).isTrue();
		this.home = this.directory.resolve("home");
	}

	private RabbitContender contender(@Nullable Path file, @Nullable String portMapper) {
		return new RabbitContender(new JavaCommand(List.of()), (file != null) ? file.toString() : null, portMapper,
				this.home);
	}

	private Processes processes(Path file) throws Exception {
		return contender(file, "epmd").processes(Workload.ofPartials(64, 10), new Time(1, 1));
	}

	@Test
	void saysWhatIsNotInstalled() {
		assertThat(contender(null, "epmd").prepare()).isEqualTo("There is no rabbitmq-server");
		Path nowhere = this.directory.resolve("nowhere");
		assertThat(contender(nowhere, "epmd").prepare()).isEqualTo("There is no " + nowhere);
		assertThat(contender(this.server, null).prepare()).isEqualTo("There is no epmd, of Erlang");
		assertThat(contender(this.server, "epmd").prepare()).isNull();
	}

	@Test
	void wrapperOfDebianIsPassedBy() throws Exception {
		Path wrapper = Files.createFile(this.directory.resolve("rabbitmq-script-wrapper"));
		Path link = Files.createSymbolicLink(Files.createDirectory(this.directory.resolve("sbin")).resolve("server"),
				wrapper);
		assertThat(processes(link).servers().get(1).command()).containsExactly(this.server.toString());
		assertThat(processes(this.server).servers().get(1).command()).containsExactly(this.server.toString());
	}

	@Test
	void portMapperOfItsOwnIsStartedFirst() throws Exception {
		List<ServerProcess> servers = processes(this.server).servers();
		assertThat(servers).extracting(ServerProcess::name).containsExactly("epmd", "server");
		assertThat(servers.get(0).command()).containsSubsequence("-port",
				servers.get(1).environment().get("ERL_EPMD_PORT"), "-address", "127.0.0.1");
	}

	@Test
	void allFilesAreInItsFolderAndThoseOfTheLastServerAreGone() throws Exception {
		Path old = Files.createDirectories(this.home.resolve("mnesia/node")).resolve("old");
		Files.createFile(old);
		Map<String, String> environment = processes(this.server).servers().get(1).environment();
		assertThat(old).doesNotExist();
		assertThat(this.home.resolve("rabbitmq.conf")).content().startsWith("listeners.tcp.1 = 127.0.0.1:");
		assertThat(environment).containsEntry("HOME", this.home.toString());
		assertThat(environment).hasEntrySatisfying("RABBITMQ_MNESIA_BASE", this::isInHome)
			.hasEntrySatisfying("RABBITMQ_LOG_BASE", this::isInHome)
			.hasEntrySatisfying("RABBITMQ_CONFIG_FILE", this::isInHome)
			.hasEntrySatisfying("RABBITMQ_ENABLED_PLUGINS_FILE", this::isInHome);
	}

	private void isInHome(String file) {
		assertThat(file).startsWith(this.home.toString());
	}

}
