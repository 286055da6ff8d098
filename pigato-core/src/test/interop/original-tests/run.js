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

'use strict';

// Runs the tests that come with the original in its npm package, against any broker.
//
//   node original-tests/run.js [--command=["java","-jar","broker.jar","--endpoint={endpoint}"]]
//        [--files=["index.js"]] [--skip=["SEMVER can resolve services using semver"]]
//        [--timeout=10000] [--patience=120000] [--warm-up=20]
//
// The command starts one broker in the foreground; SIGTERM ends it. In its words {endpoint} and
// {directory} become the TCP endpoints of the broker and of its directory publisher, {name} its
// name, {heartbeat} the interval in milliseconds, {liveness} and {dispatch} what the test asks
// for. Without a command it is the original's own broker, in the tests' process as its authors
// ran it, but over TCP.
//
// Each file of tests runs in a process of its own, with a timeout for each test in milliseconds
// and a limit (patience) for the file. Before the tests the broker is warmed up by some requests.
// Prints a JSON line for each test {"event":"test","file":…,"title":…,"state":…,"error":…}, where
// state is passed, failed, or pending for one that is skipped, and {"event":"file","file":…,"code":…}
// after each file. Ends with status 1 if a test failed, or a file did not get to its end.

const { spawn } = require('node:child_process');
const path = require('node:path');
const readline = require('node:readline');
const { args, print } = require('../lines');

// The tests of the broker. The others (client.js, worker.js) give the original's client and
// worker a socket for a broker, so they say nothing about this project.
const FILES = ['concurrency.js', 'directory.js', 'index.js', 'requestStream.js', 'semver.js', 'startStop.js',
	'target.js', 'timeout.js', 'wildcards.js', 'z9_system.js'];

const GROUPS = process.platform !== 'win32';

function runFile(file) {
	return new Promise((resolve) => {
		let complete = false;
		let passed = true;
		const child = spawn(process.execPath, ['--no-deprecation', path.join(__dirname, 'one.js'), '--file=' + file,
			...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'], detached: GROUPS });
		// With its brokers: they are in its group.
		const kill = () => GROUPS ? process.kill(-child.pid, 'SIGKILL') : child.kill('SIGKILL');
		const limit = setTimeout(kill, args.patience || 120000);
		readline.createInterface({ input: child.stdout }).on('line', (text) => {
			let line;
			try {
				line = JSON.parse(text);
			}
			catch (ex) {
				line = { event: 'output', file, text };
			}
			complete = complete || line.event === 'complete';
			passed = passed && !(line.event === 'test' && line.state === 'failed');
			print(line);
		});
		child.on('close', (code, signal) => {
			clearTimeout(limit);
			print({ event: 'file', file, complete, code, signal });
			resolve(complete && passed);
		});
	});
}

async function runAll() {
	let passed = true;
	for (const file of args.files || FILES) {
		passed = await runFile(file) && passed;
	}
	process.exitCode = passed ? 0 : 1;
}

runAll();
