/**
 * The world in which a trace is played: sagas, replies, and a clock that only `wait` moves. It plays one line's input
 * until nothing is left to do without a further one, and answers all that it caused.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { OperatorAction, ReplyReceived, SagaId, UndoReplyReceived } from '../engine/input';
import type { SagaStatus } from '../engine/state';
import type { JsonObject } from '../expression/json';
import { newestAttemptOf, resolveRun, resolveStep, TraceError } from './resolve-run';
import type { ObservedEffect, RunRef, TraceInput, TraceLine } from './trace';
import { TracedSaga } from './traced-saga';

export interface TraceFlow {
	readonly flow: CompiledFlow;
	/** What `start` gives where the line does not. */
	readonly sample: JsonObject;
}

/** 2026-01-01T00:00:00Z: any instant will do, as long as it is always the same. */
const beginning = 1_767_225_600_000;
/** A saga that has more to do within one wait is going round in circles. */
const dueInstantsMax = 10_000;

type Delivered = Pick<ReplyReceived | UndoReplyReceived, 'type' | 'run' | 'attempt' | 'answer'>;

export class TraceWorld {
	private readonly sagas = new Map<string, TracedSaga>();
	private readonly replies = new Map<number, { readonly saga: TracedSaga; readonly reply: Delivered }>();
	private now = beginning;
	private sagasMade = 0;

	constructor(private readonly flows: readonly TraceFlow[]) {}

	/** Throws TraceError where the line cannot be played. */
	play(line: TraceLine): readonly ObservedEffect[] {
		const before = new Map([...this.sagas].map(([name, saga]) => [name, saga.status]));
		const observed = this.deliver(line);
		return [...observed, ...this.changedStatuses(before)];
	}

	/** Which saga a line means: the named one, else the only one. */
	sagaOf(name: string | null): TracedSaga {
		const found = name === null ? this.onlySaga() : this.sagas.get(name);
		if (found === undefined)
			throw new TraceError(
				name === null ? this.noSingleSaga() : `No saga "${name}" has been started. Start it by "${name}: start".`,
			);
		return found;
	}

	/** The name of the only saga; null where there are several, whose effects then say whose they are. */
	nameWhereOne(): string | null {
		return this.onlySaga()?.name ?? null;
	}

	private onlySaga(): TracedSaga | undefined {
		return this.sagas.size === 1 ? [...this.sagas.values()][0] : undefined;
	}

	private noSingleSaga(): string {
		if (this.sagas.size === 0) return 'No saga has been started yet. Begin with "start".';
		return `There are several sagas. Say which: ${[...this.sagas.keys()].join(' or ')}, as in "NAME: …".`;
	}

	private changedStatuses(before: ReadonlyMap<string, SagaStatus>): readonly ObservedEffect[] {
		return [...this.sagas.values()]
			.filter((saga) => saga.status !== (before.get(saga.name) ?? 'running'))
			.map((saga) => ({ saga: saga.name, type: 'status', status: saga.status }));
	}

	private deliver(line: TraceLine): readonly ObservedEffect[] {
		const { input } = line;
		switch (input.type) {
			case 'start':
				return this.start(line.saga, input.flow, input.payload);
			case 'reply':
				return this.reply(line, input);
			case 'wait':
				return this.wait(input.durationMs);
			case 'retry':
				return this.retry(this.sagaOf(line.saga), input);
			case 'restart':
				for (const saga of this.sagas.values()) saga.restart();
				return [];
			case 'duplicate':
				return this.duplicate(input.line);
		}
	}

	private start(name: string | null, flowId: string | null, payload: JsonObject | null): readonly ObservedEffect[] {
		const saga = name ?? '';
		if (this.sagas.has(saga))
			throw new TraceError(
				name === null
					? 'A saga has been started already. Name the sagas, as in "first: start".'
					: `A saga "${name}" has been started already.`,
			);
		const chosen =
			this.flows.find(({ flow }) => flow.id === flowId) ??
			(flowId === null && this.flows.length === 1 ? this.flows[0] : undefined);
		if (chosen === undefined)
			throw new TraceError(`Say which flow starts: ${this.flows.map(({ flow }) => flow.id).join(' or ')}.`);
		this.sagasMade += 1;
		const id = `00000000-0000-7000-8000-${String(this.sagasMade).padStart(12, '0')}` as SagaId;
		const started = new TracedSaga(saga, chosen.flow, id);
		const observed = started.deliver({
			type: 'sagaStarted',
			at: this.now,
			sagaId: id,
			payload: payload ?? chosen.sample,
			businessKey: null,
		});
		if (started.saga !== null) this.sagas.set(saga, started);
		return observed;
	}

