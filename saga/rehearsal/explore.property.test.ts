/**
 * On random flows of every kind of node: each finding is a trace that passes, with all the checks that a trace makes, and
 * equal wishes give equal answers. PROPERTY_SEED runs a failing case again.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomSketch } from '../engine/testing/random-sketch';
import { sketch } from '../flow/sketch';
import { runTrace } from '../trace/run-trace';
import { explore } from './explore';

const seed = Number(process.env.PROPERTY_SEED ?? 20_261_125);
const cases = Number(process.env.PROPERTY_CASES ?? 10);

it('what is found on random flows can be rehearsed', () => {
	const child = sketch('child: c1 → fork(c2, c3)');
	const fields = { choice0: 0, choice1: 1, key: 'k1', items: [1, 2] };
	fc.assert(
		fc.property(randomSketch, (text) => {
			const flows = [sketch(text, fields), child];
			const { problems, findings } = explore(flows, { statesMax: 400 });
			expect(problems).toEqual([]);
			for (const { trace, kind, message } of findings) {
				expect(`${kind}: ${message}`).not.toMatch(/^(fault|stranded)/);
				expect(runTrace(flows, trace).ok).toBe(true);
			}
		}),
		{ seed, numRuns: cases },
	);
}, 60_000);
