/**
 * Following a state once loses nothing: on random small flows the same is found, the same ends are reached and the same
 * branches are gone as when every order is followed to its end. PROPERTY_SEED runs a failing case again.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sketch } from '../flow/sketch';
import { explore } from './explore';

const seed = Number(process.env.PROPERTY_SEED ?? 20_261_125);
const cases = Number(process.env.PROPERTY_CASES ?? 12);

const words = fc.constantFrom('', '', '', '[gap]', '[unsaid]', '[pivot]', '[retriable]', '[once]', '[out.x=reply.x]');
const step = fc.tuple(words, fc.constantFrom('', '', '', '<error: >', '<timer PT30S: >'));
/** Steps get their names from their place. */
const shapes = fc.constantFrom(
	'1 → 2',
	'fork(1, 2)',
	'1 → fork(2, 3)',
	'fork(1, 2 → 3)',
	'fork(1, 2) → choose(x = true: 3, else: _)',
	's=sub(1 → 2)<error: 3>',
	'fork(1 → end(terminate), 2)',
	'fork(1, catch(paid "k")) → 2',
	'race(paid "k": 1, timer PT1H: 2)',
	'(1, 2) → 3',
);

const drawn = fc.tuple(shapes, fc.array(step, { minLength: 3, maxLength: 3 })).map(([shape, steps]) =>
	shape.replace(/[123]/g, (number) => {
		const [said, border] = steps[Number(number) - 1] ?? ['', ''];
		return `s${number}${said}${border.replace(': >', `: h${number}>`)}`;
	}),
);

it('a state is followed once, and nothing is lost', () => {
	let compared = 0;
	fc.assert(
		fc.property(drawn, (text) => {
			const flows = [sketch(text)];
			const wishes = { faultsMax: 1, statesMax: 3_000 };
			const all = explore(flows, { ...wishes, prune: false });
			if (!all.isComplete) return;
			const once = explore(flows, wishes);
			compared += 1;
			const told = ({ findings, endings, coverage }: typeof all) => ({
				found: findings.map(({ kind, run }) => `${kind} ${run}`).sort(),
				lengths: findings.map(({ kind, run, trace }) => `${kind} ${run} ${trace.split('\n').length}`).sort(),
				endings: Object.keys(endings),
				missing: coverage.missing.map(({ title }) => title),
			});
			expect(told(once)).toEqual(told(all));
			expect(once.states).toBeLessThanOrEqual(all.states);
		}),
		{ seed, numRuns: cases },
	);
	expect(compared).toBeGreaterThan(cases / 4);
}, 120_000);