	private reply(line: TraceLine, input: Extract<TraceInput, { type: 'reply' }>): readonly ObservedEffect[] {
		const saga = this.sagaOf(line.saga);
		const found = resolveRun(saga, input.run, input.undo);
		if (input.late && found.isOpen)
			throw new TraceError(`"${input.run.step}" is still open, so its reply is not late.`);
		if (!input.late && !found.isOpen)
			throw new TraceError(`"${input.run.step}" is closed. If the reply comes late all the same, write "late".`);
		const attempt = input.run.attempt ?? found.newestAttempt ?? newestAttemptOf(saga, found.run, input.undo);
		const type = input.undo ? 'undoReplyReceived' : 'replyReceived';
		const reply: Delivered = { type, run: found.run, attempt, answer: input.answer };
		this.replies.set(line.line, { saga, reply });
		return saga.deliver({ ...reply, at: this.now });
	}

	private duplicate(line: number): readonly ObservedEffect[] {
		const delivered = this.replies.get(line);
		if (delivered === undefined)
			throw new TraceError(`Line ${line} is no reply that has been delivered before this line.`);
		return delivered.saga.deliver({ ...delivered.reply, at: this.now });
	}

	/** From due instant to due instant, with all replies given so far counted as read. */
	private wait(durationMs: number): readonly ObservedEffect[] {
		const until = this.now + durationMs;
		const observed: ObservedEffect[] = [];
		for (let instants = 0; ; instants += 1) {
			const due = Math.min(...[...this.sagas.values()].map((saga) => saga.wakeAt ?? Number.POSITIVE_INFINITY));
			if (due > until) break;
			if (instants > dueInstantsMax)
				throw new TraceError(`More than ${dueInstantsMax} things fall due within this wait.`);
			this.now = Math.max(this.now, due);
			for (const saga of this.sagas.values())
				if ((saga.wakeAt ?? Number.POSITIVE_INFINITY) <= this.now)
					observed.push(...saga.deliver({ type: 'timeCame', at: this.now, repliesReadTo: this.now, unpublished: [] }));
		}
		this.now = until;
		return observed;
	}

	private retry(saga: TracedSaga, input: Extract<TraceInput, { type: 'retry' }>): readonly ObservedEffect[] {
		const action =
			input.run === null
				? this.retryOfIncident(saga, input.changedInput)
				: this.retryOf(saga, input.run, input.changedInput);
		return saga.deliver({ type: 'operatorActed', at: this.now, action, actor: 'operator', reason: input.because });
	}

	private retryOfIncident(saga: TracedSaga, changedInput: JsonObject | null): OperatorAction {
		const incidents = saga.saga?.state.incidents ?? [];
		const [only] = incidents;
		if (only === undefined || incidents.length > 1)
			throw new TraceError(
				`The saga has ${incidents.length} open incidents. Say what to try again: "operator retry STEP".`,
			);
		if (only.run === null && only.node !== null) return { type: 'retryNode', node: only.node };
		return { type: 'retry', run: only.run ?? 0, undo: this.isUndoOpen(saga, only.run), changedInput };
	}

	private retryOf(saga: TracedSaga, ref: RunRef, changedInput: JsonObject | null): OperatorAction {
		const node = resolveStep(saga.flow, ref.step);
		const isHeld = saga.saga?.state.incidents.some((incident) => incident.node === node && incident.run === null);
		if (isHeld) return { type: 'retryNode', node };
		const undo = resolveRun(saga, ref, true);
		if (undo.isOpen) return { type: 'retry', run: undo.run, undo: true, changedInput };
		return { type: 'retry', run: resolveRun(saga, ref, false).run, undo: false, changedInput };
	}

	private isUndoOpen(saga: TracedSaga, run: number | null): boolean {
		return saga.saga?.state.undos.some((undo) => undo.run === run) ?? false;
	}
}
