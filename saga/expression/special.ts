// Values that exist only while evaluating: ranges, and FEEL's dates, times and
// durations, which are feelin's objects underneath.
//
// Invariant: no variable holds one; a result's temporals become ISO 8601 text.
// Only UTC and fixed offsets are known: what a named zone (`@Europe/Paris`)
// means changes with the machine's time-zone tables, and a replay must not.

import type { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';

/** One test tells them from lists and contexts. */
export abstract class Special {
	abstract readonly type: string;
}

/** An end that is null is open. */
export class Range extends Special {
	readonly type = 'range';

	constructor(
		readonly start: Bound | null,
		readonly end: Bound | null,
		readonly startIncluded: boolean,
		readonly endIncluded: boolean,
	) {
		super();
	}
}

/** What can be ordered. */
export type Bound = number | string | Temporal;

export type Temporal = DateValue | TimeValue | DateTimeValue | DurationValue;

export class DateValue extends Special {
	readonly type = 'date';
	constructor(readonly feel: FeelDate) {
		super();
	}
}

export class TimeValue extends Special {
	readonly type = 'time';
	constructor(readonly feel: FeelTime) {
		super();
	}
}

export class DateTimeValue extends Special {
	readonly type = 'date and time';
	constructor(readonly feel: FeelDateTime) {
		super();
	}
}

/** Years and months have no length in days, so the two kinds are never ordered or added to each other. */
export class DurationValue extends Special {
	readonly type: 'days and time duration' | 'years and months duration';
	constructor(readonly feel: FeelDuration) {
		super();
		this.type = feel.yearsMonths ? 'years and months duration' : 'days and time duration';
	}
}

export function isTemporal(value: unknown): value is Temporal {
	return value instanceof Special && !(value instanceof Range);
}
