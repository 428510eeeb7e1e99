/**
 * The world in which a trace is played: sagas, their replies, and a clock that only `wait` moves. It plays one line's input
 * until nothing is left to do without a further one, and answers all that it caused. What passes between sagas, and
 * between sagas and the shelf of events, is for the exchange.
 */
import type { ReceivedEvent, ReplyReceived, SagaInput, UndoReplyReceived } from '../engine/input';
import type { SagaStatus } from '../engine/state';
import type { JsonObject } from '../expression/json';
import { Exchange, type ExchangeSnapshot } from './exchange';
import { type Openings, openingsOf } from './openings';
import { type OperatorLine, operatorAction } from './operator-lines';
import { type FlowNames, resolvePath, resolveRun, TraceError } from './resolve-run';
import type { ObservedEffect, ObservedRun, RunRef, TraceEnd, TraceInput, TraceLine } from './trace';
import type { TraceFlow } from './trace-flows';
import type { TracedSaga } from './traced-saga';

/** 2026-01-01T00:00:00Z: any instant will do, as long as it is always the same. */
const beginning = 1_767_225_600_000;
/** A world that has more to do within one wait is going round in circles. */
const dueInstantsMax = 10_000;

type ReplyInput = Pick<ReplyReceived | UndoReplyReceived, 'type' | 'run' | 'attempt' | 'answer'>;
type Delivered =
	| { readonly type: 'reply'; readonly saga: TracedSaga; readonly reply: ReplyInput }
	| { readonly type: 'event'; readonly event: ReceivedEvent };

/** A world at one moment. Nothing in it ever changes. */
export interface WorldSnapshot {
	readonly exchange: ExchangeSnapshot;
	readonly delivered: DeliveredList | null;
}

/** The newest first. */
interface DeliveredList {
	readonly line: number;
	readonly what: Delivered;
	readonly before: DeliveredList | null;
}

export class TraceWorld {
	readonly exchange: Exchange;
	private delivered: DeliveredList | null = null;

	/** `isChecked`: see TracedSaga. */
	constructor(
		private readonly flows: readonly TraceFlow[],
		{ isChecked = true }: { readonly isChecked?: boolean } = {},
	) {
		this.exchange = new Exchange(flows, beginning, isChecked);
	}

	/** Between two lines. */
	snapshot(): WorldSnapshot {
		return { exchange: this.exchange.snapshot(), delivered: this.delivered };
	}

	/** Whatever has been played since, or instead, has not happened. */
	restore({ exchange, delivered }: WorldSnapshot): void {
		this.exchange.restore(exchange);
		this.delivered = delivered;
	}

	/** Throws TraceError where the line cannot be played. */
	play(line: TraceLine): readonly ObservedEffect[] {
		const before = new Map<TracedSaga, SagaStatus>(this.exchange.roots().map((saga) => [saga, saga.status]));
		this.deliver(line);
		const changed = this.exchange.roots().filter((saga) => saga.status !== (before.get(saga) ?? 'running'));
		return [
			...this.exchange.observed(),
			...changed.map((saga) => ({ saga: saga.name, type: 'status' as const, status: saga.status })),
		];
	}

