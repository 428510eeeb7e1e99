/**
 * What the store and the runtime do between sagas, in memory: events are offered, called sagas are started, told and
 * heard, signals reach everyone. Each is an input of its own, delivered when the one that caused it is done, until nothing
 * is left.
 */
import type { CompiledFlow, CompiledStart } from '../compile/compiled-flow';
import { nextOccurrence } from '../compile/timer';
import type { CallFlow, Effect } from '../engine/effect';
import type { ReceivedEvent, SagaId, SagaInput } from '../engine/input';
import type { JsonObject } from '../expression/json';
import { EventShelf, type Offer, type ShelfSnapshot } from './event-shelf';
import { observeTransition } from './observe';
import { TraceError } from './resolve-run';
import { RunTree, type TreeSnapshot } from './run-tree';
import type { ObservedEffect } from './trace';
import type { TraceFlow } from './trace-flows';
import { type SagaSnapshot, TracedSaga } from './traced-saga';

/** Flows that call or start each other for ever never settle. */
const FOLLOWING_MAX = 1_000;

/** A flow that a timer starts. */
interface TimerStart {
	readonly flow: CompiledFlow;
	dueAt: number | null;
	repeat: TimerRepeatOf;
}
type TimerRepeatOf = Parameters<typeof nextOccurrence>[0] | null;

/** What there is at one moment, when nothing is left to do. Nothing in it ever changes. */
export interface ExchangeSnapshot {
	readonly sagas: readonly (readonly [TracedSaga, SagaSnapshot])[];
	readonly tree: TreeSnapshot;
	readonly shelf: ShelfSnapshot;
	readonly timers: readonly Pick<TimerStart, 'dueAt' | 'repeat'>[];
	readonly made: number;
	readonly time: number;
}

export class Exchange {
	readonly tree = new RunTree();
	readonly shelf: EventShelf;
	private sagas: readonly TracedSaga[] = [];
	private readonly timers: readonly TimerStart[];
	private pending: (() => void)[] = [];
	private isSettling = false;
	private happened: ObservedEffect[] = [];
	private made = 0;
	private time: number;

	constructor(
		private readonly flows: readonly TraceFlow[],
		beginning: number,
		private readonly isChecked: boolean,
	) {
		this.time = beginning;
		const first = flows.filter(({ flow }) => flow.version === 1).map(({ flow }) => flow);
		this.shelf = new EventShelf(first);
		this.timers = first.flatMap((flow) => timerStart(flow, flow.start, beginning));
	}

	get now(): number {
		return this.time;
	}

	/** Sagas that no other has called, in the order in which they started. */
	roots(): readonly TracedSaga[] {
		return this.sagas.filter(({ place }) => place.length === 0);
	}

	/** Also those that others have called. */
	all(): readonly TracedSaga[] {
		return this.sagas;
	}

	rootNamed(name: string): TracedSaga | undefined {
		return this.roots().find((saga) => saga.name === name);
	}

	/** The first saga, then those that it has called. */
	firstFamily(): readonly TracedSaga[] {
		const [root] = this.sagas;
		return root === undefined ? [] : this.familyOf(root);
	}

	/** The saga, then those that it has called. */
	familyOf(root: TracedSaga): readonly TracedSaga[] {
		return [root, ...this.sagas.filter((saga) => saga.name === root.name && saga !== root)];
	}

	/** Since this was asked last. */
	observed(): readonly ObservedEffect[] {
		const { happened } = this;
		this.happened = [];
		return happened;
	}

	start(flow: CompiledFlow, name: string, payload: JsonObject, businessKey: string | null): TracedSaga | null {
		this.made += 1;
		const id = `00000000-0000-7000-8000-${String(this.made).padStart(12, '0')}` as SagaId;
		const saga = new TracedSaga(name, flow, id, [], this.isChecked);
		this.deliver(saga, { type: 'sagaStarted', at: this.time, sagaId: id, payload, businessKey });
		return saga.saga === null ? null : saga;
	}

	deliver(saga: TracedSaga, input: SagaInput, target: CompiledFlow | null = null): void {
		const wasEnded = saga.hasEnded;
		const result = saga.deliver(input, target);
		if (result.kind === 'applied') {
			if (input.type === 'sagaStarted') this.sagas = [...this.sagas, saga];
			this.tree.enter(saga, result.entries);
			this.shelf.sync(saga);
			for (const effect of result.effects) this.pending.push(() => this.carryOut(saga, effect));
			if (saga.hasEnded && !wasEnded) this.pending.push(() => this.follow(this.shelf.offerAgain(saga, this.time)));
		}
		this.happened.push(...observeTransition(this.tree, saga, result));
		this.settle();
	}

	receive(event: ReceivedEvent, sagaName: string | null): void {
		this.follow(this.shelf.receive(event, sagaName, this.time));
		this.settle();
	}

	broadcast(signal: string, payload: JsonObject): void {
		for (const saga of [...this.sagas])
			this.pending.push(() => this.deliver(saga, { type: 'signalReceived', at: this.time, signal, payload }));
		this.settle();
	}

	snapshot(): ExchangeSnapshot {
		return {
			sagas: this.sagas.map((saga) => [saga, saga.snapshot()] as const),
			tree: this.tree.snapshot(),
			shelf: this.shelf.snapshot(),
			timers: this.timers.map(({ dueAt, repeat }) => ({ dueAt, repeat })),
			made: this.made,
			time: this.time,
		};
	}

