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

// A class with the face of the original's Broker that runs a broker in a process of its own.

const { spawn } = require('node:child_process');
const events = require('node:events');
const net = require('node:net');
const { randomUUID } = require('node:crypto');

const RETRY_DELAY = 50;
const KILL_DELAY = 5000;

function delay(millis) {
	return new Promise((resolve) => setTimeout(resolve, millis));
}

function accepts(endpoint) {
	return new Promise((resolve) => {
		const socket = net.connect(Number(endpoint.replace(/^.*:/, '')), '127.0.0.1');
		socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
		socket.on('connect', () => socket.destroy());
	});
}

function brokerClass({ command, warmUp, map, brokers, PIGATO, zmq }) {

	return class ExternalBroker extends events.EventEmitter {

		constructor(endpoint, conf) {
			super();
			this.endpoint = endpoint;
			this.conf = Object.assign({
				heartbeat: 2500,
				heartbeatLiveness: 3,
				dmode: 'load',
				name: 'B' + randomUUID(),
				// Brokers share this one in the original; each may have its own here.
				intch: 'ipc://' + randomUUID()
			}, conf);
			brokers.push(this);
		}

		start() {
			this.launch().then(() => {
				setImmediate(() => this.raise('start', this.conf.onStart));
			});
		}

		stop() {
			this.kill().then(() => {
				setImmediate(() => this.raise('stop', this.conf.onStop));
			});
		}

		raise(event, callback) {
			if (callback) {
				callback();
			}
			this.emit(event);
		}

		// Start the process, unless it runs, and wait until it answers.
		launch() {
			if (!this.launched) {
				this.launched = this.spawnAndWait();
			}
			return this.launched;
		}

		async spawnAndWait() {
			const words = {
				endpoint: map(this.endpoint),
				directory: map(this.conf.intch),
				name: this.conf.name,
				heartbeat: this.conf.heartbeat,
				liveness: this.conf.heartbeatLiveness,
				dispatch: this.conf.dmode === 'rand' ? 'random' : this.conf.dmode
			};
			const fill = (word) => word.replace(/\{(\w+)\}/g, (all, key) => key in words ? words[key] : all);
			const [program, ...rest] = command.map(fill);
			const child = spawn(program, rest, { stdio: ['ignore', 2, 2] });
			this.child = child;
			this.exited = new Promise((resolve) => child.on('error', resolve).on('exit', resolve));
			let running = true;
			this.exited.then(() => running = false);
			while (!(await accepts(words.endpoint) && await accepts(words.directory))) {
				if (!running) {
					throw new Error('The broker ended before it accepted connections');
				}
				await delay(RETRY_DELAY);
			}
			// The tests' timeouts of some 50 ms are no measure of a virtual machine that is cold.
			for (let i = 0; i < (warmUp === undefined ? 20 : warmUp); i++) {
				await this.roundTrip();
			}
			await this.heartbeat();
		}

		async kill() {
			const child = this.child;
			this.launched = undefined;
			this.child = undefined;
			if (child) {
				child.kill('SIGTERM');
				const force = setTimeout(() => child.kill('SIGKILL'), KILL_DELAY);
				await this.exited;
				clearTimeout(force);
			}
		}

		// A client's heartbeat: the least that a broker answers.
		heartbeat() {
			return new Promise((resolve) => {
				const socket = zmq.socket('dealer');
				socket.identity = 'ready-' + randomUUID();
				socket.setsockopt('linger', 1);
				socket.on('message', () => {
					socket.close();
					resolve();
				});
				socket.connect(this.endpoint);
				socket.send(['C', '4']);
			});
		}

		roundTrip() {
			return new Promise((resolve) => {
				const worker = new PIGATO.Worker(this.endpoint, 'warm-up');
				const client = new PIGATO.Client(this.endpoint);
				const ended = () => {
					worker.stop();
					client.stop();
					resolve();
				};
				worker.on('request', (data, reply) => reply.end(data));
				worker.start();
				client.start();
				client.request('warm-up', 'data').on('data', () => undefined).on('error', () => undefined).on('end', ended);
			});
		}

	};

}

module.exports = { brokerClass };
