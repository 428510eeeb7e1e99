/**
 * Cron expressions as Spring writes them: seconds, minutes, hours, day of month, month, day of week and, as a seventh
 * field, the year; in UTC. `*`, `?`, lists, ranges, steps, names, and `L` for the last day of the month. Day of month
 * and day of week must both match.
 */
import { isoDateOf } from '../expression/temporals';
import { readDate } from './timer-text';

export interface Cron {
	readonly seconds: readonly number[];
	readonly minutes: readonly number[];
	readonly hours: readonly number[];
	readonly days: ReadonlySet<number>;
	readonly isLastDay: boolean;
	readonly months: ReadonlySet<number>;
	/** 0: Sunday. */
	readonly weekdays: ReadonlySet<number>;
	/** Null: each. */
	readonly years: readonly number[] | null;
}

const monthNames = ['', 'JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const dayMs = 86_400_000;
/** The calendar repeats a date's weekday, 29 February included, within 40 years. */
const daysSearchedMax = 40 * 366;

export function readCron(text: string): Cron | null {
	const fields = text.trim().split(/\s+/);
	const [second, minute, hour, day, month, weekday, year] = fields;
	if (fields.length < 6 || fields.length > 7) return null;
	const isLastDay = day?.toUpperCase() === 'L';
	const seconds = valuesOf(second, 0, 59);
	const minutes = valuesOf(minute, 0, 59);
	const hours = valuesOf(hour, 0, 23);
	const days = isLastDay ? [] : valuesOf(anyAs(day), 1, 31);
	const months = valuesOf(month, 1, 12, monthNames);
	const weekdays = valuesOf(anyAs(weekday), 0, 7, weekdayNames);
	const years = year === undefined || year === '*' ? null : valuesOf(year, 1970, 9999);
	if (!seconds || !minutes || !hours || !days || !months || !weekdays || (year !== undefined && year !== '*' && !years))
		return null;
	return {
		seconds,
		minutes,
		hours,
		days: new Set(days),
		isLastDay,
		months: new Set(months),
		weekdays: new Set(weekdays.map((value) => value % 7)),
		years,
	};
}

function anyAs(field: string | undefined): string | undefined {
	return field === '?' ? '*' : field;
}

/** In ascending order, each once; null if the field is wrong. */
function valuesOf(
	field: string | undefined,
	from: number,
	to: number,
	names: readonly string[] = [],
): readonly number[] | null {
	const found = new Set<number>();
	for (const part of (field ?? '').split(',')) {
		const [, range, step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
		if (range === undefined || step === '0') return null;
		const bounds = boundsOf(range, from, to, names, step !== undefined);
		if (bounds === null) return null;
		for (let value = bounds[0]; value <= bounds[1]; value += Number(step ?? 1)) found.add(value);
	}
	return [...found].sort((left, right) => left - right);
}

/** `5/10` counts from 5 to the end, `FRI-SUN` ends on the Sunday after. */
function boundsOf(
	range: string,
	from: number,
	to: number,
	names: readonly string[],
	hasStep: boolean,
): readonly [number, number] | null {
	if (range === '*') return [from, names === weekdayNames ? 6 : to];
	const ends = range.split('-').map((word) => numberOf(word, names));
	const [first, last = hasStep ? to : first] = ends;
	if (ends.length > 2 || first === undefined || first === null || last === undefined || last === null) return null;
	const end = names === weekdayNames && last === 0 && first > 0 ? 7 : last;
	return first < from || end > to || first > end ? null : [first, end];
}

function numberOf(word: string, names: readonly string[]): number | null {
	const named = word === '' ? -1 : names.indexOf(word.toUpperCase());
	if (named >= 0) return named;
	return /^\d{1,4}$/.test(word) ? Number(word) : null;
}

/** The first occurrence after that moment; null if there is none. */
export function nextCron(cron: Cron, afterMs: number): number | null {
	const first = Math.floor((Math.floor(afterMs / 1_000) + 1) / 86_400);
	for (let day = first, left = daysSearchedMax; left > 0; day++, left--) {
		const date = isoDateOf(day);
		if (date === null) return null;
		const yearStart = cron.years === null ? null : startOfYear(cron.years, Number(date.slice(0, 4)));
		if (yearStart === undefined) return null;
		if (yearStart !== null && yearStart > day) {
			day = yearStart - 1;
			continue;
		}
		if (!isDayOf(cron, date, day)) continue;
		const time = timeOf(cron, day === first ? afterMs - day * dayMs : -1);
		if (time !== null) return day * dayMs + time;
	}
	return null;
}

/** The first day of this year or of the next one that is listed; undefined after the last. */
function startOfYear(years: readonly number[], from: number): number | undefined {
	const year = years.find((listed) => listed >= from);
	const start = year === undefined ? null : readDate(`${year}-01-01`);
	return start === null ? undefined : start / dayMs;
}

function isDayOf(cron: Cron, date: string, day: number): boolean {
	const [, month, dayOfMonth] = date.split('-').map(Number);
	if (!cron.months.has(month ?? 0)) return false;
	if (!cron.weekdays.has((((day + 4) % 7) + 7) % 7)) return false;
	return cron.isLastDay ? (isoDateOf(day + 1)?.endsWith('-01') ?? true) : cron.days.has(dayOfMonth ?? 0);
}

/** Milliseconds within the day; the first that is later than `after`. */
function timeOf({ hours, minutes, seconds }: Cron, after: number): number | null {
	for (const hour of hours) {
		if ((hour + 1) * 3_600_000 <= after) continue;
		for (const minute of minutes) {
			const start = hour * 3_600_000 + minute * 60_000;
			if (start + 60_000 <= after) continue;
			const second = seconds.find((value) => start + value * 1_000 > after);
			if (second !== undefined) return start + second * 1_000;
		}
	}
	return null;
}
