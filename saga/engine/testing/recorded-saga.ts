/** One saga of a world: the real engine, with what a store would keep of it. */
import type { CompiledFlow } from '../../compile/compiled-flow';
import { breachOf } from '../checks/breach';
import type { HistoryEntry, HistoryRecord } from '../entry';
import type { SagaInput } from '../input';
import type { LedgerEntry, Saga, SagaState } from '../state';
import { decodeState, encodeState } from '../state-text';
import { transition } from '../transition';
import type { Transition } from '../transition-result';

export class RecordedSaga {
	readonly records: HistoryRecord[] = [];
	readonly ledger: LedgerEntry[] = [];
	private current: Saga | null = null;

	constructor(readonly flow: CompiledFlow) {}

	get saga(): Saga {
		if (this.current === null) throw new Error('The saga has not started.');
		return this.current;
	}

	get state(): SagaState {
		return this.saga.state;
	}

	get entries(): readonly HistoryEntry[] {
		return this.records.flatMap(({ entries }) => entries);
	}

	/** As the spine does: the ledger and the history only when they are asked for; the state from its text. */
	take(input: SagaInput): Transition {
		let result = transition(this.flow, this.current, input, null);
		if (result.kind === 'needsLedger') result = transition(this.flow, this.current, input, this.ledger);
		if (result.kind === 'needsHistory')
			result = transition(this.flow, this.current, input, this.ledger, { history: this.records });
		if (result.kind === 'needsLedger' || result.kind === 'needsHistory')
			throw new Error(`The engine asks for what it was given, on ${input.type}.`);
		if (result.kind !== 'applied') return result;
		this.records.push({ seq: this.records.length + 1, at: input.at, input, entries: result.entries });
		this.ledger.push(...result.ledger);
		const breach = breachOf(this.current, result, this.ledger);
		if (breach !== null) throw new Error(breach);
		this.current = { state: decodeState(encodeState(result.saga.state)), variables: result.saga.variables };
		return result;
	}
}
