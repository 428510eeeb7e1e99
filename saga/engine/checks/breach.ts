/** All that must hold of a transition, whatever has happened: each trace, each property and each test of the engine asks. */
import type { LedgerEntry, Saga } from '../state';
import type { Transition } from '../transition-result';
import { incoherence } from './coherent-state';
import { untoldEffect } from './effects-of-entries';
import { lostPart } from './lost-parts';
import { strayIncident } from './open-incidents';

/** What is wrong, in words; null: nothing. `ledger` is the one after it. */
export function breachOf(
	before: Saga | null,
	result: Extract<Transition, { kind: 'applied' }>,
	ledger: readonly LedgerEntry[],
): string | null {
	const { saga, entries } = result;
	if (entries.some((entry) => entry.type === 'variablesSet' && Object.keys(entry.values).length === 0))
		return 'An entry sets no variables.';
	return (
		untoldEffect(result, saga.state, ledger) ??
		strayIncident(saga.state) ??
		incoherence(saga, ledger) ??
		(before === null ? null : lostPart(before.state, entries, saga.state))
	);
}
