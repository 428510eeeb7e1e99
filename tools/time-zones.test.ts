/** What the engine computes does not depend on where it runs: expressions, timers and whole sagas, in two time zones. */
import { afterEach, expect, it } from 'vitest';
import { compile } from '@/saga/compile/compile';
import { compileExpression } from '@/saga/expression/compile-expression';
import { sketch } from '@/saga/flow/sketch';
import { printTrace } from '@/saga/trace/print-trace';
import { runTrace } from '@/saga/trace/run-trace';

const own = process.env.TZ;
const zones = ['Pacific/Kiritimati', 'America/St_Johns'];

afterEach(() => {
	if (own === undefined) delete process.env.TZ;
	else process.env.TZ = own;
});

/** The same work in each zone; fails where the process does not take the zone on. */
function inEachZone<Result>(work: () => Result): readonly Result[] {
	const offsets = new Set<number>();
	const results = zones.map((zone) => {
		process.env.TZ = zone;
		offsets.add(new Date(1_767_225_600_000).getTimezoneOffset());
		return work();
	});
	expect(offsets.size).toBe(zones.length);
	return results;
}

const sources = [
	'now()',
	'today()',
	'string(now() + duration("PT36H"))',
	'date("2031-03-30") + duration("P1M")',
	'date and time("2031-03-30T02:30:00") - date and time("2031-03-29T02:30:00")',
	'date and time("2031-03-30T02:30:00").hour',
	'day of week(date("2031-05-12"))',
	'time("23:30:00+02:00") > time("22:00:00")',
	'today() > date("2026-01-01")',
];

it('expressions give the same in every time zone', () => {
	const [one, other] = inEachZone(() =>
		sources.map((source) => {
			const compiled = compileExpression(source);
			return compiled.ok ? compiled.expression.evaluate({}, 1_767_225_600_000 + 82_800_000) : source;
		}),
	);
	expect(one).toEqual(other);
	expect(one?.filter((result) => typeof result === 'object' && !result.ok)).toEqual([]);
});

it('a saga with timers goes the same way in every time zone', () => {
	const flow = sketch('race(timer PT36H: a, at date and time("2026-01-02T08:00:00"): b) → c');
	expect(compile(flow, 1).ok).toBe(true);
	const [one, other] = inEachZone(() => printTrace(runTrace([flow], 'start\nwait P1D\nwait PT12H')));
	expect(one).toBe(other);
	expect(one).toContain('send b');
});
