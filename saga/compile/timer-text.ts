/**
 * The ISO 8601 texts that say when a timer falls due: durations (years and months by the calendar), dates with or
 * without a zone (UTC), repetitions. Invariant: nothing throws; what is none, or lies beyond year 9999, is null.
 */
import { addTemporals, compareTemporals, dateTimeOfText, durationOfText, instantOf } from '../expression/temporals';

export interface Duration {
	readonly months: number;
	readonly ms: number;
}

/** `R3/PT10M`, `R/2031-05-12T08:00:00Z/PT1H`. */
export interface Repetition {
	/** Null: without end. */
	readonly times: number | null;
	readonly startAt: number | null;
	/** As written. */
	readonly every: string;
}

/** A timer that repeats faster would do nothing else. */
const repeatMsMin = 1_000;
const durationPattern =
	/^(-?)P(?=[\dT])(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?=\d)(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,11}(?:\.\d{1,9})?)S)?)?$/;

export function readDuration(text: string): Duration | null {
	const match = durationPattern.exec(text);
	if (match === null) return null;
	const [years, months, weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
	const sign = match[1] === '-' ? -1 : 1;
	const wholeDays = (weeks ?? 0) * 7 + (days ?? 0);
	const wholeSeconds = (wholeDays * 24 + (hours ?? 0)) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
	return { months: sign * ((years ?? 0) * 12 + (months ?? 0)), ms: sign * Math.round(wholeSeconds * 1_000) };
}

export function isPositive({ months, ms }: Duration): boolean {
	return months > 0 || ms > 0;
}

/** Months by the calendar in UTC: a month after 31 January is the last of February. */
export function later(atMs: number, { months, ms }: Duration): number | null {
	const shifted = months === 0 ? atMs : monthsLater(atMs, months);
	return shifted === null || instantOf(shifted + ms) === null ? null : shifted + ms;
}

function monthsLater(atMs: number, months: number): number | null {
	const from = instantOf(atMs);
	const by = durationOfText(`${months < 0 ? '-' : ''}P${Math.abs(months)}M`);
	const to = from === null || by === null ? null : addTemporals(from, by);
	return to === null || epoch === null ? null : compareTemporals(to, epoch);
}

const epoch = instantOf(0);

export function readDate(text: string): number | null {
	const date = dateTimeOfText(text.length === 10 ? `${text}T00:00:00` : text);
	return date === null || epoch === null ? null : compareTemporals(date, epoch);
}

export function readRepetition(text: string): Repetition | null {
	const match = /^R(\d{0,6})\/(?:([^/]+)\/)?([^/]+)$/.exec(text);
	const [, times, start, every] = match ?? [];
	const duration = readDuration(every ?? '');
	if (every === undefined || duration === null || (duration.months <= 0 && duration.ms < repeatMsMin)) return null;
	const startAt = start === undefined ? null : readDate(start);
	if ((start !== undefined && startAt === null) || times === '0') return null;
	return { times: times === '' ? null : Number(times), startAt, every };
}
