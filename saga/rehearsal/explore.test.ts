import { describe, expect, it } from 'vitest';
import { bookTrip } from '@/demo/flows/book-trip';
import { placeOrder } from '@/demo/flows/place-order';
import { setGateway } from '../flow/edits/nodes';
import { sketch } from '../flow/sketch';
import { runTrace } from '../trace/run-trace';
import { explore } from './explore';

const found = (...wishes: Parameters<typeof explore>) =>
	explore(...wishes).findings.map(({ kind, run, scenario }) => `${kind}${run === null ? '' : ` ${run}`}: ${scenario}`);

describe('exploring a flow', () => {
	it('finds nothing where all is well, and says how it can end', () => {
		const { findings, endings, plays, isComplete } = explore([sketch('a → fork(b, c) → d')]);
		expect(findings).toEqual([]);
		expect(isComplete).toBe(true);
		expect(plays).toBeGreaterThan(30);
		expect(Object.keys(endings).sort()).toEqual(['compensated', 'completed']);
	});

	it('finds a deadlock that needs a failure', () =>
		expect(found([sketch('fork(a<error: to(end)>, b) → c')])).toEqual(['deadlock: a fails REHEARSED']));

	it('finds a decision without a way that needs an answer', () =>
		expect(found([sketch('a → choose(reply = 1: b, reply = 2: c)')])).toEqual(['no-path choice: all goes well']));

	it('finds what cannot be undone, by the shortest way', () =>
		expect(found([sketch('a → b[gap] → c')])).toEqual(['gap: b does not answer']));

	it('finds two failures that only together are too many', () =>
		expect(found([sketch('a<error: x<error: y → choose(1 > 2: z, 1 > 3: w)>> → b')])).toEqual([
			'no-path choice: a fails REHEARSED, x fails REHEARSED',
		]));

	it('lets events come early, beside, or never', () => {
		const flow = sketch('a → race(paid "k": b, timer PT1H: c) → d; on(message stop "k": e[gap] → end(error NO))');
		const { findings, endings } = explore([flow]);
		expect(findings.map(({ kind, scenario }) => `${kind}: ${scenario}`)).toEqual(['gap: on-start happens']);
		expect(endings.completed).toBeGreaterThan(5);
	});

	it('each finding is a trace that passes', () => {
		const flow = setGateway(sketch('a → choose(true: b, c) → d'), 'merge', { kind: 'parallel' });
		const { findings } = explore([flow]);
		expect(findings.map(({ kind }) => kind)).toContain('deadlock');
		for (const { trace } of findings) expect(runTrace([flow], trace).ok).toBe(true);
	});

	it('goes into called sagas', () =>
		expect(found([sketch('main: call(child) → b'), sketch('child: x[gap] → y')])).toContain(
			'gap: child/x does not answer',
		));

	it('stops where it is told to', () => {
		const { plays, isComplete } = explore([sketch('a → b → c')], { playsMax: 7 });
		expect([plays, isComplete]).toEqual([7, false]);
	});

	it.each([bookTrip, placeOrder])('the demo flow $id holds', (flow) => {
		const { findings, isComplete } = explore([flow]);
		expect(findings.filter(({ kind }) => kind !== 'gap')).toEqual([]);
		expect(isComplete).toBe(true);
	});
});
