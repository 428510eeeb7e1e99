/**
 * What `transition(flow, saga, input, ledger)` answers. Expected outcomes are values; a broken invariant throws, and then
 * nothing of that saga is stored (the spine parks its inputs with incident `engine-fault`).
 */
import type { Effect } from './effect';
import type { HistoryEntry } from './entry';
import type { LedgerEntry, Saga } from './state';

export type RefusalCode = 'status' | 'pivot' | 'not-open' | 'no-such-run' | 'other-token' | 'payload';

export type Transition =
	/** The saga after the input, with everything that must be stored and sent. `entries` is never empty. */
	| {
			readonly kind: 'applied';
			readonly saga: Saga;
			readonly entries: readonly HistoryEntry[];
			/** Ledger entries that this input added. */
			readonly ledger: readonly LedgerEntry[];
			readonly effects: readonly Effect[];
	  }
	/** The ledger is needed to decide: load it in the same transaction and call again. */
	| { readonly kind: 'needsLedger' }
	/** The history is needed to decide (going back to a step, the end of a revived saga): likewise. */
	| { readonly kind: 'needsHistory' }
	/** Nothing is due: an early wake-up. Nothing is stored but the exact `wakeAt`. */
	| { readonly kind: 'nothingDue' }
	/** Not legal in this state: says why and what is possible instead. Nothing is stored of the saga. */
	| { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string; readonly path?: string };
