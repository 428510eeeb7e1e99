/**
 * A world of sagas for properties: the store and the runtime played in memory, participants that keep their contract,
 * operators who tell the truth. What happens is chosen from outside, number by number.
 */
import type { CompiledFlow } from '../../compile/compiled-flow';
import type { JsonObject } from '../../expression/json';
import type { Effect } from '../effect';
import { isEnded } from '../ending';
import { wakeAt } from '../events/wake';
import type { ChildEnded, OperatorAction, SagaId, SagaInput } from '../input';
import type { Transition } from '../transition-result';
import { type Mood, Participants } from './participants';
import { RecordedSaga } from './recorded-saga';

const moods: readonly Mood[] = ['ok', 'ok', 'ok', 'ok', 'says-no', 'unavailable'];

type Timeless<Input> = Input extends SagaInput ? Omit<Input, 'at'> : never;

export class World {
	readonly sagas = new Map<SagaId, { readonly saga: RecordedSaga; readonly participants: Participants }>();
	/** Between sagas, not read yet. */
	private readonly posted: { readonly to: SagaId; readonly input: Timeless<SagaInput> }[] = [];
	private now = 1_753_000_000_000;

	constructor(
		private readonly flows: ReadonlyMap<string, CompiledFlow>,
		readonly root: SagaId,
		flow: CompiledFlow,
		payload: JsonObject,
	) {
		this.start(root, flow, { type: 'sagaStarted', sagaId: root, payload, businessKey: null });
	}

	get rootSaga(): RecordedSaga {
		return this.of(this.root).saga;
	}

	get isOver(): boolean {
		return [...this.sagas.values()].every(({ saga }) => isEnded(saga.state));
	}

	/** One thing that can happen, chosen by a number. */
	happen(choice: number): void {
		const ids = [...this.sagas.keys()];
		const id = ids[Math.floor(choice / 7) % ids.length] ?? this.root;
		const { participants } = this.of(id);
		const rest = Math.floor(choice / 16);
		const what = choice % 16;
		if (what < 5) participants.deliverOne(rest, moods[rest % moods.length] ?? 'ok', rest % 7 === 0);
		else if (what < 9) this.readReply(id, rest, rest % 5 === 0);
		else if (what === 9) this.letTimePass(rest % 3 === 0 ? rest % 5_000 : null);
		else if (what === 10) this.deliverPost();
		else if (what === 11 || what === 12) this.bringEvent(id, rest);
		else if (what === 13) this.answerApproval(id);
		else if (what === 14) this.mend(id);
		else this.operate(id, rest);
	}

	/** Delivers and reads in an order of choice; each step always answers the same. False: nothing is left to do. */
	deliverInOrder(choice: number, failing: ReadonlySet<string>): boolean {
		const { participants } = this.of(this.root);
		const { commands, replies } = participants;
		const at = choice % Math.max(1, commands.length + replies.length);
		const command = commands[at];
		if (command === undefined) return this.readReply(this.root, at - commands.length, false);
		const fails = command.type === 'sendCommand' && failing.has(command.step);
		participants.deliver(at, fails ? 'says-no' : 'ok', false);
		return true;
	}

	/** The steps whose effect stands, by name. */
	get netEffect(): readonly string[] {
		const { saga, participants } = this.of(this.root);
		const steps = new Map(
			saga.entries.flatMap((entry) => (entry.type === 'stepStarted' ? [[entry.run, entry.step]] : [])),
		);
		return [...participants.memories]
			.filter(([, { state }]) => state === 'completed')
			.map(([run]) => steps.get(run) ?? '')
			.sort();
	}

	/** From here participants do all they are asked, and everything is read. False: something is left that no one can move. */
	endWell(): boolean {
		for (let round = 0; round < 4_000 && !this.isOver; round++) if (!this.goOn(round)) return false;
		for (const { participants } of this.sagas.values()) while (participants.deliverOne(0, 'ok', false));
		for (const id of this.sagas.keys()) while (this.readReply(id, 0, false));
		return this.isOver;
	}

	private goOn(round: number): boolean {
		if (this.deliverPost()) return true;
		for (const [id, { participants, saga }] of this.sagas) {
			if (isEnded(saga.state)) continue;
			if (saga.state.suspended) return this.act(id, { type: 'resume' });
			if (participants.deliverOne(0, 'ok', false) || this.readReply(id, 0, false)) return true;
			if (this.answerApproval(id) || this.bringEvent(id, round)) return true;
		}
		for (const id of this.sagas.keys()) if (this.mend(id)) return true;
		return this.letTimePass(null);
	}

	private of(id: SagaId) {
		const found = this.sagas.get(id);
		if (found === undefined) throw new Error(`no saga ${id}`);
		return found;
	}

	private start(id: SagaId, flow: CompiledFlow, input: Timeless<SagaInput>): void {
		if (this.sagas.has(id)) return;
		this.sagas.set(id, { saga: new RecordedSaga(flow), participants: new Participants() });
		this.give(id, input);
	}

	private give(id: SagaId, input: Timeless<SagaInput>): Transition {
		const { saga, participants } = this.of(id);
		const result = saga.take({ ...input, at: this.now } as SagaInput);
		if (result.kind !== 'applied') return result;
		participants.take(result.effects);
		for (const effect of result.effects) this.carryOut(id, effect);
		return result;
	}

