/**
 * When a timer falls due, and when again. A text that is an ISO 8601 duration, date or repetition or a cron expression
 * is read once; anything else is FEEL, whose value is read as such a text when the timer is armed.
 *
 * Invariant: pure; the time comes with the call. A repetition whose first occurrences already lie behind goes on from
 * the present: what was missed is not made up for.
 */
import { compileExpression } from '../expression/compile-expression';
import type { Json } from '../expression/json';
import type { TimerTrigger } from '../flow/nodes/event';
import type { CompiledTimer, TimerRepeat, TimerSchedule } from './compiled-event';
import { nextCron, readCron } from './cron';
import { isPositive, later, readDate, readDuration, readRepetition } from './timer-text';

type TimerKind = TimerTrigger['timer'];

export type TimerResult =
	| { readonly ok: true; readonly timer: CompiledTimer }
	| { readonly ok: false; readonly code: 'timer' | 'expression'; readonly messages: readonly string[] };

const wanted: Readonly<Record<TimerKind, string>> = {
	duration: 'an ISO 8601 duration, as PT5M or P1DT12H',
	date: 'an ISO 8601 date, as 2031-05-12 or 2031-05-12T08:00:00Z',
	cycle: 'an ISO 8601 repetition, as R3/PT10M, or a cron expression of 6 or 7 fields, as 0 0 9 * * MON-FRI',
};
/** What begins like this is meant as such a text and no FEEL. */
const literal = /^(-?P(T|\d)|R\d*\/|\d|\*|\?)/;

export function compileTimer(trigger: TimerTrigger): TimerResult {
	const { timer: kind } = trigger;
	const source = trigger.value.trim();
	if (isLiteral(kind, source))
		return { ok: true, timer: { source, schedule: (_, nowMs) => schedule(kind, source, source, nowMs) } };
	const result = isFeel(trigger) ? compileExpression(source) : null;
	if (result === null)
		return { ok: false, code: 'timer', messages: [`"${source}" is no time: write ${wanted[kind]}.`] };
	if (!result.ok) return { ok: false, code: 'expression', messages: result.problems.map(({ message }) => message) };
	const { expression } = result;
	const constant = expression.reads.length === 0 ? expression.evaluate({}) : null;
	if (constant?.ok && (typeof constant.value !== 'string' || occurrence(kind, constant.value, 0) === null))
		return { ok: false, code: 'timer', messages: [noTime(kind, source, constant.value)] };
	return {
		ok: true,
		timer: {
			source,
			schedule: (variables, nowMs) => {
				const evaluated = expression.evaluate(variables, nowMs);
				return evaluated.ok
					? schedule(kind, source, evaluated.value, nowMs)
					: { ok: false, message: evaluated.message };
			},
		},
	};
}

function isLiteral(kind: TimerKind, source: string): boolean {
	return !source.startsWith('-') && occurrence(kind, source, 0) !== null;
}

/** Whether the timer's text is an expression. */
export function isFeel({ timer: kind, value }: TimerTrigger): boolean {
	const source = value.trim();
	return source !== '' && !literal.test(source) && !isLiteral(kind, source);
}

function schedule(kind: TimerKind, source: string, value: Json, nowMs: number): TimerSchedule {
	const found = typeof value === 'string' ? occurrence(kind, value.trim(), nowMs) : null;
	return found === null ? { ok: false, message: noTime(kind, source, value) } : { ok: true, ...found };
}

function noTime(kind: TimerKind, source: string, value: Json): string {
	const text = JSON.stringify(value);
	return `The timer "${source}" yields ${text.length > 80 ? `${text.slice(0, 80)}…` : text}, not ${wanted[kind]}.`;
}

interface Occurrence {
	readonly dueAt: number;
	readonly repeat: TimerRepeat | null;
}

function occurrence(kind: TimerKind, text: string, nowMs: number): Occurrence | null {
	if (kind === 'cycle') return firstOfCycle(text, nowMs);
	const duration = kind === 'duration' ? readDuration(text) : null;
	const dueAt = kind === 'date' ? readDate(text) : duration === null ? null : later(nowMs, duration);
	return dueAt === null ? null : { dueAt, repeat: null };
}

function firstOfCycle(text: string, nowMs: number): Occurrence | null {
	const repetition = readRepetition(text);
	if (repetition === null) return nextOccurrence({ every: text, left: null }, nowMs);
	const { times, startAt, every } = repetition;
	const left = times === null ? null : times - 1;
	if (startAt === null) return nextOccurrence({ every, left: times }, nowMs);
	let at: Occurrence = { dueAt: startAt, repeat: repeatOf(every, left) };
	while (at.dueAt < nowMs && at.repeat !== null) {
		const next = skipped(at.repeat, at.dueAt, nowMs);
		if (next === null) break;
		at = next;
	}
	return at;
}

/** The next occurrence, or one closer to the present where a fixed length lets many be passed over at once. */
function skipped(repeat: TimerRepeat, dueAt: number, nowMs: number): Occurrence | null {
	const length = readDuration(repeat.every);
	const missed = length === null || length.months !== 0 ? 0 : Math.floor((nowMs - dueAt) / length.ms) - 1;
	if (length === null || missed < 1) return nextOccurrence(repeat, dueAt);
	const passed = repeat.left === null ? missed : Math.min(missed, repeat.left - 1);
	const left = repeat.left === null ? null : repeat.left - passed;
	return nextOccurrence({ every: repeat.every, left }, dueAt + passed * length.ms);
}

/** `repeat` null: no other follows it. Null: there is none, or it lies beyond year 9999. */
export function nextOccurrence(repeat: TimerRepeat, previousDueAt: number): Occurrence | null {
	const { every, left } = repeat;
	if (left === 0) return null;
	const duration = readDuration(every);
	const cron = duration === null ? readCron(every) : null;
	const dueAt =
		duration !== null && isPositive(duration)
			? later(previousDueAt, duration)
			: cron === null
				? null
				: nextCron(cron, previousDueAt);
	return dueAt === null ? null : { dueAt, repeat: repeatOf(every, left === null ? null : left - 1) };
}

function repeatOf(every: string, left: number | null): TimerRepeat | null {
	return left === 0 ? null : { every, left };
}
