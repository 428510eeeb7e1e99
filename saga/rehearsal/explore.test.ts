import { describe, expect, it } from 'vitest';
import { bookTrip } from '@/demo/flows/book-trip';
import { placeOrder } from '@/demo/flows/place-order';
import { sketch } from '../flow/sketch';
import { explore } from './explore';

const found = (...wishes: Parameters<typeof explore>) =>
	explore(...wishes).findings.map(({ kind, run, scenario }) => `${kind}${run === null ? '' : ` ${run}`}: ${scenario}`);

describe('exploring a flow', () => {
	it('finds nothing where all is well, and says how it can end', () => {
		const { findings, endings, states, moves, isComplete, coverage } = explore([sketch('a → fork(b, c) → d')]);
		expect(findings).toEqual([]);
		expect(isComplete).toBe(true);
		expect(states).toBeGreaterThan(50);
		expect(moves).toBeGreaterThan(2 * states);
		// Open: an undo that does not succeed waits for a person.
		expect(Object.keys(endings)).toEqual(['compensated', 'completed', 'open']);
		expect(coverage).toMatchObject({ percent: 100, missing: [] });
	});

	it('finds a deadlock that needs a failure', () =>
		expect(found([sketch('fork(a<error: to(end)>, b) → c')])).toEqual(['deadlock join: a fails REHEARSED']));

	it('finds what cannot be undone, by the shortest way', () =>
		expect(found([sketch('a → b[gap] → c')])).toEqual(['gap: c fails REHEARSED']));

	it('finds two failures that only together are too many', () =>
		expect(found([sketch('a<error: x<error: y → choose(1 > 2: z, 1 > 3: w)>> → b')])).toEqual([
			'no-path choice: a fails REHEARSED, x fails REHEARSED',
		]));

	it('lets events come before they are awaited, beside, or never', () => {
		const flow = sketch('a → race(paid "k": b, timer PT1H: c) → d; on(message stop "k": e[gap] → end(error NO))');
		const { findings, coverage } = explore([flow]);
		expect(findings.map(({ kind, scenario }) => `${kind}: ${scenario}`)).toEqual(['gap: on-start happens']);
		expect(coverage.percent).toBe(100);
	});

	it('goes into called sagas', () =>
		expect(found([sketch('main: call(child) → b'), sketch('child: x[gap] → y')])).toContain(
			'gap: child/y fails REHEARSED',
		));

	it('says which branches were not gone, and why', () => {
		expect(explore([sketch('a → choose(1 > 2: b, _)')]).coverage.missing).toMatchObject([
			{
				kind: 'way',
				title: 'choice → b',
				why: 'Nothing that was tried makes 1 > 2 true, or an earlier way was taken.',
			},
			{ kind: 'way', title: 'b → merge', why: 'Nothing that was tried leads to b.' },
			{ kind: 'undo', title: 'undo b', why: 'Nothing that was tried leads to b.' },
		]);
	});

	it('follows one saga of a flow that a timer starts, and names it', () => {
		const { findings, isComplete, coverage } = explore([sketch('start(every R3/PT1H) → a[gap] → b')]);
		expect(coverage.percent).toBe(100);
		expect(isComplete).toBe(true);
		expect(findings.map(({ kind, trace }) => `${kind}: ${trace.split('\n').at(-1)}`)).toEqual([
			'gap: first: reply b failed REHEARSED → first: failed',
		]);
	});

	it('says which event came early', () => {
		const flow = sketch('a → race(paid "k": b[gap] → c, timer PT1M: d)');
		const [finding] = explore([flow]).findings;
		expect(finding?.trace).toContain('event paid k');
		expect(finding?.scenario.match(/early/g)?.length ?? 0).toBeLessThan(2);
	});

	it('answers up to five open commands in every order, and follows each state once', () => {
		const five = sketch('fork(a, b, c, d, e)');
		expect(explore([five], { faultsMax: 0, prune: false }).endings).toEqual({ completed: 120 });
		expect(explore([five], { faultsMax: 0 })).toMatchObject({ states: 2 ** 5, endings: { completed: 1 } });
		// Of six the five oldest, then all that are left.
		const six = sketch('fork(a, b, c, d, e, f)');
		expect(explore([six], { faultsMax: 0, prune: false }).endings).toEqual({ completed: 5 * 120 });
	});

	it('stops where it is told to', () => {
		const { states, isComplete } = explore([sketch('a → b → c')], { statesMax: 7 });
		expect([states < 12, isComplete]).toEqual([true, false]);
	});

	it('follows a counting loop to its end, and one that does not change for two rounds', () => {
		const counting = sketch('m=exclusive → a → assign(n = n + 1) → choose(n < 7: to(m), _) → b', { n: 0 });
		expect(explore([counting])).toMatchObject({ isComplete: true, findings: [], coverage: { percent: 100 } });
		const endless = sketch('m=exclusive → a → assign(n = n + 1) → choose(n < 99: to(m), _) → b', { n: 0 });
		expect(explore([endless])).toMatchObject({ isComplete: false, findings: [] });
	});

	it.each([bookTrip, placeOrder])('the demo flow $id holds', (flow) => {
		const { findings, isComplete, coverage } = explore([flow]);
		expect(findings.filter(({ kind }) => kind !== 'gap')).toEqual([]);
		expect(isComplete).toBe(true);
		expect(coverage.percent).toBe(100);
	});
});
