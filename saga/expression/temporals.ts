// What can be done with dates, times and durations: read, compare, add,
// subtract. The calendar is feelin's (Temporal underneath); here are FEEL's
// rules for which types go together.
//
// Invariant: a result out of the calendar's range, or text that is no such
// value, is null; nothing throws. The clock is never read: see `instantOf`.

import { duration, FeelDate, FeelDateTime, FeelTime, parseDate, parseDateTime, parseTime } from 'feelin';
import { DateTimeValue, DateValue, DurationValue, type Temporal, TimeValue } from './special';

const dateText = /^\d{4}-\d\d-\d\d$/;
const timeText = /^\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?$/;
const dateTimeText = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
const durationText = /^-?P[\dYMDTHS.]{2,40}$/;

export function dateOfText(text: string): DateValue | null {
	const feel = dateText.test(text) ? parseDate(text) : null;
	return feel && new DateValue(feel);
}

export function timeOfText(text: string): TimeValue | null {
	const feel = timeText.test(text) ? parseTime(text) : null;
	return feel && new TimeValue(feel);
}

export function dateTimeOfText(text: string): DateTimeValue | null {
	const feel = dateTimeText.test(text) ? parseDateTime(text) : null;
	return feel && new DateTimeValue(feel);
}

export function durationOfText(text: string): DurationValue | null {
	const feel = durationText.test(text) ? duration(text) : null;
	return feel && new DurationValue(feel);
}

/** What `@"…"` means: the kind of value shows in its text. */
export function temporalOfText(text: string): Temporal | null {
	if (/^-?P/.test(text)) return durationOfText(text);
	if (/^\d\d:/.test(text)) return timeOfText(text);
	return text.includes('T') ? dateTimeOfText(text) : dateOfText(text);
}

const millisecondsPerDay = 86_400_000;

/** Milliseconds since 1970 as a date and time in UTC; null beyond the years 0…9999. */
export function instantOf(milliseconds: number): DateTimeValue | null {
	const days = Math.floor(milliseconds / millisecondsPerDay);
	const date = isoDateOf(days);
	return date === null ? null : dateTimeOfText(`${date}T${isoTimeOf(milliseconds - days * millisecondsPerDay)}Z`);
}

/** Days since 1970 → `2026-11-22`; null beyond the years 0…9999 (H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
export function isoDateOf(days: number): string | null {
	const shifted = days + 719_468;
	const era = Math.floor(shifted / 146_097);
	const dayOfEra = shifted - era * 146_097;
	const yearOfEra = Math.floor(
		(dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
	);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
	const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
	const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
	const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
	return year >= 0 && year <= 9_999 ? `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` : null;
}

function isoTimeOf(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1_000);
	const time = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
	const fraction = Math.floor(milliseconds) % 1_000;
	return time.map((part) => padded(part, 2)).join(':') + (fraction === 0 ? '' : `.${padded(fraction, 3)}`);
}

export function padded(value: number, length: number): string {
	return String(value).padStart(length, '0');
}

export function dateOf(value: DateTimeValue): DateValue {
	return new DateValue(new FeelDate(value.feel.unwrap().toPlainDate()));
}

export function timeOf(value: DateTimeValue): TimeValue {
	return new TimeValue(new FeelTime(value.feel.unwrap().toPlainTime(), value.feel.timezone));
}

/** The date (of a date and time) at that time, in the time's zone. */
export function combined(date: DateValue | DateTimeValue, time: TimeValue): DateTimeValue {
	const plain = date instanceof DateValue ? date.feel.unwrap() : date.feel.unwrap().toPlainDate();
	return new DateTimeValue(new FeelDateTime(plain.toPlainDateTime(time.feel.unwrap()), time.feel.timezone));
}

/** Equal moments in different zones are equal; with a zone and without are not. Null for different types. */
export function temporalsEqual(left: Temporal, right: Temporal): boolean | null {
	if (left.type !== right.type) return null;
	return (zoneOf(left) === null) === (zoneOf(right) === null) && positionOf(left) === positionOf(right);
}

/** Negative, zero or positive; null for different types. What has no zone is taken as UTC. */
export function compareTemporals(left: Temporal, right: Temporal): number | null {
	return left.type === right.type ? positionOf(left) - positionOf(right) : null;
}

