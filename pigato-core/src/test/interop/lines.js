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

// JSON lines on stdin and stdout, and the arguments: what the programs here share.

// Arguments are --name=value. A value that is JSON is read as JSON, any other is text.
function parse(argv) {
	const args = {};
	for (const arg of argv) {
		const match = /^--([^=]+)=(.*)$/s.exec(arg);
		if (!match) {
			throw new Error('Not --name=value: ' + arg);
		}
		args[match[1]] = json(match[2]);
	}
	return args;
}

function json(text) {
	try {
		return JSON.parse(text);
	}
	catch (ex) {
		return text;
	}
}

function print(line) {
	process.stdout.write(JSON.stringify(line) + '\n');
}

// Run a program: each line read is given to onLine; when stdin closes, stop is called, which
// calls back when the program may end. With --stdin=false it ends by SIGTERM only. Failures
// are lines, never the end of the program: the original throws from the callbacks of its
// sockets, and raises 'error' without a listener.
function run(onLine, stop) {
	const end = () => stop(() => process.stdout.write('', () => process.exit(0)));
	process.on('uncaughtException', (error) => print(failure(error)));
	process.on('unhandledRejection', (error) => print(failure(error)));
	process.on('SIGTERM', end);
	if (module.exports.args.stdin === false) {
		return;
	}
	let rest = '';
	process.stdin.setEncoding('utf8');
	process.stdin.on('data', (chunk) => {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop();
		for (const line of lines) {
			if (line.trim()) {
				onLine(JSON.parse(line));
			}
		}
	});
	process.stdin.on('end', end);
}

function failure(error) {
	return { event: 'uncaught', message: String(error && error.message || error), stack: String(error && error.stack) };
}

module.exports = { args: parse(process.argv.slice(2)), print, run };
