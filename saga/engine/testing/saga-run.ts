/**
 * A saga under test: gives inputs, keeps what a store would keep, and checks after each input what must always hold:
 * the state survives being stored, and it is the fold of the history.
 */
import { expect } from 'vitest';
import type { CompiledFlow } from '../../compile/compiled-flow';
import { canonicalJson, type JsonObject } from '../../expression/json';
import { breachOf } from '../checks/breach';
import type { Effect } from '../effect';
import type { HistoryEntry, HistoryRecord } from '../entry';
import { fold } from '../fold/apply';
import type { Answer, SagaId, SagaInput } from '../input';
import type { LedgerEntry, Saga } from '../state';
import { decodeState, encodeState } from '../state-text';
import { transition } from '../transition';
import type { Transition } from '../transition-result';

export const sagaId = '01900000-0000-7000-8000-000000000001' as SagaId;

/** An input as a test writes it: the time is the run's clock. */
type Timeless<Input> = Input extends SagaInput ? Omit<Input, 'at'> : never;

export class SagaRun {
	at = 1_753_000_000_000;
	readonly records: HistoryRecord[] = [];
	readonly ledger: LedgerEntry[] = [];
	readonly effects: Effect[] = [];
	#saga: Saga | null = null;

	constructor(readonly flow: CompiledFlow) {}

	static started(flow: CompiledFlow, payload: JsonObject = {}): SagaRun {
		const run = new SagaRun(flow);
		run.give({ type: 'sagaStarted', sagaId, payload, businessKey: null });
		return run;
	}

	get saga(): Saga {
		if (this.#saga === null) throw new Error('The saga has not started.');
		return this.#saga;
	}

	get entries(): HistoryEntry[] {
		return this.records.flatMap((record) => record.entries);
	}

	give(timeless: Timeless<SagaInput>): Transition {
		const input: SagaInput = { ...timeless, at: this.at };
		let result = transition(this.flow, this.#saga, input, null);
		if (result.kind === 'needsLedger') result = transition(this.flow, this.#saga, input, this.ledger);
		if (result.kind === 'needsHistory')
			result = transition(this.flow, this.#saga, input, this.ledger, { history: this.records });
		if (result.kind !== 'applied') return result;
		expect(result.entries).not.toEqual([]);
		this.records.push({ seq: this.records.length + 1, at: this.at, input, entries: result.entries });
		this.ledger.push(...result.ledger);
		this.effects.push(...result.effects);
		expect(breachOf(this.#saga, result, this.ledger)).toBeNull();
		this.#saga = { state: decodeState(encodeState(result.saga.state)), variables: result.saga.variables };
		this.expectFold(result.saga);
		return result;
	}

	reply(run: number, answer: Answer, attempt = 1): Transition {
		return this.give({ type: 'replyReceived', run, attempt, answer });
	}

	undoReply(run: number, answer: Answer, attempt = 1): Transition {
		return this.give({ type: 'undoReplyReceived', run, attempt, answer });
	}

	/** Lets time pass, with all replies read and all commands published. */
	wait(ms: number): Transition {
		this.at += ms;
		return this.give({ type: 'timeCame', repliesReadTo: this.at, unpublished: [] });
	}

	private expectFold(saga: Saga): void {
		const folded = fold(this.flow, this.records);
		expect(encodeState(folded.state)).toBe(encodeState(saga.state));
		expect(decodeState(encodeState(saga.state))).toEqual(saga.state);
		expect(canonicalJson(folded.variables)).toBe(canonicalJson(saga.variables));
	}
}

export const ok: Answer = { type: 'completed', output: null };

export function failed(code: string): Answer {
	return { type: 'failed', code, message: `${code} happened` };
}

/** The commands that went out, with their attempts. */
export function sent(run: SagaRun): string[] {
	return run.effects.flatMap((effect) =>
		effect.type === 'sendCommand' || effect.type === 'sendUndo' ? [`${effect.command}@${effect.attempt}`] : [],
	);
}
