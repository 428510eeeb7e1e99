/**
 * One saga within one batch: takes its arrivals in order through the engine and collects what must be stored of it.
 *
 * Invariant: an exception of the engine leaves the saga as it was before that input; the input and all later ones are
 * parked in order. Nothing here waits: where the ledger is needed, `advance` stops and goes on when it was given.
 */

import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { HistoryEntry } from '@/saga/engine/entry';
import { incidentChanges } from '@/saga/engine/incident-changes';
import type { SagaInput } from '@/saga/engine/input';
import type { LedgerEntry, Saga } from '@/saga/engine/state';
import { encodeState } from '@/saga/engine/state-text';
import { transition } from '@/saga/engine/transition';
import type { Transition } from '@/saga/engine/transition-result';
import { wakeAt } from '@/saga/engine/wake';
import { canonicalJson } from '@/saga/expression/json';
import { type Acted, actedInput, auditOf } from './acted';
import type { Arrival, TimelessInput } from './arrival';
import type { UnusableFlow } from './compiled-flows';
import { deadLetterOf } from './dead-letters';
import { messageOf, type Topics } from './outgoing';
import type {
	AuditEntry,
	DeadLetter,
	HistoryText,
	OutboxMessage,
	ParkedInput,
	ParkReason,
	RequestAnswer,
	SagaChange,
	StoredParkedInput,
	StoredSaga,
} from './ports';
import { refusalOf } from './request-refusal';
import { isOver, rowOf } from './saga-row';
import { sagaOf, usable } from './stored-saga';
import { toError } from './waiting';

/** A gated time-out, or a parked saga, is looked at again after so long. */
const lookAgainMs = 1_000;
const lookAgainAtParkedMs = 60_000;

export interface WorkContext {
	readonly atMs: number;
	readonly repliesReadToMs: number | null;
	readonly topics: Topics;
}

type SagaArrival = Exclude<Arrival, { kind: 'refuseRequest' | 'deadLetter' }>;
interface Fault {
	readonly reason: ParkReason;
	readonly message: string;
}

export class SagaWork {
	readonly outbox: OutboxMessage[] = [];
	readonly parked: ParkedInput[] = [];
	readonly unparked: string[] = [];
	readonly answers: RequestAnswer[] = [];
	readonly audit: AuditEntry[] = [];
	readonly deadLetters: DeadLetter[] = [];
	fault: Fault | null = null;
	/** As stored, with what this batch has added; null: not asked for. */
	#ledger: readonly LedgerEntry[] | null = null;
	readonly #before: Saga | null;
	#saga: Saga | null;
	readonly #entries: HistoryEntry[] = [];
	readonly #history: HistoryText[] = [];
	readonly #ledgerAdded: LedgerEntry[] = [];
	/** Of `#saga`, as it is to be stored; null: it is over. */
	#stateText: string | null = null;
	#next = 0;
	/** Earlier inputs wait: further ones queue up behind them. */
	#queueUp: boolean;
	/** The timers were judged, so the wake-up may also be raised. */
	#judged = false;

	constructor(
		private readonly stored: StoredSaga | null,
		private readonly flow: CompiledFlow | UnusableFlow,
		private readonly arrivals: readonly SagaArrival[],
		/** Loaded when an action is among the arrivals. */
		private readonly waiting: readonly StoredParkedInput[],
		private readonly context: WorkContext,
	) {
		this.#queueUp = stored?.parked ?? false;
		this.#before = stored === null ? null : this.#attempt(() => sagaOf(stored, usable(flow)));
		this.#saga = this.#before;
	}

	get sagaId() {
		return (this.stored?.id ?? this.arrivals[0]?.sagaId) as SagaChange['id'];
	}

	/** All that was parked has been run, and nothing was parked anew. */
	get resolved(): boolean {
		return this.unparked.length > 0 && this.unparked.length === this.waiting.length && this.parked.length === 0;
	}

	/** As stored before this batch. */
	giveLedger(stored: readonly LedgerEntry[]): void {
		this.#ledger = [...stored, ...this.#ledgerAdded];
	}

	/** False: the ledger is needed to go on. */
	advance(): boolean {
		for (let arrival = this.arrivals[this.#next]; arrival; arrival = this.arrivals[++this.#next]) {
			if (!this.#take(arrival)) return false;
		}
		return true;
	}

	#take(arrival: SagaArrival): boolean {
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
				if (arrival.input !== null) this.#park(arrival.input, arrival.detail);
				return true;
			case 'input': {
				if (this.#queueUp || this.fault) return this.#park(arrival.input, '');
				const result = this.#apply({ ...arrival.input, at: this.context.atMs });
				if (result === null) return this.#park(arrival.input, this.fault ? (this.fault as Fault).message : '');
				if (result.kind === 'refused' && arrival.record)
					this.deadLetters.push(deadLetterOf(arrival.record, `not-of-this-saga:${result.code}`, result.message));
				return result.kind !== 'needsLedger';
			}
		}
	}

	#start({ sagaId, payload, businessKey, actor, flowId }: Extract<Arrival, { kind: 'start' }>): boolean {
		const result = this.#apply({ type: 'sagaStarted', sagaId, payload, businessKey, at: this.context.atMs });
		const refusal = refusalOf(result, this.fault);
		this.answers.push({ id: sagaId, refusal });
		if (refusal === null)
			this.audit.push({ actor, action: 'start', sagaId, flowId, reason: '', detail: { businessKey } });
		// Nothing of a saga that did not begin is there to be parked.
		this.fault = null;
		return true;
	}

