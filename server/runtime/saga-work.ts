/**
 * One saga within one batch: takes its arrivals in order through the engine and collects what must be stored of it.
 *
 * Invariant: an exception of the engine leaves the saga as it was before that input; the input and all later ones are
 * parked in order. Nothing here waits: where the ledger or the history is needed, `advance` stops and goes on when it
 * was given.
 */
import type { DeadLetter } from '@/contract/wire/dead-letter';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { HistoryEntry } from '@/saga/engine/entry';
import type { SagaId, SagaInput } from '@/saga/engine/input';
import type { LedgerEntry, Saga } from '@/saga/engine/state';
import { encodeState } from '@/saga/engine/state-text';
import { transition } from '@/saga/engine/transition';
import type { Transition } from '@/saga/engine/transition-result';
import { type Acted, actedInput, auditOf } from './acted';
import type { TimelessInput } from './arrival';
import type { UnusableFlow } from './compiled-flows';
import { deadLetterOf } from './dead-letters';
import { eventStart, takeEvent } from './event-arrivals';
import type { Topics } from './outgoing';
import type {
	AuditEntry,
	HistoryText,
	ParkedInput,
	ParkReason,
	RequestAnswer,
	StoredParkedInput,
	StoredSaga,
} from './ports';
import { takeQueued } from './queued-arrivals';
import { refusalOf } from './request-refusal';
import type { SagaArrival } from './saga-arrival';
import { SagaEffects } from './saga-effects';
import { type Need, needOf, type SagaInHand } from './saga-in-hand';
import { isOver } from './saga-row';
import { recordOf, sagaOf, usable } from './stored-saga';
import { toError } from './waiting';

export interface WorkContext {
	readonly atMs: number;
	readonly repliesReadToMs: number | null;
	readonly topics: Topics;
	/** Other versions of the saga's flow: those that it has run, and those that a migration leads to. */
	readonly versions: ReadonlyMap<number, CompiledFlow>;
}

interface Fault {
	readonly reason: ParkReason;
	readonly message: string;
}

export class SagaWork implements SagaInHand {
	readonly effects = new SagaEffects();
	readonly parked: ParkedInput[] = [];
	readonly unparked: string[] = [];
	readonly delivered: string[] = [];
	readonly answers: RequestAnswer[] = [];
	readonly audit: AuditEntry[] = [];
	readonly deadLetters: DeadLetter[] = [];
	readonly history: HistoryText[] = [];
	readonly entries: HistoryEntry[] = [];
	readonly ledgerAdded: LedgerEntry[] = [];
	fault: Fault | null = null;
	readonly before: Saga | null;
	saga: Saga | null;
	/** Of `saga`, as it is to be stored; null: it is over. */
	stateText: string | null = null;
	/** The timers were judged, so the wake-up may also be raised. */
	judged = false;
	queueUp: boolean;
	/** As stored, with what this batch has added; null: not asked for. */
	#ledger: readonly LedgerEntry[] | null = null;
	/** As stored before this batch; null: not asked for. */
	#stored: readonly HistoryText[] | null = null;
	#flow: CompiledFlow | UnusableFlow;
	#next = 0;

	constructor(
		readonly stored: StoredSaga | null,
		flow: CompiledFlow | UnusableFlow,
		private readonly arrivals: readonly SagaArrival[],
		/** Loaded when a request is among the arrivals. */
		readonly waiting: readonly StoredParkedInput[],
		readonly context: WorkContext,
	) {
		this.#flow = flow;
		this.queueUp = stored?.parked ?? false;
		this.before = stored === null ? null : this.#attempt(() => sagaOf(stored, usable(flow), context.versions));
		this.saga = this.before;
	}

	get sagaId(): SagaId {
		return (this.stored?.id ?? this.arrivals[0]?.sagaId) as SagaId;
	}

	/** Of the version that it goes on with; throws where that cannot be run. */
	get flow(): CompiledFlow {
		return usable(this.#flow);
	}

	/** All that was parked has been run, and nothing was parked anew. */
	get resolved(): boolean {
		return this.unparked.length > 0 && this.unparked.length === this.waiting.length && this.parked.length === 0;
	}

	/** As stored before this batch. */
	giveLedger(stored: readonly LedgerEntry[]): void {
		this.#ledger = [...stored, ...this.ledgerAdded];
	}

	/** As stored before this batch. */
	giveHistory(stored: readonly HistoryText[]): void {
		this.#stored = stored;
	}

	/** What is needed to go on; null: all arrivals have been taken. */
	advance(): Need | null {
		for (let arrival = this.arrivals[this.#next]; arrival; arrival = this.arrivals[++this.#next]) {
			const need = this.#take(arrival);
			if (need !== null) return need;
		}
		return null;
	}

	#take(arrival: SagaArrival): Need | null {
		switch (arrival.kind) {
			case 'start':
				return this.#start(arrival);
			case 'action':
			case 'approval':
				return this.#act(arrival);
			case 'time':
				return this.#judge();
			case 'park':
				this.fault ??= { reason: 'store-fault', message: arrival.detail };
				if (arrival.input !== null) this.park(arrival.input, arrival.detail);
				return null;
			case 'take':
				return takeEvent(this, arrival);
			case 'eventStart':
				return eventStart(this, arrival);
			case 'queued':
				return takeQueued(this, arrival);
			case 'input': {
				const result = this.applyOrPark(arrival.input);
				if (result?.kind === 'refused' && arrival.record)
					this.deadLetters.push(deadLetterOf(arrival.record, `not-of-this-saga:${result.code}`, result.message));
				return needOf(result);
			}
		}
	}

	applyOrPark(input: TimelessInput): Transition | null {
		const behind = this.queueUp || this.fault !== null;
		const result = behind ? null : this.apply({ ...input, at: this.context.atMs });
		if (result === null) this.park(input, behind ? '' : (this.fault?.message ?? ''));
		return result;
	}

	#start({ sagaId, payload, businessKey, actor, flowId }: Extract<SagaArrival, { kind: 'start' }>): null {
		const result = this.apply({ type: 'sagaStarted', sagaId, payload, businessKey, at: this.context.atMs });
		const refusal = refusalOf(result, this.fault);
		this.answers.push({ id: sagaId, refusal });
		if (refusal === null)
			this.audit.push({ actor, action: 'start', sagaId, flowId, reason: '', detail: { businessKey } });
		// Nothing of a saga that did not begin is there to be parked.
		this.fault = null;
		return null;
	}

