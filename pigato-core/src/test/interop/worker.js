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

// A worker of the original.
//
//   node worker.js --endpoint=tcp://… --service=NAME [--behaviour=echo] [--conf={"concurrency":2}]
//
// Prints {"event":"start"|"connect"|"disconnect"|"stop","workerId":…}, and for each request
// {"event":"request","request":n,"data":…,"opts":…} with n counting from 1. While a request
// is open it is watched: {"event":"inactive","request":n} says that reply.active() turned false.
//
// Behaviours, by what they do with a request's data:
//   echo      ends with it
//   opts      ends with the request's options
//   id        ends with the worker's identity
//   partials  writes 0 … n-1, then ends with n, for data n
//   error     fails with it
//   reject    rejects with it
//   script    does what the list of operations says, such as [{"op":"write","value":1},{"op":"end"}]
//   hold      does nothing: see the command "reply"
//
// Operations: write, end, error, reject (each with a value; without one it is undefined),
// heartbeat, and opts (sets the reply's options to value).
//
// Commands on stdin:
//   {"command":"reply","request":n,"op":…,"value":…}   an operation on a request
//   {"command":"active","request":n}                   prints {"event":"active","request":n,"active":…}
//   {"command":"concurrency","value":n}                sets the concurrency, and tells the broker
//   {"command":"heartbeat"}, {"command":"stop"}, {"command":"start"}

const PIGATO = require('pigato');
const { args, print, run } = require('./lines');

const WATCH_INTERVAL = 20;

const worker = new PIGATO.Worker(args.endpoint, String(args.service), args.conf);
const open = new Map();
let requests = 0;

const behaviours = {
	echo: (request) => perform(request, { op: 'end', value: request.data }),
	opts: (request) => perform(request, { op: 'end', value: request.opts }),
	id: (request) => perform(request, { op: 'end', value: worker.socketId }),
	partials: (request) => {
		for (let i = 0; i < request.data; i++) {
			perform(request, { op: 'write', value: i });
		}
		perform(request, { op: 'end', value: request.data });
	},
	error: (request) => perform(request, { op: 'error', value: request.data }),
	reject: (request) => perform(request, { op: 'reject', value: request.data }),
	script: (request) => request.data.forEach((operation) => perform(request, operation)),
	hold: () => undefined
};

function perform(request, operation) {
	switch (operation.op) {
		case 'write':
			request.reply.write(operation.value);
			break;
		case 'end':
		case 'error':
		case 'reject':
			open.delete(request.number);
			request.reply[operation.op](operation.value);
			break;
		case 'heartbeat':
			request.reply.heartbeat();
			break;
		case 'opts':
			request.reply.opts = operation.value;
			break;
		default:
			throw new Error('No such operation: ' + operation.op);
	}
}

const commands = {
	reply: (line) => perform(open.get(line.request), line),
	active: (line) => {
		const request = open.get(line.request);
		print({ event: 'active', request: line.request, active: request !== undefined && request.reply.active() });
	},
	concurrency: (line) => {
		worker.conf.concurrency = line.value;
		worker.heartbeat();
	},
	heartbeat: () => worker.heartbeat(),
	stop: () => worker.stop(),
	start: () => worker.start()
};

const behaviour = behaviours[args.behaviour || 'echo'];
if (!behaviour) {
	throw new Error('No such behaviour: ' + args.behaviour);
}

for (const event of ['start', 'connect', 'disconnect', 'stop']) {
	worker.on(event, () => print({ event, workerId: worker.socketId }));
}
worker.on('error', (error) => print({ event: 'error', error: String(error) }));
worker.on('request', (data, reply, opts) => {
	const request = { number: ++requests, data, reply, opts };
	reply.on('error', (error) => print({ event: 'error', request: request.number, error: String(error) }));
	open.set(request.number, request);
	print({ event: 'request', request: request.number, data, opts });
	behaviour(request);
});

setInterval(() => open.forEach((request, number) => {
	if (!request.reply.active() && !request.inactive) {
		request.inactive = true;
		print({ event: 'inactive', request: number });
	}
}), WATCH_INTERVAL).unref();

run((line) => commands[line.command](line), (done) => {
	worker.stop();
	// The worker closes its socket later, so that its last message leaves.
	setTimeout(done, 20);
});

worker.start();