	/** Which saga a line means: the named one, else the only one. */
	sagaOf(name: string | null): TracedSaga {
		const found = name === null ? this.onlySaga() : this.exchange.rootNamed(name);
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

	/** Null: no saga has been started. */
	end(): TraceEnd | null {
		const [root] = this.exchange.roots();
		if (root === undefined) return null;
		const { commands, approvals } = this.openings();
		const asked = approvals.map(({ run }) => (run.split('/').at(-1) ?? run).replace(/#\d+$/, ''));
		return {
			status: root.status,
			variables: root.saga?.variables[''] ?? {},
			open: [...commands.map(({ step }) => step), ...asked],
		};
	}

	/** What can happen next. */
	openings(): Openings {
		return openingsOf(this.exchange);
	}

	/** Whether an effect's run is where the line says. Throws TraceError where the flow has no such place. */
	isRun(name: string | null, wanted: RunRef, happened: ObservedRun): boolean {
		const saga = this.sagaOf(name);
		return this.exchange.tree.isAt(saga.name, resolvePath(this.namesOf(saga), wanted.parts), happened.place);
	}

	private namesOf({ flow }: TracedSaga): FlowNames {
		return { flow, called: (id) => this.flows.find((other) => other.flow.id === id)?.flow ?? null };
	}

	private onlySaga(): TracedSaga | undefined {
		const roots = this.exchange.roots();
		return roots.length === 1 ? roots[0] : undefined;
	}

	private noSingleSaga(): string {
		const roots = this.exchange.roots();
		if (roots.length === 0) return 'No saga has been started yet. Begin with "start".';
		return `There are several sagas. Say which: ${roots.map(({ name }) => name).join(' or ')}, as in "NAME: …".`;
	}

	private deliver(line: TraceLine) {
		const { input } = line;
		switch (input.type) {
			case 'start':
				return this.start(line.saga, input.flow, input.payload);
			case 'reply':
				return this.reply(line, input);
			case 'event':
				return this.event(line, input);
			case 'signal':
				return this.exchange.broadcast(input.name, input.payload);
			case 'approve':
				return this.approve(this.sagaOf(line.saga), input);
			case 'wait':
				return this.wait(input.durationMs);
			case 'operator':
				return this.operate(this.sagaOf(line.saga), input);
			case 'restart':
				return this.exchange.restart();
			case 'duplicate':
				return this.duplicate(input.line, line.saga);
		}
	}

	private start(name: string | null, flowId: string | null, payload: JsonObject | null): void {
		if (this.exchange.rootNamed(name ?? '') !== undefined)
			throw new TraceError(
				name === null
					? 'A saga has been started already. Name the sagas, as in "first: start".'
					: `A saga "${name}" has been started already.`,
			);
		const ids = [...new Set(this.flows.map(({ flow }) => flow.id))];
		const chosen = this.flows.find(({ flow }) => flow.id === (flowId ?? (ids.length === 1 ? ids[0] : null)));
		if (chosen === undefined) throw new TraceError(`Say which flow starts: ${ids.join(' or ')}.`);
		this.exchange.start(chosen.flow, name ?? '', payload ?? chosen.sample, null);
	}

	private reply(line: TraceLine, input: Extract<TraceInput, { type: 'reply' }>): void {
		const saga = this.sagaOf(line.saga);
		const use = input.undo ? 'undo-reply' : 'reply';
		const { entered, isOpen, newestAttempt } = resolveRun(this.exchange.tree, saga, this.namesOf(saga), input.run, use);
		const text = input.run.parts.map(({ step }) => step).join('/');
		if (input.late && isOpen) throw new TraceError(`"${text}" is still open, so its reply is not late.`);
		if (!input.late && !isOpen)
			throw new TraceError(`"${text}" is closed. If the reply comes late all the same, write "late".`);
		const run = entered.number;
		const attempt = input.run.attempt ?? newestAttempt ?? entered.saga.newestAttempt(run, input.undo);
		const type = input.undo ? 'undoReplyReceived' : 'replyReceived';
		const reply: ReplyInput = { type, run, attempt, answer: input.answer };
		this.note(line, { type: 'reply', saga: entered.saga, reply });
		this.exchange.deliver(entered.saga, { ...reply, at: this.exchange.now } as SagaInput);
	}

	private event(line: TraceLine, input: Extract<TraceInput, { type: 'event' }>): void {
		const { name, key, payload } = input;
		const event = { id: input.id ?? `line-${line.line}`, name, key, payload };
		this.note(line, { type: 'event', event });
		this.exchange.receive(event, line.saga);
	}

	private note({ line }: TraceLine, what: Delivered): void {
		this.delivered = { line, what, before: this.delivered };
	}

	private duplicate(line: number, sagaName: string | null) {
		let at = this.delivered;
		while (at !== null && at.line !== line) at = at.before;
		const delivered = at?.what;
		if (delivered === undefined)
			throw new TraceError(`Line ${line} is no reply or event that has been delivered before this line.`);
		if (delivered.type === 'event') return this.exchange.receive(delivered.event, sagaName);
		this.exchange.deliver(delivered.saga, { ...delivered.reply, at: this.exchange.now } as SagaInput);
	}

	private approve(saga: TracedSaga, { run, output }: Extract<TraceInput, { type: 'approve' }>): void {
		const { entered } = resolveRun(this.exchange.tree, saga, this.namesOf(saga), run, 'approve');
		const at = this.exchange.now;
		this.exchange.deliver(entered.saga, { type: 'approvalAnswered', at, run: entered.number, output, actor: 'person' });
	}

	private operate(saga: TracedSaga, line: OperatorLine): void {
		const family = this.exchange.familyOf(saga);
		const { saga: about, action } = operatorAction(this.exchange.tree, this.namesOf(saga), family, line);
		const at = this.exchange.now;
		const acted = { type: 'operatorActed', at, action, actor: 'operator', reason: line.because } as const;
		const target =
			action.type === 'migrate'
				? (this.flows.find(({ flow }) => flow.id === about.flow.id && flow.version === action.version)?.flow ?? null)
				: null;
		this.exchange.deliver(about, acted, target);
	}

	/** From due instant to due instant, with all replies given so far counted as read. */
	private wait(durationMs: number): void {
		const until = this.exchange.now + durationMs;
		for (let instants = 0; ; instants += 1) {
			const due = this.exchange.nextDue();
			if (due > until) break;
			if (instants > dueInstantsMax)
				throw new TraceError(`More than ${dueInstantsMax} things fall due within this wait.`);
			this.exchange.timeCame(due);
		}
		this.exchange.timeCame(until);
	}
}
