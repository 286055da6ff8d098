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

// A client of the original.
//
//   node client.js --endpoint=tcp://… [--conf={"heartbeat":250}]
//
// Prints {"event":"start"|"connect"|"disconnect"|"stop","clientId":…}, and {"event":"error",…}
// for what the original raises on the client itself, such as ERR_REQ_INVALID for a late reply.
//
// A request is a line {"id":1,"service":…,"data":…,"opts":…}. Without data it is undefined.
// What comes of it, by the original's callbacks:
//   {"event":"partial","id":1,"data":…}
//   {"event":"final","id":1,"error":…,"data":…}        error is 0 after a success
// and with "mode":"stream" in the request, by its stream:
//   {"event":"data","id":1,"data":…}, {"event":"failed","id":1,"error":…}, {"event":"end","id":1}
//
// Commands: {"command":"heartbeat","id":1} (interest in that request; streams only),
// {"command":"stop"}, {"command":"start"}

const PIGATO = require('pigato');
const { args, print, run } = require('./lines');

const client = new PIGATO.Client(args.endpoint, args.conf);
const streams = new Map();

const commands = {
	heartbeat: (line) => line.id === undefined ? client.heartbeat() : streams.get(line.id).heartbeat(),
	stop: () => client.stop(),
	start: () => client.start()
};

function request(line) {
	if (line.mode === 'stream') {
		requestStream(line);
		return;
	}
	client.request(line.service, line.data,
		(error, data) => print({ event: 'partial', id: line.id, data }),
		(error, data) => print({ event: 'final', id: line.id, error, data }),
		line.opts);
}

function requestStream(line) {
	const stream = client.request(line.service, line.data, line.opts);
	streams.set(line.id, stream);
	stream.on('data', (data) => print({ event: 'data', id: line.id, data }));
	stream.on('error', (error) => print({ event: 'failed', id: line.id, error }));
	stream.on('end', () => {
		streams.delete(line.id);
		print({ event: 'end', id: line.id });
	});
}

for (const event of ['start', 'connect', 'disconnect', 'stop']) {
	client.on(event, () => print({ event, clientId: client.socketId }));
}
client.on('error', (error) => print({ event: 'error', error: String(error) }));

run((line) => line.command ? commands[line.command](line) : request(line), (done) => {
	client.stop();
	done();
});

client.start();
