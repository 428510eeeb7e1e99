// What one evaluation carries through the closures: the variables, the slots
// of names bound inside the expression, the input's time and the fuel.
//
// Invariant: made anew for each evaluation and never kept by a closure. Slots
// are numbered at compile time; one slot per binding is enough because nothing
// in the language can call itself.

import { Fuel } from './fuel';
import type { JsonObject } from './json';
import type { DateTimeValue } from './special';
import type { Value } from './value';

export class Evaluation extends Fuel {
	readonly slots: Value[] = [];
	/** The input's time as a value, once it has been asked for. */
	now: DateTimeValue | null = null;

	constructor(
		readonly variables: JsonObject,
		/** The input's time in milliseconds since 1970 in UTC, where it is known. */
		readonly nowMs: number | undefined,
	) {
		super();
	}
}

/** A compiled part of an expression. */
export type Closure = (evaluation: Evaluation) => Value;
