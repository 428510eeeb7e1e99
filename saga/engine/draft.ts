/**
 * A transition in the making: the saga so far, and what has been decided. Decision functions read it, `record` entries
 * and order effects; the saga changes through `apply` alone, at once, so that each decision sees the one before.
 * Invariant: nothing outside is touched. A transition that finds it needs the ledger is thrown away as a whole.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { JsonObject } from '../expression/json';
import { apply, type RecordContext } from './apply';
import type { Effect } from './effect';
import type { HistoryEntry } from './entry';
import { invariant } from './invariant';
import type { LedgerEntry, Saga, SagaState } from './state';

export class Draft {
	readonly entries: HistoryEntry[] = [];
	readonly effects: Effect[] = [];
	/** Ledger entries that this input adds. */
	readonly added: LedgerEntry[] = [];
	ledgerMissing = false;
	#saga: Saga | null;

	constructor(
		readonly flow: CompiledFlow,
		saga: Saga | null,
		readonly context: RecordContext,
		/** As stored before this input; null: not loaded. */
		private readonly stored: readonly LedgerEntry[] | null,
	) {
		this.#saga = saga;
	}

	get saga(): Saga {
		invariant(this.#saga, 'the saga has started');
		return this.#saga;
	}

	get state(): SagaState {
		return this.saga.state;
	}

	/** Of the root scope. */
	get variables(): JsonObject {
		return this.saga.variables[''] ?? {};
	}

	get at(): number {
		return this.context.at;
	}

	record(entry: HistoryEntry): void {
		this.entries.push(entry);
		this.#saga = apply(this.flow, this.#saga, entry, this.context);
	}

	order(effect: Effect): void {
		this.effects.push(effect);
	}

	addToLedger(entry: LedgerEntry): void {
		this.added.push(entry);
	}

	/** All entries so far, or null: then nothing further can be decided, and `transition` will ask for the ledger. */
	ledger(): readonly LedgerEntry[] | null {
		if (this.stored === null) {
			this.ledgerMissing = true;
			return null;
		}
		return this.added.length === 0 ? this.stored : [...this.stored, ...this.added];
	}
}
