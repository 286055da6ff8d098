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

// The original as broker, worker or client, with what pigato-perf prints.
//
//   node peer.js broker --endpoint=tcp://… --intch=tcp://…
//   node peer.js worker --endpoint=tcp://… --service=echo --workers=1 --concurrency=100
//   node peer.js client --endpoint=tcp://… --service=echo --clients=1 --parallel=100 --size=64 --warmup=3 --seconds=10
//
// With --partials=N, for workers and clients, each reply is N partial replies and an end.
//
// A broker prints READY once it is bound, a worker once all are registered. A client prints a
// line RESULT, and ends with 1 if a reply was wrong or lost.

const { createHistogram } = require('node:perf_hooks');
const { randomBytes } = require('node:crypto');
const PIGATO = require('pigato');

const PATIENCE = 10000;
const DIGITS = 16;

// How many partial replies are written until others have a turn.
const TURN = 100;

const args = {};
for (const arg of process.argv.slice(3)) {
	const match = /^--([^=]+)=(.*)$/s.exec(arg);
	if (!match) {
		throw new Error('Not --name=value: ' + arg);
	}
	args[match[1]] = match[2];
}

const number = (name) => Number(args[name]);
const partials = Number(args.partials || 0);

// The data of a partial reply is that of its request with another number.
const hex = (value) => BigInt.asUintN(64, value).toString(16).padStart(DIGITS, '0');
const partial = (data, index) => hex(BigInt('0x' + data.slice(0, DIGITS)) + (BigInt(index) << 32n)) + data.slice(DIGITS);

function fail(error) {
	console.error('FAILED ' + (error && error.stack || error));
	process.exit(1);
}

function broker() {
	const peer = new PIGATO.Broker(args.endpoint, { intch: args.intch });
	peer.on('error', fail);
	peer.on('start', () => console.log('READY broker at ' + args.endpoint));
	peer.start();
}

function worker() {
	let registered = 0;
	for (let i = 0; i < number('workers'); i++) {
		const peer = new PIGATO.Worker(args.endpoint, args.service, { concurrency: number('concurrency') });
		peer.on('error', fail);
		peer.on('connect', () => {
			if (++registered === number('workers')) {
				console.log('READY ' + registered + ' at ' + args.endpoint);
			}
		});
		peer.on('request', (data, reply) => partials > 0 ? stream(data, reply, 0) : reply.end(data));
		peer.start();
	}
}

// Which partial reply it is, or -1 if it is none of this request.
function indexOf(reply, data) {
	if (typeof reply !== 'string' || reply.slice(DIGITS) !== data.slice(DIGITS)) {
		return -1;
	}
	const offset = BigInt.asUintN(64, BigInt('0x' + reply.slice(0, DIGITS)) - BigInt('0x' + data.slice(0, DIGITS)));
	return offset % (1n << 32n) === 0n ? Number(offset >> 32n) : -1;
}

function stream(data, reply, from) {
	const to = Math.min(from + TURN, partials);
	for (let i = from; i < to; i++) {
		reply.write(partial(data, i));
	}
	if (to < partials) {
		setImmediate(stream, data, reply, to);
	}
	else {
		reply.end();
	}
}

function client() {
	const filler = '.'.repeat(number('size') - DIGITS - 2);
	const first = BigInt('0x' + randomBytes(8).toString('hex'));
	let next = 0n;
	let latencies = createHistogram();
	let stopped = false;
	let open = 0;
	let lost = 0;
	let received = 0;
	let firstProblem = null;

	// One request after another, each once the reply to the one before is there.
	function send(peer) {
		if (stopped) {
			open--;
			return;
		}
		const data = hex(first + next++) + filler;
		const sentAt = process.hrtime.bigint();
		const end = (problem) => {
			if (problem) {
				lost++;
				firstProblem = firstProblem || problem;
			}
			else {
				latencies.record(process.hrtime.bigint() - sentAt);
			}
			send(peer);
		};
		if (partials > 0) {
			receive(peer.requestStream(args.service, data, { timeout: 30000 }), data, end);
			return;
		}
		let others = 0;
		peer.request(args.service, data, () => others++, (error, reply) => {
			end(error || (others > 0 || reply !== data) && 'A wrong reply');
		}, { timeout: 30000 });
	}

	function receive(replies, data, end) {
		let count = 0;
		let problem = null;
		replies.on('data', (reply) => {
			const index = indexOf(reply, data);
			if (index < count) {
				problem = problem || 'A wrong partial reply, number ' + count;
				return;
			}
			if (index > count) {
				problem = problem || (index - count) + ' partial replies are missing from number ' + count + ' on';
			}
			// those that come after missing ones count for what is carried
			received++;
			count = index + 1;
		});
		replies.on('error', (error) => problem = problem || error);
		replies.on('end', () => end(problem || count !== partials && count + ' replies instead of ' + partials));
	}

	function report(measured, nanos, streamed) {
		const micros = (percentile) => (measured.percentile(percentile) / 1000).toFixed(1);
		if (lost > 0) {
			console.log('Not all is right: ' + (firstProblem || 'no answer in time'));
		}
		console.log('RESULT req_per_s=' + (measured.count * 1e9 / Number(nanos)).toFixed(1) + ' p50_us=' + micros(50)
			+ ' p99_us=' + micros(99) + ' p999_us=' + micros(99.9) + ' lost=' + lost
			+ (streamed > 0 ? ' partials_per_s=' + (streamed * 1e9 / Number(nanos)).toFixed(1) : ''));
		process.exit(lost === 0 ? 0 : 1);
	}

	function measure() {
		latencies = createHistogram();
		const begin = process.hrtime.bigint();
		const before = received;
		setTimeout(() => {
			const measured = latencies;
			const nanos = process.hrtime.bigint() - begin;
			const streamed = received - before;
			latencies = createHistogram();
			stopped = true;
			let since = Date.now();
			let last = received;
			const timer = setInterval(() => {
				if (received !== last) {
					last = received;
					since = Date.now();
				}
				if (open === 0 || Date.now() - since > PATIENCE) {
					clearInterval(timer);
					lost += open;
					report(measured, nanos, streamed);
				}
			}, 10);
		}, number('seconds') * 1000);
	}

	let connected = 0;
	const peers = [];
	for (let i = 0; i < number('clients'); i++) {
		const peer = new PIGATO.Client(args.endpoint);
		peers.push(peer);
		peer.on('error', fail);
		peer.once('connect', () => {
			if (++connected < number('clients')) {
				return;
			}
			for (const each of peers) {
				for (let slot = 0; slot < number('parallel'); slot++) {
					open++;
					send(each);
				}
			}
			setTimeout(measure, number('warmup') * 1000);
		});
		peer.start();
	}
}

const roles = { broker, worker, client };
process.on('SIGTERM', () => process.exit(0));
roles[process.argv[2]]();
