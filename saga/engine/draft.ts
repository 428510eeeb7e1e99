/**
 * A transition in the making: the saga so far, and what has been decided. Decision functions read it, `record` entries
 * and order effects; the saga changes through `apply` alone, at once, so that each decision sees the one before.
 * Invariant: nothing outside is touched. A transition that finds it needs the ledger is thrown away as a whole.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { Effect } from './effect';
import type { HistoryEntry, HistoryRecord } from './entry';
import { apply, type RecordContext } from './fold/apply';
import { ledgerEntryOf } from './fold/ledger-entry-of';
import type { RunNumber } from './input';
import { invariant } from './invariant';
import type { LedgerEntry, Saga, SagaState } from './state';

/** The last resort against a flow in which one input never ends, or multiplies tokens by splits and merges in a row. */
const ENTRIES_MAX = 200_000;

/** The flow's fault, not the engine's; it leaves `transition` as any other exception does. */
export class EndlessFlow extends Error {
	constructor() {
		super(
			`More than ${ENTRIES_MAX} entries follow from one input: a loop of the flow passes nothing that waits, or its splits multiply. Put a step or a wait into the loop, or join what is split.`,
		);
	}
}

/** What a transition may be given beside the saga and the input, because only few need it. */
export interface Supplies {
	/** All ledger entries as stored before this input; null: not loaded. */
	readonly ledger: readonly LedgerEntry[] | null;
	/** The whole history before this input; null: not loaded. */
	readonly history: readonly HistoryRecord[] | null;
	/** The flow that `migrate` leads to; null: there is no such version, or none is asked for. */
	readonly target: CompiledFlow | null;
}

export class Draft {
	readonly entries: HistoryEntry[] = [];
	readonly effects: Effect[] = [];
	/** Ledger entries that this input adds. */
	readonly added: LedgerEntry[] = [];
	ledgerMissing = false;
	historyMissing = false;
	flow: CompiledFlow;
	#saga: Saga | null;

	constructor(
		flow: CompiledFlow,
		saga: Saga | null,
		readonly context: RecordContext,
		readonly supplies: Supplies,
	) {
		this.flow = flow;
		this.#saga = saga;
	}

	get saga(): Saga {
		invariant(this.#saga, 'the saga has started');
		return this.#saga;
	}

	get state(): SagaState {
		return this.saga.state;
	}

	get at(): number {
		return this.context.at;
	}

	/** Something that only a further call with more supplies can decide. */
	get isBlocked(): boolean {
		return this.ledgerMissing || this.historyMissing;
	}

	/** For whatever is entered next. */
	get nextRun(): RunNumber {
		return this.state.nextRun;
	}

	record(entry: HistoryEntry): void {
		if (this.entries.length >= ENTRIES_MAX) throw new EndlessFlow();
		this.entries.push(entry);
		const before = this.#saga;
		const added = before === null ? null : ledgerEntryOf(before.state, entry, this.at);
		this.#saga = apply(this.flow, before, entry, this.context);
		if (added !== null) this.added.push(added);
	}

	order(effect: Effect): void {
		this.effects.push(effect);
	}

	/** All entries so far, or null: then nothing further can be decided, and `transition` will ask for the ledger. */
	ledger(): readonly LedgerEntry[] | null {
		const { ledger } = this.supplies;
		if (ledger === null) {
			this.ledgerMissing = true;
			return null;
		}
		return this.added.length === 0 ? ledger : [...ledger, ...this.added];
	}

	history(): readonly HistoryRecord[] | null {
		if (this.supplies.history === null) this.historyMissing = true;
		return this.supplies.history;
	}
}

/** For entries: the top of the saga goes without saying. */
export function inScope(scope: number): { readonly scope?: number } {
	return scope === 0 ? {} : { scope };
}