	#judge(): boolean {
		this.#judged = true;
		if (this.#queueUp || this.fault || this.stored === null) return true;
		const { atMs: at, repliesReadToMs: repliesReadTo } = this.context;
		const result = this.#apply({ type: 'timeCame', at, repliesReadTo, unpublished: this.stored.unpublished });
		return result?.kind !== 'needsLedger';
	}

	#act(acted: Acted): boolean {
		const { requestId } = acted;
		if (this.#queueUp && !this.#runWaiting()) return this.fault === null ? false : this.#refuse(requestId);
		const input = actedInput(acted, this.context.atMs);
		let result: Transition | null = { kind: 'nothingDue' };
		if (input !== null && this.fault === null) {
			result = this.#apply(input);
			if (result?.kind === 'needsLedger') return false;
		}
		const refusal = refusalOf(result, this.fault);
		this.answers.push({ id: requestId, refusal });
		this.audit.push(auditOf(acted, refusal?.code ?? null));
		return true;
	}

	#refuse(id: string): true {
		this.answers.push({ id, refusal: refusalOf(null, this.fault) });
		return true;
	}

	/** Runs what was parked, in order; false: it stopped at one, for the ledger or for the same fault again. */
	#runWaiting(): boolean {
		for (let next = this.waiting[this.unparked.length]; next; next = this.waiting[this.unparked.length]) {
			const input = JSON.parse(next.input) as TimelessInput;
			const result = this.#apply({ ...input, at: this.context.atMs });
			if (result === null || result.kind === 'needsLedger') return false;
			this.unparked.push(next.id);
		}
		this.#queueUp = false;
		this.#judged = true;
		return true;
	}

	/** Null: the engine threw, and `fault` says what. */
	#apply(input: SagaInput): Transition | null {
		if (this.fault) return null;
		const result = this.#attempt(() => {
			const answer = transition(usable(this.flow), this.#saga, input, this.#ledger);
			// What cannot be written down must not be stored half: found now, while the saga is still as it was.
			if (answer.kind === 'applied')
				this.#stateText = isOver(answer.saga.state) ? null : encodeState(answer.saga.state);
			return answer;
		});
		if (result?.kind === 'applied') this.#record(input, result);
		return result;
	}

	#record(input: SagaInput, { saga, entries, ledger, effects }: Extract<Transition, { kind: 'applied' }>): void {
		const { atMs, topics } = this.context;
		this.#saga = saga;
		this.#entries.push(...entries);
		const seq = (this.stored?.version ?? 0) + this.#history.length + 1;
		this.#history.push({ seq, atMs, input: JSON.stringify(input), entries: JSON.stringify(entries) });
		this.#ledgerAdded.push(...ledger);
		if (this.#ledger !== null && ledger.length > 0) this.#ledger = [...this.#ledger, ...ledger];
		const of = { sagaId: this.sagaId, flowId: usable(this.flow).id, atMs, topics };
		for (const effect of effects) {
			const message = messageOf(effect, of);
			if (message !== null) this.outbox.push(message);
		}
	}

	#attempt<Result>(work: () => Result): Result | null {
		try {
			return work();
		} catch (thrown) {
			this.fault = { reason: 'engine-fault', message: toError(thrown).message };
			return null;
		}
	}

	#park(input: TimelessInput, detail: string): true {
		const reason = this.fault?.reason ?? 'engine-fault';
		this.parked.push({ sagaId: this.sagaId, input: JSON.stringify(input), reason, detail });
		return true;
	}

	/** What has become of the saga; null: nothing of it changed. */
	change(): SagaChange | null {
		const saga = this.#saga;
		if (saga === null || this.#history.length === 0) return null;
		const over = isOver(saga.state);
		const { opened, resolved } = incidentChanges(this.#entries);
		return {
			id: this.sagaId,
			flowId: usable(this.flow).id,
			flowVersion: usable(this.flow).version,
			versionBefore: this.stored?.version ?? 0,
			version: (this.stored?.version ?? 0) + this.#history.length,
			hadState: this.stored !== null && this.stored.state !== null,
			state: this.#stateText,
			wakeAtMs: over ? null : this.#wakeAt(saga),
			data: over ? {} : this.#changedData(saga),
			row: rowOf(saga, this.#before, this.#entries, this.unparked.length > 0),
			history: this.#history,
			ledger: this.#ledgerAdded.map((entry) => ({ run: entry.run, entry: JSON.stringify(entry) })),
			incidentsOpened: opened.map(({ incident, kind, run, node, message }) => ({
				number: incident,
				kind,
				run,
				node,
				message,
			})),
			incidentsResolved: resolved.map(({ incident, by }) => ({ number: incident, by })),
		};
	}

	/** For a saga of which nothing else changed, but whose timers were looked at. */
	wakeUp(): number | null | undefined {
		if (!this.#judged || this.#history.length > 0 || this.stored === null || this.stored.state === null)
			return undefined;
		if (this.#queueUp || this.fault || this.#saga === null) return this.context.atMs + lookAgainAtParkedMs;
		return this.#wakeAt(this.#saga);
	}

	#wakeAt(saga: Saga): number | null {
		const exact = wakeAt(saga.state);
		if (this.#judged)
			return exact === null ? null : Math.max(exact, this.context.atMs + (exact > this.context.atMs ? 0 : lookAgainMs));
		const before = this.stored?.wakeAtMs ?? null;
		// Never raised here: a lower bound that stays keeps the update on its page.
		return before === null || exact === null ? (exact ?? before) : Math.min(before, exact);
	}

	#changedData(saga: Saga): Record<string, string> {
		const data: Record<string, string> = {};
		for (const [scope, values] of Object.entries(saga.variables)) {
			const unchanged = this.stored?.state !== null && this.#before?.variables[scope] === values;
			if (!unchanged) data[scope] = canonicalJson(values);
		}
		return data;
	}
}
