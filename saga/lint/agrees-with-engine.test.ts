/**
 * What is found out about drawings, held against the engine: random flows, played with random decisions, failures and
 * timers. PROPERTY_SEED runs a failing case again.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { certainlyBefore } from '../flow/queries/certainly-before';
import { flowGraph } from '../flow/queries/graph';
import { undoOrderAt } from '../flow/queries/undo-order-at';
import { lint } from './lint';
import { lintContext } from './rule';
import { answersTo, Dice, plays, undoneBy } from './testing/play';
import { drawings } from './testing/random-drawings';

const seed = Number(process.env.PROPERTY_SEED ?? 20_261_125);
const cases = Number(process.env.PROPERTY_CASES ?? 20);
const chance = fc.noShrink(fc.nat());

it('a flow in which lint finds no deadlock never stands still', () => {
	fc.assert(
		fc.property(drawings, chance, (drawn, number) => {
			const { tokens } = lintContext(drawn.definition);
			fc.pre(tokens().complete && tokens().deadlocks.length === 0 && tokens().unbounded.length === 0);
			for (const { isStuck } of plays(drawn, number, 2)) expect(isStuck).toBe(false);
		}),
		{ seed, numRuns: cases },
	);
});

it('a deadlock that lint finds can happen', () => {
	fc.assert(
		fc.property(drawings, chance, (drawn, number) => {
			fc.pre(lintContext(drawn.definition).tokens().deadlocks.length > 0);
			// A way that is drawn counts as one that can be taken; this one cannot.
			fc.pre(lint(drawn.definition).every(({ code }) => code !== 'default-never-taken'));
			for (const { isStuck } of plays(drawn, number, 40)) if (isStuck) return;
			throw new Error('It never stood still.');
		}),
		{ seed, numRuns: Math.ceil(cases / 6) },
	);
});

it('steps that are open at once are known to run at once', () => {
	fc.assert(
		fc.property(drawings, chance, (drawn, number) => {
			const context = lintContext(drawn.definition);
			fc.pre(context.tokens().unbounded.length === 0);
			const { together } = context.concurrency();
			const seen = new Set([...plays(drawn, number, 2)].flatMap((played) => [...played.together]));
			expect([...seen].filter((pair) => !together(pair.split(' ')[0] ?? '', pair.split(' ')[1] ?? ''))).toEqual([]);
		}),
		{ seed, numRuns: cases },
	);
});

it('what has certainly been left before a step has been entered before it', () => {
	fc.assert(
		fc.property(drawings, chance, (drawn, number) => {
			const certain = certainlyBefore(flowGraph(drawn.definition));
			const steps = new Set(drawn.definition.nodes.filter(({ kind }) => kind === 'step').map(({ id }) => id));
			for (const { started } of plays(drawn, number, 2))
				for (const { step, before } of started)
					expect([...(certain.get(step) ?? [])].filter((id) => steps.has(id) && !before.has(id))).toEqual([]);
		}),
		{ seed, numRuns: cases },
	);
});

it('a failure undoes what was said to be undone, and nothing else', () => {
	fc.assert(
		fc.property(drawings, chance, ({ definition, flow }, number) => {
			const dice = new Dice(number);
			for (const values of answersTo(definition, dice)) {
				const failing = undoneBy(flow, values, dice);
				if (failing === null) continue;
				const items = undoOrderAt(definition, failing.step);
				const foreseen = new Set(items.map(({ step }) => step));
				const certain = items.filter(({ conditional }) => !conditional).map(({ step }) => step);
				expect(failing.undone.filter((step) => !foreseen.has(step))).toEqual([]);
				expect(certain.filter((step) => !failing.undone.includes(step))).toEqual([]);
				const order = new Map(items.map(({ step, order }) => [step, order]));
				for (const [earlier, later] of failing.causal)
					expect((order.get(earlier) ?? 0) > (order.get(later) ?? 0)).toBe(true);
			}
		}),
		{ seed, numRuns: cases },
	);
});
