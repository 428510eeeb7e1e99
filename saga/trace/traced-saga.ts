/**
 * One saga of a trace: the real engine, with its store played by lists in memory. It answers what each input caused.
 *
 * Invariants checked on every input, so that each trace is a test of them: the state is the fold of the history and
 * survives its text, entries say what the effects and the ledger hold, and a transition that was not given the ledger or
 * the history either asks for it or decides the same with it. A breach throws: the engine is wrong, not the trace.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import { breachOf } from '../engine/checks/breach';
import type { HistoryRecord } from '../engine/entry';
import { wakeAt } from '../engine/events/wake';
import { fold } from '../engine/fold/apply';
import type { RunNumber, SagaId, SagaInput } from '../engine/input';
import type { LedgerEntry, Saga, SagaStatus } from '../engine/state';
import { decodeState, encodeState } from '../engine/state-text';
import { transition } from '../engine/transition';
import type { Transition } from '../engine/transition-result';
import { canonicalJson, type Json } from '../expression/json';
import type { Place } from './trace';

/** What a saga is at one moment. Nothing in it ever changes. */
export interface SagaSnapshot {
	readonly current: Saga | null;
	readonly records: readonly HistoryRecord[];
	readonly ledger: readonly LedgerEntry[];
	readonly flow: CompiledFlow;
}

const finals: readonly SagaStatus[] = ['completed', 'compensated', 'failed', 'cancelled'];

export class TracedSaga {
	private current: Saga | null = null;
	records: readonly HistoryRecord[] = [];
	ledger: readonly LedgerEntry[] = [];
	/** By version, for the fold. */
	private readonly flows = new Map<number, CompiledFlow>();

	/**
	 * `place`: of the call that runs it; empty: it stands alone. `name`: of the saga at the top. `isChecked` false: the
	 * invariants are left to others (an exploration plays each step a hundred thousand times).
	 */
	constructor(
		readonly name: string,
		public flow: CompiledFlow,
		readonly id: SagaId,
		readonly place: Place = [],
		private readonly isChecked = true,
	) {
		this.flows.set(flow.version, flow);
	}

	/** Null: it was refused at its start. */
	get saga(): Saga | null {
		return this.current;
	}

	get status(): SagaStatus {
		return this.current?.state.status ?? 'running';
	}

	get hasEnded(): boolean {
		return finals.includes(this.status);
	}

	/** The next instant at which the saga has something to do by itself. */
	get wakeAt(): number | null {
		return this.current === null ? null : wakeAt(this.current.state);
	}

	/** Whether the undo of this run has ever been begun. */
	wasUndone(run: RunNumber): boolean {
		return this.records.some(({ entries }) =>
			entries.some((entry) => entry.type === 'undoStarted' && entry.run === run),
		);
	}

	/** The newest attempt of a closed command, as the history tells. */
	newestAttempt(run: RunNumber, undo: boolean): number {
		const sent = undo ? 'undoAttemptSent' : 'attemptSent';
		const attempts = this.records.flatMap(({ entries }) =>
			entries.flatMap((entry) => (entry.type === sent && entry.run === run ? [entry.attempt] : [])),
		);
		return Math.max(1, ...attempts);
	}

	/** `target`: the flow that the input leads to, where it migrates. */
	deliver(input: SagaInput, target: CompiledFlow | null = null): Transition {
		const result = this.decide(input, target);
		if (result.kind === 'applied') {
			const { entries } = result;
			this.records = [...this.records, { seq: this.records.length + 1, at: input.at, input, entries }];
			if (result.ledger.length > 0) this.ledger = [...this.ledger, ...result.ledger];
			this.checkApplied(this.current, result);
			this.current = result.saga;
			if (target !== null && result.entries.some((entry) => entry.type === 'migrated')) {
				this.flows.set(target.version, target);
				this.flow = target;
			}
			this.checkFold();
		}
		return result;
	}

	/** As after a crash: what is in memory is gone, what was stored is read. */
	restart(): void {
		if (this.current === null) return;
		this.current = { state: decodeState(encodeState(this.current.state)), variables: this.current.variables };
		this.checkFold();
	}

	snapshot(): SagaSnapshot {
		const { current, records, ledger, flow } = this;
		return { current, records, ledger, flow };
	}

	restore({ current, records, ledger, flow }: SagaSnapshot): void {
		this.current = current;
		this.records = records;
		this.ledger = ledger;
		this.flow = flow;
	}

	private decide(input: SagaInput, target: CompiledFlow | null): Transition {
		const { records: history, ledger } = this;
		if (!this.isChecked) {
			const first = transition(this.flow, this.current, input, this.status === 'compensating' ? ledger : null, {
				target,
			});
			return isAsking(first) ? transition(this.flow, this.current, input, ledger, { history, target }) : first;
		}
		const withAll = transition(this.flow, this.current, input, ledger, { history, target });
		if (isAsking(withAll)) throw new Error('The engine asks for what it was given.');
		const without = transition(this.flow, this.current, input, null, { target });
		if (!isAsking(without) && !isSame(without, withAll))
			throw new Error(`The engine decides otherwise when it is given more, on ${canonicalJson(jsonOf(input))}.`);
		return withAll;
	}

	private checkApplied(before: Saga | null, result: Extract<Transition, { kind: 'applied' }>): void {
		if (!this.isChecked) return;
		const breach = breachOf(before, result, this.ledger);
		if (breach !== null) throw new Error(breach);
	}

	private checkFold(): void {
		if (this.current === null || !this.isChecked) return;
		const folded = fold(this.flow, this.records, this.flows);
		if (
			encodeState(folded.state) !== encodeState(this.current.state) ||
			!isSame(folded.variables, this.current.variables)
		)
			throw new Error(
				`The fold of the history differs from the state:\n${encodeState(folded.state)}\n${encodeState(this.current.state)}`,
			);
		const text = encodeState(this.current.state);
		if (encodeState(decodeState(text)) !== text) throw new Error(`The state does not survive its text: ${text}`);
	}
}

function isAsking({ kind }: Transition): boolean {
	return kind === 'needsLedger' || kind === 'needsHistory';
}

function isSame(left: unknown, right: unknown): boolean {
	return canonicalJson(jsonOf(left)) === canonicalJson(jsonOf(right));
}

/** Engine values are plain data; what is undefined in them is absent in JSON. */
function jsonOf(value: unknown): Json {
	return JSON.parse(JSON.stringify(value)) as Json;
}
