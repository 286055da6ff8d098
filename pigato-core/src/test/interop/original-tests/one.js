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

// Runs one file of the original's tests in this process: see run.js.

const net = require('node:net');
const path = require('node:path');
const Mocha = require('mocha');
const PIGATO = require('pigato');
const zmq = require('zmq');
const { args, print } = require('../lines');
const { brokerClass } = require('./external-broker');

const PORTS = 64;

// The tests name their endpoints inproc://… and ipc://…: each name becomes a TCP endpoint.
function mapEndpoints(ports) {
	const endpoints = new Map();
	const map = (name) => {
		if (name.startsWith('tcp:')) {
			return name;
		}
		if (!endpoints.has(name)) {
			endpoints.set(name, 'tcp://127.0.0.1:' + ports.pop());
		}
		return endpoints.get(name);
	};
	for (const method of ['bind', 'bindSync', 'unbind', 'unbindSync', 'connect', 'disconnect']) {
		const original = zmq.Socket.prototype[method];
		zmq.Socket.prototype[method] = function(endpoint, ...rest) {
			return original.call(this, map(endpoint), ...rest);
		};
	}
	// A test opens as many sockets as there may be less a hundred, again and again. Over TCP
	// the closed ones of the last round still count, so let it believe in fewer.
	zmq.Context.getMaxSockets = () => 300;
	return map;
}

async function freePorts(count) {
	const servers = [];
	for (let i = 0; i < count; i++) {
		const server = net.createServer();
		await new Promise((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
		servers.push(server);
	}
	const ports = servers.map((server) => server.address().port);
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}

function title(test) {
	return test.fullTitle();
}

async function main() {
	const map = mapEndpoints(await freePorts(PORTS));
	const brokers = [];
	if (args.command) {
		PIGATO.Broker = brokerClass({ command: args.command, warmUp: args['warm-up'], map, brokers, PIGATO, zmq });
	}
	const mocha = new Mocha({ timeout: args.timeout || 10000, reporter: function() {
		// Results are printed below, as lines.
	} });
	mocha.addFile(path.join(path.dirname(require.resolve('pigato')), 'test', args.file));
	mocha.rootHooks({
		async beforeAll() {
			this.timeout(args.patience || 120000);
			// A test may connect before it starts the broker, and expect an answer at once.
			await Promise.all(brokers.map((broker) => broker.launch()));
		},
		beforeEach() {
			if ((args.skip || []).includes(title(this.currentTest))) {
				this.skip();
			}
		}
	});
	const runner = mocha.run(() => {
		Promise.all(brokers.map((broker) => broker.kill())).then(() => {
			print({ event: 'complete', file: args.file });
			process.stdout.write('', () => process.exit(0));
		});
	});
	runner.on('pass', (test) => print({ event: 'test', file: args.file, title: title(test), state: 'passed' }));
	runner.on('pending', (test) => print({ event: 'test', file: args.file, title: title(test), state: 'pending' }));
	runner.on('fail', (test, error) => print({ event: 'test', file: args.file, title: title(test), state: 'failed',
		error: String(error && error.message || error) }));
}

main();
