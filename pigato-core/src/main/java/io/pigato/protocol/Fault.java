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

package io.pigato.protocol;

/**
 * What can be wrong with the frames of a message.
 */
public enum Fault {

	/** There is no frame at all, or frames that the message needs are missing. */
	TOO_FEW_FRAMES,

	/** There are frames behind a message that has a fixed number of them. */
	TOO_MANY_FRAMES,

	/** The frame that divides the address from the rest is not empty. */
	DELIMITER_NOT_EMPTY,

	/**
	 * The first frame is neither {@code C} nor {@code W}, or not the one expected here.
	 */
	UNKNOWN_SIDE,

	/** The type is none that this side may send. */
	UNKNOWN_TYPE,

	/** A request has no id. */
	EMPTY_REQUEST_ID,

	/** The service is not UTF-8. */
	SERVICE_NOT_TEXT,

	/** A worker offers a service without a name. */
	EMPTY_SERVICE,

	/** A heartbeat names something that cannot be beaten for. */
	UNKNOWN_HEARTBEAT,

	/** The amounts of a grant of credit are not positive numbers. */
	INVALID_CREDIT

}
