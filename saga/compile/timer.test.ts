import { describe, expect, it } from 'vitest';
import type { TimerTrigger } from '../flow/nodes/event';
import type { CompiledTimer } from './compiled-event';
import { compileTimer, nextOccurrence } from './timer';

const at = (text: string) => Date.parse(text);
const now = at('2026-11-25T13:07:35.250Z');

function timer(kind: TimerTrigger['timer'], value: string): CompiledTimer {
	const result = compileTimer({ type: 'timer', timer: kind, value });
	if (!result.ok) throw new Error(result.messages.join());
	return result.timer;
}

/** The first moments at which it falls due, as ISO texts. */
function due(kind: TimerTrigger['timer'], value: string, count = 1, variables = {}): string[] {
	const first = timer(kind, value).schedule(variables, now);
	if (!first.ok) return [first.message];
	const found = [new Date(first.dueAt).toISOString()];
	let last: { dueAt: number; repeat: typeof first.repeat } | null = first;
	while (found.length < count && last !== null && last.repeat !== null) {
		last = nextOccurrence(last.repeat, last.dueAt);
		if (last !== null) found.push(new Date(last.dueAt).toISOString());
	}
	return found;
}

describe('timers', () => {
	it.each([
		['PT5M', '2026-11-25T13:12:35.250Z'],
		['P1DT0.5S', '2026-11-26T13:07:35.750Z'],
		['P1DT12H', '2026-11-27T01:07:35.250Z'],
		['P2W', '2026-12-09T13:07:35.250Z'],
		['PT0.5S', '2026-11-25T13:07:35.750Z'],
		['P3M', '2027-02-25T13:07:35.250Z'],
		['P1Y3M5DT1H', '2028-03-01T14:07:35.250Z'],
		['P1', null],
		['PT5', null],
		['-PT5M', null],
		['P9999Y', null],
	])('duration %s → %s', (text, expected) => {
		if (expected === null) expect(compileTimer({ type: 'timer', timer: 'duration', value: text }).ok).toBe(false);
		else expect(due('duration', text)).toEqual([expected]);
	});

	it('a month after the last of January is the last of February', () => {
		const schedule = timer('duration', 'P1M').schedule({}, at('2027-01-31T10:00:00Z'));
		expect(schedule).toMatchObject({ ok: true, dueAt: at('2027-02-28T10:00:00Z') });
	});

	it.each([
		['2031-05-12', '2031-05-12T00:00:00.000Z'],
		['2031-05-12T08:00', '2031-05-12T08:00:00.000Z'],
		['2031-05-12T08:00:00+02:00', '2031-05-12T06:00:00.000Z'],
		['2031-02-30', null],
	])('date %s → %s', (text, expected) => {
		if (expected === null) expect(compileTimer({ type: 'timer', timer: 'date', value: text }).ok).toBe(false);
		else expect(due('date', text)).toEqual([expected]);
	});

	it('repeats as often as it says', () => {
		expect(due('cycle', 'R3/PT10M', 9)).toEqual([
			'2026-11-25T13:17:35.250Z',
			'2026-11-25T13:27:35.250Z',
			'2026-11-25T13:37:35.250Z',
		]);
		expect(due('cycle', 'R1/PT10M', 9)).toHaveLength(1);
		expect(due('cycle', 'R/PT1H', 9)).toHaveLength(9);
		expect(due('cycle', 'R2/2031-05-12T08:00:00Z/P1M', 9)).toEqual([
			'2031-05-12T08:00:00.000Z',
			'2031-06-12T08:00:00.000Z',
		]);
	});

	it('does not make up for what lies behind', () => {
		expect(due('cycle', 'R/2020-01-01T00:30:00Z/PT1H', 2)).toEqual([
			'2026-11-25T13:30:00.000Z',
			'2026-11-25T14:30:00.000Z',
		]);
		expect(due('cycle', 'R/2020-01-15/P1M')).toEqual(['2026-12-15T00:00:00.000Z']);
		expect(due('cycle', 'R2/2020-01-01/P1D', 9)).toEqual(['2020-01-02T00:00:00.000Z']);
	});

	it.each([
		['0 0 9 * * MON-FRI', ['2026-11-26T09:00:00.000Z', '2026-11-27T09:00:00.000Z', '2026-11-30T09:00:00.000Z']],
		['*/20 7 13 * * ?', ['2026-11-25T13:07:40.000Z', '2026-11-26T13:07:00.000Z', '2026-11-26T13:07:20.000Z']],
		['0 0 0 L * *', ['2026-11-30T00:00:00.000Z', '2026-12-31T00:00:00.000Z', '2027-01-31T00:00:00.000Z']],
		['0 0 12 29 2 ?', ['2028-02-29T12:00:00.000Z', '2032-02-29T12:00:00.000Z', '2036-02-29T12:00:00.000Z']],
		['0 15,45 8 1 JAN-MAR/2 *', ['2027-01-01T08:15:00.000Z', '2027-01-01T08:45:00.000Z', '2027-03-01T08:15:00.000Z']],
		['0 0 0 1 1 ? 2031,2090', ['2031-01-01T00:00:00.000Z', '2090-01-01T00:00:00.000Z']],
		['0 0 0 ? * SAT-SUN', ['2026-11-28T00:00:00.000Z', '2026-11-29T00:00:00.000Z', '2026-12-05T00:00:00.000Z']],
		['0 0 0 ? * 7', ['2026-11-29T00:00:00.000Z']],
	])('cron %s', (text, expected) => expect(due('cycle', text, 3).slice(0, expected.length)).toEqual(expected));

	it.each([
		'0 0 0 30 2 ?',
		'* * * * *',
		'0 60 * * * *',
		'0 0 0 * FOO *',
		'R0/PT1H',
		'R/PT0S',
		'R/PT1H/2031-01-01',
		'5',
	])('%s is no cycle', (value) =>
		expect(compileTimer({ type: 'timer', timer: 'cycle', value })).toMatchObject({ ok: false, code: 'timer' }),
	);

	it('reads what FEEL yields, as text or as a value', () => {
		expect(due('duration', 'wait', 1, { wait: 'PT1M' })).toEqual(['2026-11-25T13:08:35.250Z']);
		expect(due('duration', '@"P1D"')).toEqual(['2026-11-26T13:07:35.250Z']);
		expect(due('duration', 'duration("PT1H") + @"PT1H"')).toEqual(['2026-11-25T15:07:35.250Z']);
		expect(due('date', 'date(day) + @"P1D"', 1, { day: '2031-05-12' })).toEqual(['2031-05-13T00:00:00.000Z']);
		expect(due('date', 'now() - @"PT1H"')).toEqual(['2026-11-25T12:07:35.250Z']);
		expect(due('cycle', '"R" + string(n) + "/PT1H"', 9, { n: 2 })).toHaveLength(2);
	});

	it('says what is wrong, at once where it can be known', () => {
		expect(due('duration', 'wait', 1, { wait: 5 })).toEqual([
			'The timer "wait" yields 5, not an ISO 8601 duration, as PT5M or P1DT12H.',
		]);
		expect(due('duration', 'wait')).toEqual([expect.stringContaining('yields null')]);
		for (const [value, code] of [
			['"soon"', 'timer'],
			['PT5X', 'timer'],
			['2031-05-12', 'timer'],
			['', 'timer'],
			['wait +', 'expression'],
		] as const)
			expect(compileTimer({ type: 'timer', timer: 'duration', value })).toMatchObject({ ok: false, code });
	});
});
