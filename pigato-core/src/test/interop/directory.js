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

// The original's directory service, as a worker of any broker.
//
//   node directory.js --endpoint=tcp://… --publisher=tcp://…
//
// The publisher is the endpoint where the broker publishes the directory. Prints
// {"event":"connect","workerId":…} and {"event":"request","data":…} for each request.
// Commands: {"command":"update"} (asks the broker to publish the directory)

const PIGATO = require('pigato');
const { args, print, run } = require('./lines');

const directory = new PIGATO.services.Directory(args.endpoint, { intch: args.publisher });

const commands = {
	update: () => directory.wrk.heartbeat({ update: 1 })
};

run((line) => commands[line.command](line), (done) => {
	directory.stop();
	setTimeout(done, 20);
});

directory.start();
directory.wrk.on('connect', () => print({ event: 'connect', workerId: directory.wrk.socketId }));
directory.wrk.on('request', (data) => print({ event: 'request', data }));
directory.wrk.on('error', (error) => print({ event: 'error', error: String(error) }));
