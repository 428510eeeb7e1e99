/**
 * What must hold for every flow and every order of events: random sound flows, participants that keep the contract,
 * messages late, doubled and out of order, operators who try again. A failing case prints its seed; run it again with
 * PROPERTY_SEED.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compiled } from '../compile/testing/drawn-flow';
import type { HistoryEntry } from './entry';
import { wakeAt } from './events/wake';
import type { LedgerEntry } from './state';
import { type Mood, Participants } from './testing/participants';
import { SagaRun } from './testing/saga-run';
import { structuredFlow } from './testing/structured-flow';
import { undoPlan } from './undo/undo-plan';

const seed = Number(process.env.PROPERTY_SEED ?? 20_261_125);
const cases = Number(process.env.PROPERTY_CASES ?? 150);
const moods: readonly Mood[] = ['ok', 'ok', 'ok', 'says-no', 'unavailable'];

class World {
	readonly participants = new Participants();
	private taken = 0;

	constructor(readonly run: SagaRun) {
		this.takeEffects();
	}

	get isFinal(): boolean {
		const { status } = this.run.saga.state;
		return status !== 'running' && status !== 'compensating';
	}

	/** One thing that can happen, chosen by a number. */
	happen(choice: number): void {
		const { commands, replies } = this.participants;
		const what = choice % 8;
		const rest = Math.floor(choice / 8);
		if (what < 3 && commands.length > 0)
			this.participants.deliver(rest % commands.length, moods[rest % moods.length] ?? 'ok', rest % 7 === 0);
		else if (what < 6 && replies.length > 0) this.readReply(rest % replies.length, rest % 5 === 0);
		else if (what === 6) this.letTimePass(rest % 3 === 0 ? rest % 5_000 : null);
		else if (what === 7) this.tryAgain();
		this.takeEffects();
	}

	/** From here participants do all they are asked, and everything is read. */
	endWell(): void {
		for (let round = 0; round < 2_000 && !this.isFinal; round++) {
			if (this.participants.commands.length > 0) this.participants.deliver(0, 'ok', false);
			else if (this.participants.replies.length > 0) this.readReply(0, false);
			else if (wakeAt(this.run.saga.state) !== null) this.letTimePass(null);
			else this.tryAgain();
			this.takeEffects();
		}
		while (this.participants.commands.length > 0) this.participants.deliver(0, 'ok', false);
		while (this.participants.replies.length > 0) this.readReply(0, false);
	}

	private readReply(index: number, again: boolean): void {
		const reply = this.participants.replies[index];
		if (reply === undefined) return;
		if (!again) this.participants.replies.splice(index, 1);
		const { run, attempt, answer, undo } = reply;
		const result = undo ? this.run.undoReply(run, answer, attempt) : this.run.reply(run, answer, attempt);
		expect(result.kind).toBe('applied');
	}

	private letTimePass(ms: number | null): void {
		const wake = wakeAt(this.run.saga.state);
		this.run.wait(ms ?? Math.max(0, (wake ?? this.run.at) - this.run.at));
	}

	private tryAgain(): void {
		const incident = this.run.saga.state.incidents.find(({ run }) => run !== null);
		if (incident === undefined || incident.run === null) return;
		const undo = this.run.saga.state.undos.some((open) => open.run === incident.run);
		const action = { type: 'retry' as const, run: incident.run, undo, changedInput: null };
		this.run.give({ type: 'operatorActed', action, actor: 'somebody', reason: 'it should work now' });
	}

	private takeEffects(): void {
		this.participants.take(this.run.effects.slice(this.taken));
		this.taken = this.run.effects.length;
	}
}

/** No undo starts before everything that came after its run is undone. */
function expectCausalOrder(entries: readonly HistoryEntry[], ledger: readonly LedgerEntry[]): void {
	const undone = new Set<number>();
	for (const entry of entries) {
		if (entry.type === 'undoStarted' || entry.type === 'undoSkipped')
			for (const later of ledger) if (later.predecessors.includes(entry.run)) expect(undone).toContain(later.run);
		if (entry.type === 'undoCompleted' || entry.type === 'undoSkipped') {
			expect(undone).not.toContain(entry.run);
			undone.add(entry.run);
		}
	}
}

function expectNetEffect({ run, participants }: World): void {
	const { status, undone, sealed } = run.saga.state;
	for (const memory of participants.memories.values()) {
		expect(memory.effects).toBeLessThanOrEqual(1);
		expect(memory.undos).toBeLessThanOrEqual(memory.effects);
	}
	if (status === 'completed') {
		for (const entry of run.ledger) expect(participants.memoryOf(entry.run).state).toBe('completed');
		return;
	}
	expect(sealed).toBe(false);
	expect([...undone].sort((left, right) => left - right)).toEqual(
		run.ledger.map((entry) => entry.run).sort((left, right) => left - right),
	);
	for (const { run: number, undo } of run.ledger)
		if (undo.type !== 'none') expect(participants.memoryOf(number).state).toBe('undone');
	const stands = run.ledger.some(({ undo }) => undo.type === 'none' && undo.effect === 'gap');
	expect(status).toBe(stands ? 'failed' : 'compensated');
	const recorded = new Set(run.ledger.map((entry) => entry.run));
	for (const [number, memory] of participants.memories)
		if (!recorded.has(number)) expect(memory.state).not.toBe('completed');
}

function expectExactPlan(run: SagaRun, planned: ReturnType<typeof undoPlan> | null): void {
	if (planned === null) return;
	expect(planned.items.map((item) => item.run).sort()).toEqual(run.ledger.map((entry) => entry.run).sort());
}

it(`every saga ends, and its end tells the truth (${cases} cases, seed ${seed})`, () => {
	const choices = fc.array(fc.nat({ max: 100_000 }), { maxLength: 60 });
	const payload = fc.record({ choice0: fc.nat({ max: 2 }), choice1: fc.nat({ max: 2 }), choice2: fc.nat({ max: 2 }) });
	fc.assert(
		fc.property(structuredFlow, payload, choices, (definition, variables, events) => {
			const world = new World(SagaRun.started(compiled(definition), variables));
			for (const event of events) world.happen(event);
			const { saga, flow, ledger } = world.run;
			const settled = saga.state.status === 'compensating' && saga.state.runs.length === 0;
			const plan = settled ? undoPlan(flow, saga, ledger) : null;
			world.endWell();
			expect(world.isFinal).toBe(true);
			expect(world.run.saga.state.incidents).toEqual([]);
			expectCausalOrder(world.run.entries, world.run.ledger);
			expectNetEffect(world);
			expectExactPlan(world.run, plan);
		}),
		{ seed, numRuns: cases },
	);
}, 60_000);