	#judge(): Need | null {
		this.judged = true;
		if (this.queueUp || this.fault || this.stored === null) return null;
		const { atMs: at, repliesReadToMs: repliesReadTo } = this.context;
		return needOf(this.apply({ type: 'timeCame', at, repliesReadTo, unpublished: this.stored.unpublished }));
	}

	#act(acted: Acted): Need | null {
		const { requestId } = acted;
		if (this.queueUp) {
			const need = this.#runWaiting();
			if (need !== null) return need;
			if (this.fault !== null) {
				this.answers.push({ id: requestId, refusal: refusalOf(null, this.fault) });
				return null;
			}
		}
		const input = actedInput(acted, this.context.atMs);
		let result: Transition | null = { kind: 'nothingDue' };
		if (input !== null && this.fault === null) {
			result = this.apply(input);
			const need = needOf(result);
			if (need !== null) return need;
		}
		const refusal = refusalOf(result, this.fault);
		this.answers.push({ id: requestId, refusal });
		this.audit.push(auditOf(acted, refusal?.code ?? null));
		return null;
	}

	/** Runs what was parked, in order, until something is needed or the same fault is met again. */
	#runWaiting(): Need | null {
		for (let next = this.waiting[this.unparked.length]; next; next = this.waiting[this.unparked.length]) {
			const input = JSON.parse(next.input) as TimelessInput;
			const result = this.apply({ ...input, at: this.context.atMs });
			if (result === null) return null;
			const need = needOf(result);
			if (need !== null) return need;
			this.unparked.push(next.id);
		}
		this.queueUp = false;
		this.judged = true;
		return null;
	}

	apply(input: SagaInput): Transition | null {
		if (this.fault) return null;
		const result = this.#attempt(() => {
			const answer = transition(this.flow, this.saga, input, this.#ledger, this.#more(input));
			// What cannot be written down must not be stored half: found now, while the saga is still as it was.
			if (answer.kind === 'applied') this.stateText = isOver(answer.saga.state) ? null : encodeState(answer.saga.state);
			return answer;
		});
		if (result?.kind === 'applied') this.#record(input, result);
		return result;
	}

	#more(input: SagaInput) {
		const { versions } = this.context;
		const to = input.type === 'operatorActed' && input.action.type === 'migrate' ? input.action.version : null;
		const target = to === null ? null : (versions.get(to) ?? null);
		return { target, history: this.#stored && [...this.#stored, ...this.history].map(recordOf) };
	}

	#record(input: SagaInput, { saga, entries, ledger, effects }: Extract<Transition, { kind: 'applied' }>): void {
		const { atMs, topics } = this.context;
		this.saga = saga;
		this.entries.push(...entries);
		const seq = (this.stored?.version ?? 0) + this.history.length + 1;
		this.history.push({ seq, atMs, input: JSON.stringify(input), entries: JSON.stringify(entries) });
		this.ledgerAdded.push(...ledger);
		if (this.#ledger !== null && ledger.length > 0) this.#ledger = [...this.#ledger, ...ledger];
		this.effects.add(effects, { sagaId: this.sagaId, flowId: this.flow.id, atMs, topics });
		for (const entry of entries) if (entry.type === 'migrated') this.#flow = this.#versionOf(entry.version);
	}

	#versionOf(version: number): CompiledFlow {
		const flow = this.context.versions.get(version);
		if (flow === undefined) throw new Error(`Broken invariant: the engine was given version ${version}`);
		return flow;
	}

	#attempt<Result>(work: () => Result): Result | null {
		try {
			return work();
		} catch (thrown) {
			this.fault = { reason: 'engine-fault', message: toError(thrown).message };
			return null;
		}
	}

	park(input: TimelessInput, detail: string): void {
		const reason = this.fault?.reason ?? 'engine-fault';
		this.parked.push({ sagaId: this.sagaId, input: JSON.stringify(input), reason, detail });
	}
}
