// FEEL's functions of dates, times and durations. `now()` and `today()` are the
// input's time in UTC; an evaluation without one stops there.
//
// Invariant: each call pays far more fuel than a function of numbers, because
// the calendar takes that much longer.

import type { Evaluation } from '../evaluation';
import { Stop } from '../fuel';
import { DateTimeValue, DateValue, DurationValue, TimeValue } from '../special';
import {
	combined,
	dateOf,
	dateOfText,
	dateTimeOfText,
	durationOfText,
	instantOf,
	padded,
	partOf,
	timeOf,
	timeOfText,
} from '../temporals';
import type { Value } from '../value';
import { type BuiltIn, builtIn } from './signature';

const noTime = new Stop(
	'time',
	'The expression asks for the present time, and none is known here. Use now() and today() only in a running saga.',
);

function now(evaluation: Evaluation): DateTimeValue {
	evaluation.spendTemporal();
	const { nowMs } = evaluation;
	evaluation.now ??= nowMs === undefined ? null : instantOf(nowMs);
	if (evaluation.now) return evaluation.now;
	throw noTime;
}

/** A function of one value that reads text or converts another temporal. */
function reading(convert: (from: Value) => Value): BuiltIn {
	return builtIn(['from'], ['any'], ([from], evaluation) => {
		evaluation.spendTemporal();
		return convert(from);
	});
}

function dateOfNumbers(year: Value, month: Value, day: Value): DateValue | null {
	if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') return null;
	return dateOfText(`${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`);
}

function timeOfNumbers(hour: Value, minute: Value, second: Value): TimeValue | null {
	if (typeof hour !== 'number' || typeof minute !== 'number' || typeof second !== 'number') return null;
	return timeOfText([hour, minute, second].map((part) => padded(part, 2)).join(':'));
}

function date(from: Value): Value {
	if (typeof from === 'string') return dateOfText(from);
	if (from instanceof DateTimeValue) return dateOf(from);
	return from instanceof DateValue ? from : null;
}

function time(from: Value): Value {
	if (typeof from === 'string') return timeOfText(from);
	if (from instanceof DateTimeValue) return timeOf(from);
	return from instanceof TimeValue ? from : null;
}

function dateAndTime(from: Value, at: Value): Value {
	if ((from instanceof DateValue || from instanceof DateTimeValue) && at instanceof TimeValue)
		return combined(from, at);
	if (at !== null) return null;
	if (typeof from === 'string') return dateTimeOfText(from);
	return from instanceof DateTimeValue ? from : null;
}

function yearsAndMonths(from: Value, to: Value): Value {
	const [start, end] = [date(from), date(to)];
	if (!(start instanceof DateValue) || !(end instanceof DateValue)) return null;
	const between = start.feel.unwrap().until(end.feel.unwrap(), { largestUnit: 'month' });
	return durationOfText(`${between.months < 0 ? '-' : ''}P${Math.abs(between.months)}M`);
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function dayOfWeek(from: Value): Value {
	const day = date(from);
	const number = day instanceof DateValue ? partOf(day, 'weekday') : null;
	return typeof number === 'number' ? (weekdays[number - 1] ?? null) : null;
}

export const temporalFunctions: { readonly [name: string]: BuiltIn } = {
	now: builtIn([], [], (_, evaluation) => now(evaluation)),
	today: builtIn([], [], (_, evaluation) => dateOf(now(evaluation))),
	date: builtIn(['from', 'month', 'day'], ['any', 'any?', 'any?'], ([from, month, day], evaluation) => {
		evaluation.spendTemporal();
		return month === null && day === null ? date(from) : dateOfNumbers(from, month, day);
	}),
	time: builtIn(['from', 'minute', 'second'], ['any', 'any?', 'any?'], ([from, minute, second], evaluation) => {
		evaluation.spendTemporal();
		return minute === null && second === null ? time(from) : timeOfNumbers(from, minute, second);
	}),
	'date and time': builtIn(['from', 'time'], ['any', 'any?'], ([from, at], evaluation) => {
		evaluation.spendTemporal();
		return dateAndTime(from, at);
	}),
	duration: reading((from) => {
		if (typeof from === 'string') return durationOfText(from);
		return from instanceof DurationValue ? from : null;
	}),
	'years and months duration': builtIn(['from', 'to'], ['any', 'any'], ([from, to], evaluation) => {
		evaluation.spendTemporal();
		return yearsAndMonths(from, to);
	}),
	'day of week': builtIn(['date'], ['any'], ([from], evaluation) => {
		evaluation.spendTemporal();
		return dayOfWeek(from);
	}),
};
