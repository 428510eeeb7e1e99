/** Plays a drawing in the engine: each step answers, each decision goes and each timer falls due as the dice say. */
import type { CompiledFlow } from '../../compile/compiled-flow';
import { wakeAt } from '../../engine/events/wake';
import { failed, ok, SagaRun } from '../../engine/testing/saga-run';
import type { JsonObject } from '../../expression/json';
import type { FlowDefinition } from '../../flow/definition';
import type { Drawn } from './random-drawings';

/** Chance that can be had again (mulberry32). */
export class Dice {
	constructor(private state: number) {}

	of(count: number): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
	}
}

interface Played {
	readonly isStuck: boolean;
	/** Steps that were open at once. */
	readonly together: ReadonlySet<string>;
	/** Each step as it started, with the steps that had been entered before. */
	readonly started: readonly { readonly step: string; readonly before: ReadonlySet<string> }[];
}

/** Plays until nothing is open, everything stands still, or it goes on for very long. */
function play(flow: CompiledFlow, variables: JsonObject, dice: Dice): Played {
	const run = SagaRun.started(flow, variables);
	const together = new Set<string>();
	for (let turn = 0; turn < 200; turn++) {
		const { state } = run.saga;
		const isStuck = state.incidents.some(({ kind }) => kind === 'deadlock');
		if (isStuck || state.status !== 'running') return { isStuck, together, started: startsIn(run) };
		const open = state.runs.filter((step) => step.phase === 'sent');
		open.forEach((left, at) => {
			for (const right of open.slice(at + 1)) together.add(`${left.step} ${right.step}`);
		});
		const wake = wakeAt(state);
		const hasTimer = state.subscriptions.some(({ on }) => on.type === 'timer');
		const step = open[dice.of(Math.max(1, open.length))];
		if (step !== undefined && !(hasTimer && dice.of(2) === 0))
			run.reply(step.run, hasErrorBoundary(flow, step.step) && dice.of(2) === 0 ? failed('NO') : ok);
		else if (wake !== null) run.wait(Math.max(0, wake - run.at));
		else break;
	}
	return { isStuck: false, together, started: startsIn(run) };
}

function startsIn(run: SagaRun): Played['started'] {
	const before = new Set<string>();
	return run.entries.flatMap((entry) => {
		if (entry.type !== 'stepStarted') return [];
		const known = new Set(before);
		before.add(entry.step);
		return [{ step: entry.step, before: known }];
	});
}

function hasErrorBoundary(flow: CompiledFlow, id: string): boolean {
	return [...flow.nodes.values()].some(
		(node) => node.kind === 'boundary' && node.attachedTo === id && node.on.type === 'error',
	);
}

/** Every way of at most five decisions, more of them by chance. */
export function answersTo(definition: FlowDefinition, dice: Dice): readonly JsonObject[] {
	const asked = [...new Set(definition.edges.flatMap(({ condition }) => condition ?? []))];
	const count = Math.min(2 ** asked.length, 32);
	return Array.from({ length: count }, (_, bits) =>
		Object.fromEntries(asked.map((name, at) => [name, (at < 5 ? (bits >> at) & 1 : dice.of(2)) === 1])),
	);
}

export function* plays({ definition, flow }: Drawn, chance: number, rounds: number): Generator<Played> {
	const dice = new Dice(chance);
	const answers = answersTo(definition, dice);
	for (let round = 0; round < rounds; round++) for (const values of answers) yield play(flow, values, dice);
}

/** Plays until a step fails by an error that nothing catches, and the saga has unwound; null: it did not come to that. */
export function undoneBy(flow: CompiledFlow, variables: JsonObject, dice: Dice) {
	const run = SagaRun.started(flow, variables);
	let step: string | null = null;
	for (let turn = 0; turn < 300; turn++) {
		const { state } = run.saga;
		if (state.status !== 'running' && state.status !== 'compensating') break;
		const undo = state.undos.find(({ dueAt }) => dueAt !== null);
		const open = state.runs.filter(({ phase }) => phase === 'sent');
		const next = open[dice.of(Math.max(1, open.length))];
		const wake = wakeAt(state);
		if (undo !== undefined) run.undoReply(undo.run, ok);
		else if (next !== undefined && step === null && dice.of(4) === 0) {
			step = next.step;
			run.reply(next.run, failed('UNCAUGHT'));
		} else if (next !== undefined) run.reply(next.run, ok);
		else if (wake !== null) run.wait(Math.max(0, wake - run.at));
		else break;
	}
	if (step === null) return null;
	const names = new Map(run.ledger.map((entry) => [entry.run, entry.step]));
	const undone = run.entries
		.flatMap((entry) => (entry.type === 'undoCompleted' ? [names.get(entry.run) ?? ''] : []))
		.filter((name) => flow.nodes.get(name)?.kind === 'step');
	const causal = run.ledger.flatMap(({ step: later, predecessors }) =>
		predecessors.map((earlier) => [names.get(earlier) ?? '', later] as const),
	);
	return { step, undone, causal: causal.filter((pair) => pair.every((name) => undone.includes(name))) };
}