	/** Also after a fault of the engine, which may have come in the middle of something. */
	restore({ sagas, tree, shelf, timers, made, time }: ExchangeSnapshot): void {
		for (const [saga, snapshot] of sagas) saga.restore(snapshot);
		this.sagas = sagas.map(([saga]) => saga);
		this.tree.restore(tree);
		this.shelf.restore(shelf);
		this.timers.forEach((timer, at) => {
			Object.assign(timer, timers[at]);
		});
		this.made = made;
		this.time = time;
		this.pending = [];
		this.isSettling = false;
		this.happened = [];
	}

	restart(): void {
		for (const saga of this.sagas) saga.restart();
	}

	/** The next instant at which something is due; infinite: only an input goes on. */
	nextDue(): number {
		const dues = [...this.sagas.map((saga) => saga.wakeAt), ...this.timers.map(({ dueAt }) => dueAt)];
		return Math.min(...dues.map((due) => due ?? Number.POSITIVE_INFINITY));
	}

	/** The clock moves there, never back. */
	timeCame(instant: number): void {
		this.time = Math.max(this.time, instant);
		for (const timer of this.timers) this.startByTimer(timer);
		for (const saga of [...this.sagas])
			if ((saga.wakeAt ?? Number.POSITIVE_INFINITY) <= this.time)
				this.deliver(saga, { type: 'timeCame', at: this.time, repliesReadTo: this.time, unpublished: [] });
	}

	/** One after the other; what they cause comes last. */
	private settle(): void {
		if (this.isSettling) return;
		this.isSettling = true;
		for (let following = 0; ; following += 1) {
			const next = this.pending.shift();
			const offer = next === undefined ? this.shelf.next(this.time) : null;
			if (next === undefined && offer === null) break;
			if (following >= FOLLOWING_MAX) throw new TraceError(endless);
			if (next !== undefined) next();
			if (offer !== null) this.follow([offer]);
		}
		this.isSettling = false;
	}

	private follow(offers: readonly Offer[]): void {
		for (const offer of offers) {
			switch (offer.type) {
				case 'take': {
					const { saga, subscription } = offer.wait;
					this.deliver(saga, { type: 'eventReceived', at: this.time, subscription, event: offer.event });
					break;
				}
				case 'start':
					this.startByEvent(offer.flow, offer.event, offer.sagaName);
					break;
				case 'refused':
					this.happened.push({ saga: null, type: 'refused', code: 'ever', message: 'One saga per key, ever.' });
					break;
				case 'duplicate':
					this.happened.push({ saga: null, type: 'ignored', reason: 'duplicate' });
			}
		}
	}

	private carryOut(saga: TracedSaga, effect: Effect) {
		switch (effect.type) {
			case 'callFlow':
				return this.startCalled(saga, effect);
			case 'unwindChild':
				return this.tell(effect.child, { type: 'unwindRequested', at: this.time, reason: effect.reason });
			case 'tellParent': {
				const { type: _type, parent, ...ended } = effect;
				return this.tell(parent, { type: 'childEnded', at: this.time, child: saga.id, ...ended });
			}
			case 'broadcastSignal':
				return this.broadcast(effect.signal, effect.payload);
		}
	}

	private tell(id: SagaId, input: SagaInput): void {
		const saga = this.sagas.find((other) => other.id === id);
		if (saga === undefined) throw new Error(`There is no saga ${id} to be told ${input.type}.`);
		this.deliver(saga, input);
	}

	private startCalled(caller: TracedSaga, { run, child, flow: id, version, payload }: CallFlow): void {
		const found = this.flows.find(({ flow }) => flow.id === id && flow.version === Math.max(1, version));
		const called =
			found && new TracedSaga(caller.name, found.flow, child, this.tree.placeOf(caller, run), this.isChecked);
		if (called) {
			const parent = { sagaId: caller.id, run };
			const at = this.time;
			this.deliver(called, { type: 'sagaStarted', at, sagaId: child, payload, businessKey: null, parent });
		}
		if (called?.saga) return;
		const [code, message] = ['NOT_STARTED', `The flow ${id} could not be started.`];
		const ended = { run, child, status: 'compensated', code, message, output: {} } as const;
		this.deliver(caller, { type: 'childEnded', at: this.time, ...ended });
	}

	private startByEvent(id: string, event: ReceivedEvent, wanted: string | null): void {
		const flow = this.flows.find((other) => other.flow.id === id)?.flow;
		if (flow === undefined) return;
		const saga = this.start(flow, this.freeName(wanted, id), event.payload, event.key);
		if (saga !== null) this.shelf.noteStarted(id, event.key, saga);
	}

	private startByTimer(timer: TimerStart): void {
		if (timer.dueAt === null || timer.dueAt > this.time) return;
		const { dueAt, repeat } = timer;
		const next = repeat === null ? null : nextOccurrence(repeat, dueAt);
		timer.dueAt = next?.dueAt ?? null;
		timer.repeat = next?.repeat ?? null;
		const sample = this.flows.find(({ flow }) => flow === timer.flow)?.sample ?? {};
		this.start(timer.flow, this.freeName(null, timer.flow.id), sample, null);
	}

	/** As the line says; else none for the first saga, the flow's id and a number for others. */
	private freeName(wanted: string | null, flow: string): string {
		const names = [
			wanted ?? (this.sagas.length === 0 ? '' : flow),
			flow,
			...this.sagas.map((_, at) => `${flow}-${at + 2}`),
		];
		return names.find((name) => this.rootNamed(name) === undefined) ?? flow;
	}
}

function timerStart(flow: CompiledFlow, { trigger }: CompiledStart, now: number): readonly TimerStart[] {
	if (trigger?.type !== 'timer') return [];
	const schedule = trigger.timer.schedule({}, now);
	return schedule.ok ? [{ flow, dueAt: schedule.dueAt, repeat: schedule.repeat }] : [];
}

const endless = `More than ${FOLLOWING_MAX} things follow from one line. Do flows call or start each other without an end?`;
