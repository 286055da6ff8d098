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

// The original PIGATO needs the native addon zmq 2, which does not build on any Node.js
// that is still supported. This module takes its place (an override in package.json): it is
// zeromq 6, whose binaries come with the package, behind that package's own layer for the
// old API. What follows is where that layer differs from the addon, each time in a way that
// the original depends on.

const compat = require('zeromq/v5-compat');

// The addon sends String(value) for what is not a buffer, so undefined goes out as nine bytes.
const frame = (value) => Buffer.isBuffer(value) ? value : Buffer.from(String(value));

class Socket extends compat.Socket {

	constructor(type) {
		super(type);
		this._binds = 0;
		// The layer takes text only, and fails for the types of socket without an identity.
		Object.defineProperty(this, 'identity', {
			get: () => this._socket.routingId,
			set: (value) => {
				if ('routingId' in this._socket) {
					this._socket.routingId = String(value);
				}
			}
		});
	}

	// The original asks the addon's socket below whether it is closed.
	get _zmq() {
		return { state: this.closed ? module.exports.STATE_CLOSED : 0 };
	}

	send(message, flags, callback) {
		return super.send(Array.isArray(message) ? message.map(frame) : frame(message), flags, callback);
	}

	bind(address, callback) {
		return this._whileBinding((done) => super.bind(address, done), callback);
	}

	unbind(address, callback) {
		return this._whileBinding((done) => super.unbind(address, done), callback);
	}

	_whileBinding(action, callback) {
		this._binds++;
		return action((error) => {
			this._binds--;
			if (callback) {
				callback(error);
			}
			else if (error && !this.closed) {
				this.emit('error', error);
			}
		});
	}

	// While it binds or unbinds, zeromq 6 refuses to send and to receive. The layer then
	// loses the message, or asks again for ever without letting the bind finish.
	async _recv() {
		await this._bound();
		return super._recv();
	}

	async _send() {
		await this._bound();
		return super._send();
	}

	async _bound() {
		while (this._binds > 0 && !this.closed) {
			await new Promise(setImmediate);
		}
	}

	// A closed socket of the addon is silent; the layer still delivers what it had read.
	emit(event, ...values) {
		if (event === 'message' && this.closed) {
			return false;
		}
		return super.emit(event, ...values);
	}

}

module.exports = Object.assign({}, compat, {
	STATE_CLOSED: 2,
	Socket,
	socket: (type) => new Socket(type),
	createSocket: (type) => new Socket(type)
});
