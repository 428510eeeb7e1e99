/**
 * One saga of a trace: the real engine, with its store played by lists in memory. It answers what each input caused.
 *
 * Invariants checked on every input, so that each trace is a test of them: the state is the fold of the history and
 * survives its text, entries say what the effects and the ledger hold, and a transition that was not given the ledger
 * either asks for it or decides the same with it. A breach throws: the engine is wrong, not the trace.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { HistoryRecord } from '../engine/entry';
import { fold } from '../engine/fold/apply';
import type { SagaId, SagaInput } from '../engine/input';
import type { LedgerEntry, Saga, SagaStatus } from '../engine/state';
import { decodeState, encodeState } from '../engine/state-text';
import { transition } from '../engine/transition';
import type { Transition } from '../engine/transition-result';
import { wakeAt } from '../engine/wake';
import { canonicalJson, type Json } from '../expression/json';
import { observeTransition } from './observe';
import type { ObservedEffect } from './trace';

export class TracedSaga {
	private current: Saga | null = null;
	readonly records: HistoryRecord[] = [];
	readonly ledger: LedgerEntry[] = [];

	constructor(
		readonly name: string,
		readonly flow: CompiledFlow,
		readonly id: SagaId,
	) {}

	/** Null: it was refused at its start. */
	get saga(): Saga | null {
		return this.current;
	}

	get status(): SagaStatus {
		return this.current?.state.status ?? 'running';
	}

	/** The next instant at which the saga has something to do by itself. */
	get wakeAt(): number | null {
		return this.current === null ? null : wakeAt(this.current.state);
	}

	deliver(input: SagaInput): readonly ObservedEffect[] {
		const result = this.decide(input);
		if (result.kind === 'applied') {
			this.records.push({ seq: this.records.length + 1, at: input.at, input, entries: result.entries });
			this.ledger.push(...result.ledger);
			this.current = result.saga;
			this.checkFold();
		}
		return observeTransition(this, result);
	}

	/** As after a crash: what is in memory is gone, what was stored is read. */
	restart(): void {
		if (this.current === null) return;
		this.current = { state: decodeState(encodeState(this.current.state)), variables: this.current.variables };
		this.checkFold();
	}

	/** The runs of a step in order of entry, as the history tells them. */
	runsOf(step: string): readonly number[] {
		return this.records.flatMap(({ entries }) =>
			entries.flatMap((entry) => (entry.type === 'stepStarted' && entry.step === step ? [entry.run] : [])),
		);
	}

	stepOfRun(run: number): string | null {
		for (const { entries } of this.records)
			for (const entry of entries) if (entry.type === 'stepStarted' && entry.run === run) return entry.step;
		return null;
	}

	private decide(input: SagaInput): Transition {
		const more = { history: this.records };
		const withLedger = transition(this.flow, this.current, input, [...this.ledger], more);
		if (withLedger.kind === 'needsLedger') throw new Error('The engine asks for a ledger that it was given.');
		const without = transition(this.flow, this.current, input, null);
		const isMissing = without.kind === 'needsLedger' || without.kind === 'needsHistory';
		if (!isMissing && !isSame(without, withLedger))
			throw new Error(`The engine decides otherwise when it is given the ledger, on ${canonicalJson(jsonOf(input))}.`);
		return withLedger;
	}

	private checkFold(): void {
		if (this.current === null) return;
		const folded = fold(this.flow, this.records);
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

function isSame(left: unknown, right: unknown): boolean {
	return canonicalJson(jsonOf(left)) === canonicalJson(jsonOf(right));
}

/** Engine values are plain data; what is undefined in them is absent in JSON. */
function jsonOf(value: unknown): Json {
	return JSON.parse(JSON.stringify(value)) as Json;
}
