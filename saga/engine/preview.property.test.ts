/**
 * A preview equals what the action then does: for random flows, random histories, and every action that is possible or
 * refused there. Run a failing case again with PROPERTY_SEED.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compiled } from '../compile/testing/drawn-flow';
import { isEnded } from './ending';
import { wakeAt } from './events/wake';
import type { OperatorAction } from './input';
import { moveTargets, runActions, sagaActions } from './possible-actions';
import { openPlaces, preview } from './preview';
import { type Mood, Participants } from './testing/participants';
import { SagaRun } from './testing/saga-run';
import { structuredFlow } from './testing/structured-flow';

const seed = Number(process.env.PROPERTY_SEED ?? 20_261_125);
const cases = Number(process.env.PROPERTY_CASES ?? 40);
const moods: readonly Mood[] = ['ok', 'ok', 'ok', 'says-no', 'unavailable'];

class Played {
	private readonly participants = new Participants();
	private taken = 0;

	constructor(readonly run: SagaRun) {}

	happen(choice: number): void {
		this.takeEffects();
		const { commands } = this.participants;
		const rest = Math.floor(choice / 4);
		if (choice % 4 === 3) this.letTimePass();
		else if (commands.length > 0) this.answer(rest % commands.length, moods[rest % moods.length] ?? 'ok');
		this.takeEffects();
	}

	endWell(): void {
		for (let round = 0; round < 500 && !isEnded(this.run.saga.state); round++) {
			this.takeEffects();
			if (this.participants.commands.length > 0) this.answer(0, 'ok');
			else this.letTimePass();
		}
	}

	private answer(index: number, mood: Mood): void {
		this.participants.deliver(index, mood, false);
		for (const { run, attempt, answer, undo } of this.participants.replies.splice(0)) {
			if (undo) this.run.undoReply(run, answer, attempt);
			else this.run.reply(run, answer, attempt);
		}
	}

	private letTimePass(): void {
		this.run.wait(Math.max(0, (wakeAt(this.run.saga.state) ?? this.run.at) - this.run.at));
	}

	private takeEffects(): void {
		this.participants.take(this.run.effects.slice(this.taken));
		this.taken = this.run.effects.length;
	}
}

function actionsOf(run: SagaRun): OperatorAction[] {
	const { saga, flow, at, ledger, records } = run;
	const supplies = { at, ledger, history: records, target: null };
	const moves = saga.state.runs.flatMap((open) =>
		moveTargets(flow, saga, { run: open.run, from: null }, supplies).map(
			(to) => ({ type: 'moveToken', run: open.run, from: null, to }) as const,
		),
	);
	const runs = Array.from({ length: saga.state.nextRun }, (_, index) => index);
	return [...sagaActions(flow, saga, supplies), ...runs.flatMap((number) => runActions(flow, saga, number, supplies))]
		.map(({ action }) => action)
		.concat(moves);
}

it(`a preview equals what the action then does (${cases} cases, seed ${seed})`, () => {
	const choices = fc.array(fc.nat({ max: 100_000 }), { maxLength: 30 });
	const payload = fc.record({ choice0: fc.nat({ max: 2 }), choice1: fc.nat({ max: 2 }), choice2: fc.nat({ max: 2 }) });
	fc.assert(
		fc.property(structuredFlow, payload, choices, fc.nat({ max: 100_000 }), (definition, variables, events, pick) => {
			const played = new Played(SagaRun.started(compiled(definition), variables));
			for (const event of events) played.happen(event);
			const { run } = played;
			const actions = actionsOf(run);
			const action = actions[pick % actions.length];
			if (action === undefined) return;
			const supplies = { at: run.at, ledger: [...run.ledger], history: [...run.records], target: null };
			const told = preview(run.flow, run.saga, action, supplies);
			const undoneBefore = new Set(run.saga.state.undone);
			const sentBefore = run.effects.length;
			const done = run.give({ type: 'operatorActed', action, actor: 'somebody', reason: 'so it is' });
			if (told.kind === 'refused') {
				expect(done).toEqual(told);
				return;
			}
			expect(done.kind).toBe('applied');
			const { status, suspended, incidents } = run.saga.state;
			expect(told).toMatchObject({ status, suspended, incidents: incidents.length });
			expect(told.open).toEqual(openPlaces(run.saga.state));
			const sent = run.effects.slice(sentBefore).filter(({ type }) => type === 'sendCommand' || type === 'sendUndo');
			expect(told.sent).toEqual(sent.map((effect) => expect.objectContaining({ run: 'run' in effect && effect.run })));
			if (action.type !== 'undoEverything' && action.type !== 'cancelWithUndo') return;
			played.endWell();
			const undone = run.saga.state.undone.filter((number) => !undoneBefore.has(number));
			const certain = told.undone.filter((item) => item.status !== 'conditional').map((item) => item.run);
			const listed = told.undone.map((item) => item.run);
			expect(undone).toEqual(expect.arrayContaining(certain));
			expect(listed).toEqual(expect.arrayContaining(undone));
		}),
		{ seed, numRuns: cases },
	);
}, 60_000);
