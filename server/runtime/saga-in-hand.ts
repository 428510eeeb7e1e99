/** What those who bring something to a saga see of its work in a batch. */
import type { SagaInput } from '@/saga/engine/input';
import type { Saga } from '@/saga/engine/state';
import type { Transition } from '@/saga/engine/transition-result';
import type { TimelessInput } from './arrival';
import type { StoredSaga } from './ports';
import type { SagaEffects } from './saga-effects';

/** What must be loaded before the saga can go on. */
export type Need = 'ledger' | 'history';

export interface SagaInHand {
	readonly saga: Saga | null;
	readonly stored: StoredSaga | null;
	readonly context: { readonly atMs: number };
	readonly effects: SagaEffects;
	/** Inputs from other sagas that were taken. */
	readonly delivered: string[];
	/** Earlier inputs wait: further ones queue up behind them. */
	readonly queueUp: boolean;
	fault: { readonly message: string } | null;
	/** Null: the engine threw, and `fault` says what. */
	apply(input: SagaInput): Transition | null;
	/** Null: it was parked, behind others or because the engine threw. */
	applyOrPark(input: TimelessInput): Transition | null;
}

export function needOf(result: Transition | null): Need | null {
	if (result?.kind === 'needsLedger') return 'ledger';
	return result?.kind === 'needsHistory' ? 'history' : null;
}
