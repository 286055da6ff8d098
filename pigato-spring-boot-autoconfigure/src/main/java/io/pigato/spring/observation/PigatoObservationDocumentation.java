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

package io.pigato.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of PIGATO, with their names and keys.
 */
public enum PigatoObservationDocumentation implements ObservationDocumentation {

	/**
	 * A request as its client sees it: from when it is sent until it has a result or an
	 * error, is given up or times out.
	 */
	CLIENT {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPigatoClientObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return ClientKeyNames.values();
		}

	},

	/**
	 * A request as a worker sees it: from when its handler is called until the handler
	 * has returned and the reply has ended, or nobody waits for it any more.
	 */
	WORKER {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPigatoWorkerObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return WorkerKeyNames.values();
		}

	};

	/**
	 * Keys with a bounded number of values, of clients and workers.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/** Always {@code pigato}. */
		RPC_SYSTEM {

			@Override
			public String asString() {
				return "rpc.system";
			}

		},

		/**
		 * The service: for a worker the name under which it offers it, for a client the
		 * name it asked for without a version, {@code OTHER} if there are too many.
		 */
		RPC_SERVICE {

			@Override
			public String asString() {
				return "rpc.service";
			}

		},

		/** How it ended: a {@link RequestOutcome}. */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		},

		/**
		 * The code of the error: {@code NONE} without an error, {@code OTHER} for a code
		 * that is not known or an error without a code.
		 */
		ERROR_CODE {

			@Override
			public String asString() {
				return "error.code";
			}

		}

	}

	/**
	 * Keys of clients, for traces only.
	 */
	public enum ClientKeyNames implements KeyName {

		/** The service as it was asked for, with its version range. */
		SERVICE {

			@Override
			public String asString() {
				return "pigato.service";
			}

		},

		/** The id of the request on the wire. */
		REQUEST_ID {

			@Override
			public String asString() {
				return "pigato.request.id";
			}

		},

		/** How many partial replies came. */
		PARTIAL_REPLIES {

			@Override
			public String asString() {
				return "pigato.partial.replies";
			}

		}

	}

	/**
	 * Keys of workers, for traces only.
	 */
	public enum WorkerKeyNames implements KeyName {

		/** The service as the client asked for it, with its version range. */
		SERVICE {

			@Override
			public String asString() {
				return "pigato.service";
			}

		},

		/** The id of the request on the wire. */
		REQUEST_ID {

			@Override
			public String asString() {
				return "pigato.request.id";
			}

		},

		/** The identity of the client. */
		CLIENT_ID {

			@Override
			public String asString() {
				return "pigato.client.id";
			}

		},

		/** The id of the worker in its application. */
		WORKER_ID {

			@Override
			public String asString() {
				return "pigato.worker.id";
			}

		},

		/** How many partial replies were sent. */
		PARTIAL_REPLIES {

			@Override
			public String asString() {
				return "pigato.partial.replies";
			}

		}

	}

}
