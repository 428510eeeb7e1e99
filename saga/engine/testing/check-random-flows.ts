/** The property of properties: see `invariants.ts`. Answers the smallest counterexample found, as text; null: none. */
import fc from 'fast-check';
import { compile } from '../../compile/compile';
import type { CompiledFlow } from '../../compile/compiled-flow';
import { sketch } from '../../flow/sketch';
import type { SagaId } from '../input';
import { breaches } from './invariants';
import { confluentSketch, randomSketch } from './random-sketch';
import { World } from './world';

const root = '01900000-0000-7000-8000-000000000001' as SagaId;

export function checkRandomFlows(seed: number, cases: number): string | null {
	const choices = fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 80 });
	const payload = fc.record({
		choice0: fc.nat({ max: 2 }),
		choice1: fc.nat({ max: 2 }),
		key: fc.constantFrom('k1', 'k2'),
		items: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
	});
	const settled = fc.check(
		fc.property(randomSketch, fc.boolean(), payload, choices, (text, sequential, variables, events) => {
			const wrong = playOne(text, sequential, variables, events);
			if (wrong.length > 0) throw new Error(wrong.join('; '));
		}),
		{ seed, numRuns: cases },
	);
	if (!settled.failed) return null;
	const [text, sequential, variables, events] = settled.counterexample ?? [];
	const error = settled.errorInstance instanceof Error ? settled.errorInstance.message : String(settled.errorInstance);
	return `${error}\nflow: ${text}${sequential ? ' (sequential)' : ''}\npayload: ${JSON.stringify(variables)}\nevents: ${JSON.stringify(events)}\nseed: ${seed}`;
}

function playOne(
	text: string,
	sequential: boolean,
	payload: {
		readonly choice0: number;
		readonly choice1: number;
		readonly key: string;
		readonly items: readonly number[];
	},
	events: readonly number[],
): readonly string[] {
	const child = compiledSketch('c1 → fork(c2, c3)', 'child', false, null);
	const called = new Map([['child', { version: 1, hasPivot: false }]]);
	const flow = compiledSketch(text, 'sketch', sequential, called);
	const world = new World(new Map([['child', child]]), root, flow, payload);
	for (const event of events) world.happen(event);
	if (!world.endWell()) {
		const { state } = world.rootSaga;
		const isHeld = [...world.sagas.values()].some(({ saga }) => saga.state.incidents.length > 0);
		return isHeld ? [] : [`the saga neither ends nor has an incident (${state.status})`];
	}
	return [...world.sagas.values()].flatMap((subject) => breaches(subject));
}

/** Where each step has a compensation and nothing is interrupted, no order of messages changes how it ends. */
export function checkConfluence(seed: number, cases: number): string | null {
	const order = fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 30 });
	const failing = fc.array(fc.nat({ max: 8 }), { maxLength: 2 });
	const settled = fc.check(
		fc.property(confluentSketch, failing, order, order, (text, numbers, first, second) => {
			const steps = new Set(numbers.map((number) => `s${number + 1}`));
			const [one, other] = [endOf(text, steps, first), endOf(text, steps, second)];
			if (one !== other) throw new Error(`${one} in one order, ${other} in another`);
		}),
		{ seed, numRuns: cases },
	);
	if (!settled.failed) return null;
	return `${settled.errorInstance}\n${JSON.stringify(settled.counterexample)}\nseed: ${seed}`;
}

function endOf(text: string, failing: ReadonlySet<string>, order: readonly number[]): string {
	const flow = compiledSketch(text, 'sketch', false, null);
	const world = new World(new Map(), root, flow, { choice0: 1, choice1: 1 });
	for (let at = 0; at < 1_000 && !world.isOver; at++) world.deliverInOrder(order[at % order.length] ?? 0, failing);
	return `${world.rootSaga.state.status} with ${world.netEffect.join(', ')}`;
}

const compiledFlows = new Map<string, CompiledFlow>();

function compiledSketch(
	text: string,
	id: string,
	sequential: boolean,
	called: Parameters<typeof compile>[2],
): CompiledFlow {
	const name = `${id}/${sequential}/${text}`;
	const known = compiledFlows.get(name);
	if (known !== undefined) return known;
	const drawn = sketch(text);
	const settings = { ...drawn.settings, undoOrder: sequential ? ('sequential' as const) : ('causal' as const) };
	const result = compile({ ...drawn, id, settings }, 1, called);
	if (!result.ok) throw new Error(`${text}: ${result.problems.map(({ message }) => message).join(' ')}`);
	if (compiledFlows.size > 500) compiledFlows.clear();
	compiledFlows.set(name, result.flow);
	return result.flow;
}
