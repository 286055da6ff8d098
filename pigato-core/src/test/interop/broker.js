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

// The original's broker.
//
//   node broker.js [--endpoint=tcp://127.0.0.1:*] [--directory=true] [--conf={"heartbeat":250}]
//
// Prints {"event":"start","endpoint":…,"publisher":…} with the real ports (publisher is the
// endpoint of the directory's PUB socket). With --directory it also runs the original's $dir
// worker, and prints {"event":"directory"} when that has started.

const PIGATO = require('pigato');
const { args, print, run } = require('./lines');

const conf = Object.assign({ intch: 'tcp://127.0.0.1:*' }, args.conf);
const broker = new PIGATO.Broker(args.endpoint || 'tcp://127.0.0.1:*', conf);
let directory;

broker.on('error', (error) => print({ event: 'error', error }));
broker.on('start', () => {
	// The broker unbinds what it is told it was bound to.
	broker.endpoint = broker.socket._socket.lastEndpoint;
	broker.conf.intch = broker.pub._socket.lastEndpoint;
	print({ event: 'start', endpoint: broker.endpoint, publisher: broker.conf.intch, name: broker.conf.name });
	if (args.directory) {
		directory = new PIGATO.services.Directory(broker.endpoint, {
			intch: broker.conf.intch,
			onStart: () => print({ event: 'directory' })
		});
		directory.start();
		directory.wrk.on('error', (error) => print({ event: 'error', error }));
	}
});
broker.on('stop', () => print({ event: 'stop' }));

run((line) => print({ event: 'unknown', line }), (done) => {
	if (directory) {
		directory.stop();
	}
	broker.on('stop', done);
	broker.stop();
});

broker.start();