function zoneOf(value: Temporal): string | null {
	return value instanceof TimeValue || value instanceof DateTimeValue ? (value.feel.timezone ?? null) : null;
}

/** Where the value stands among those of its type: milliseconds, for years and months months. */
function positionOf(value: Temporal): number {
	if (value instanceof DateValue) return value.feel.unwrap().toZonedDateTime('UTC').epochMilliseconds;
	if (value instanceof DateTimeValue)
		return value.feel.unwrap().toZonedDateTime(zoneOf(value) ?? 'UTC').epochMilliseconds;
	if (value instanceof DurationValue) {
		const length = value.feel.unwrap();
		return value.feel.yearsMonths ? length.years * 12 + length.months : length.total({ unit: 'milliseconds' });
	}
	const time = value.feel.unwrap();
	return ((time.hour * 60 + time.minute - offsetMinutes(zoneOf(value))) * 60 + time.second) * 1_000 + time.millisecond;
}

function offsetMinutes(zone: string | null): number {
	const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone ?? '') ?? [];
	const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
	return sign === '-' ? -size : size;
}

/** `left + right`, or null where the types do not go together. */
export function addTemporals(left: Temporal, right: Temporal): Temporal | null {
	if (right instanceof DurationValue) return within(() => shifted(left, right, 1));
	return left instanceof DurationValue ? within(() => shifted(right, left, 1)) : null;
}

/** `left - right`: an earlier moment, or the duration between two moments. */
export function subtractTemporals(left: Temporal, right: Temporal): Temporal | null {
	if (right instanceof DurationValue) return within(() => shifted(left, right, -1));
	if (left instanceof DurationValue || left instanceof TimeValue !== right instanceof TimeValue) return null;
	return durationOfMilliseconds(positionOf(left) - positionOf(right));
}

function durationOfMilliseconds(milliseconds: number): DurationValue | null {
	const feel = within(() => duration(milliseconds));
	return feel && new DurationValue(feel);
}

/** A date to which hours are added becomes a date and time in UTC, as in feelin. */
function shifted(value: Temporal, by: DurationValue, sign: 1 | -1): Temporal | null {
	const amount = sign < 0 ? by.feel.unwrap().negated() : by.feel.unwrap();
	if (value instanceof DurationValue) return sumOf(value, by, sign);
	if (value instanceof TimeValue)
		return new TimeValue(new FeelTime(value.feel.unwrap().add(amount), value.feel.timezone));
	if (value instanceof DateTimeValue)
		return new DateTimeValue(new FeelDateTime(value.feel.unwrap().add(amount), value.feel.timezone));
	const date = value.feel.unwrap();
	const hasTime = amount.hours !== 0 || amount.minutes !== 0 || amount.seconds !== 0 || amount.milliseconds !== 0;
	if (!hasTime) return new DateValue(new FeelDate(date.add(amount)));
	return new DateTimeValue(new FeelDateTime(date.toPlainDateTime().add(amount), 'UTC'));
}

function sumOf(left: DurationValue, right: DurationValue, sign: 1 | -1): DurationValue | null {
	if (left.type !== right.type) return null;
	const total = positionOf(left) + sign * positionOf(right);
	if (!left.feel.yearsMonths) return durationOfMilliseconds(total);
	const [months, years] = [Math.abs(total) % 12, Math.floor(Math.abs(total) / 12)];
	return durationOfText(`${total < 0 ? '-' : ''}P${years}Y${months}M`);
}

/** feelin and Temporal throw a RangeError for what lies outside the calendar. */
function within<Result>(calculate: () => Result): Result | null {
	try {
		return calculate();
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

const properties: ReadonlySet<string> = new Set([
	'year',
	'month',
	'day',
	'weekday',
	'hour',
	'minute',
	'second',
	'timezone',
	'years',
	'months',
	'days',
	'hours',
	'minutes',
	'seconds',
]);

/** `date.year`, `duration.days`; null where this type has no such part. */
export function partOf(value: Temporal, name: string): number | string | null {
	if (!properties.has(name)) return null;
	const part: unknown = Reflect.get(value.feel, name);
	return typeof part === 'number' || typeof part === 'string' ? part : null;
}