	private carryOut(id: SagaId, effect: Effect): void {
		switch (effect.type) {
			case 'callFlow': {
				const flow = this.flows.get(effect.flow);
				if (flow === undefined) throw new Error(`no flow ${effect.flow}`);
				const { child, payload, run } = effect;
				this.start(child, flow, {
					type: 'sagaStarted',
					sagaId: child,
					payload,
					businessKey: null,
					parent: { sagaId: id, run },
				});
				return;
			}
			case 'unwindChild':
				this.posted.push({ to: effect.child, input: { type: 'unwindRequested', reason: effect.reason } });
				return;
			case 'tellParent': {
				const { parent, run, status, code, message, output } = effect;
				const input: Timeless<ChildEnded> = { type: 'childEnded', run, child: id, status, code, message, output };
				this.posted.push({ to: parent, input });
				return;
			}
			case 'broadcastSignal':
				for (const to of this.sagas.keys())
					this.posted.push({ to, input: { type: 'signalReceived', signal: effect.signal, payload: effect.payload } });
				return;
		}
	}

	private deliverPost(): boolean {
		const next = this.posted.shift();
		if (next !== undefined) this.give(next.to, next.input);
		return next !== undefined;
	}

	private readReply(id: SagaId, choice: number, again: boolean): boolean {
		const { replies } = this.of(id).participants;
		if (replies.length === 0) return false;
		const reply = replies[choice % replies.length];
		if (reply === undefined) return false;
		if (!again) replies.splice(choice % replies.length, 1);
		const { run, attempt, answer, undo } = reply;
		this.give(id, { type: undo ? 'undoReplyReceived' : 'replyReceived', run, attempt, answer });
		return true;
	}

	private letTimePass(ms: number | null): boolean {
		const due = [...this.sagas.values()].flatMap(({ saga }) => wakeAt(saga.state) ?? []);
		if (due.length === 0) return false;
		this.now = ms === null ? Math.max(this.now, Math.min(...due)) : this.now + ms;
		for (const [id, { saga }] of this.sagas)
			if ((wakeAt(saga.state) ?? Number.POSITIVE_INFINITY) <= this.now)
				this.give(id, { type: 'timeCame', repliesReadTo: this.now, unpublished: [] });
		return true;
	}

	private bringEvent(id: SagaId, choice: number): boolean {
		const { subscriptions } = this.of(id).saga.state;
		const heard = subscriptions.filter(({ on }) => on.type !== 'timer');
		const chosen = heard[choice % Math.max(1, heard.length)];
		if (chosen === undefined) return false;
		const { subscription, on } = chosen;
		if (on.type === 'message') {
			const event = { id: `e${choice}`, name: on.name, key: on.key, payload: {} };
			this.give(id, { type: 'eventReceived', subscription, event });
		} else if (on.type === 'signal') this.give(id, { type: 'signalReceived', signal: on.signal, payload: {} });
		return true;
	}

	private answerApproval(id: SagaId): boolean {
		const [approval] = this.of(id).saga.state.approvals;
		if (approval === undefined) return false;
		this.give(id, { type: 'approvalAnswered', run: approval.run, output: { ok: true }, actor: 'Ada' });
		return true;
	}

	/** What is stuck is tried again. */
	private mend(id: SagaId): boolean {
		const { state } = this.of(id).saga;
		for (const { run, node, kind } of state.incidents) {
			if (kind === 'contradiction' || kind === 'deadlock') continue;
			const undo = state.undos.some((open) => open.run === run);
			const action: OperatorAction | null =
				run !== null
					? { type: 'retry', run, undo, changedInput: null }
					: node === null
						? null
						: { type: 'retryNode', node };
			if (action !== null && this.act(id, action)) return true;
		}
		return false;
	}

	/** Actions of operators who tell the truth. */
	private operate(id: SagaId, choice: number): void {
		const { saga, participants } = this.of(id);
		const { runs } = saga.state;
		const run = runs[choice % Math.max(1, runs.length)];
		const memory = run === undefined ? null : participants.memoryOf(run.run);
		switch (choice % 9) {
			case 0:
				this.act(id, { type: saga.state.suspended ? 'resume' : 'suspend' });
				return;
			case 1:
				this.act(id, { type: 'cancelWithUndo' });
				return;
			case 2:
				this.act(id, { type: 'undoEverything' });
				return;
			case 3:
				if (run !== undefined) this.act(id, { type: 'skipNotDone', run: run.run });
				return;
			case 4:
				if (run !== undefined && memory?.state === 'completed')
					this.act(id, { type: 'skipDone', run: run.run, output: null });
				return;
			case 5:
				this.markOne(id, choice);
				return;
			case 6:
				this.act(id, { type: 'undoBackTo', run: 1 + (choice % saga.state.nextRun) });
				return;
			case 7:
				if (run !== undefined && memory?.state === 'completed')
					this.act(id, { type: 'supplyReply', run: run.run, undo: false, answer: { type: 'completed', output: null } });
				return;
			case 8:
				if (choice % 4 === 0) this.act(id, { type: 'cancelWithoutUndo' });
		}
	}

	/** Undoes by hand what is stuck, and says so; or accepts that it stays. */
	private markOne(id: SagaId, choice: number): void {
		const { saga, participants } = this.of(id);
		const undo = saga.state.undos.find(({ attempt }) => attempt > 0);
		if (undo === undefined) return;
		const isGap = choice % 2 === 0;
		if (!this.act(id, { type: isGap ? 'acceptGap' : 'markUndone', run: undo.run })) return;
		if (isGap) participants.accepted.add(undo.run);
		else participants.undoByHand(undo.run);
	}

	private act(id: SagaId, action: OperatorAction): boolean {
		const result = this.give(id, { type: 'operatorActed', action, actor: 'Ada', reason: 'so it is' });
		return result.kind === 'applied';
	}
}
