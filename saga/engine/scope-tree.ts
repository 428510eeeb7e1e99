/** Where things stand in the tree of scope instances. The top is 0 and always there. */
import { invariant } from './invariant';
import type { OpenScope, SagaState, ScopeNumber } from './state';

export function scopeOf(state: SagaState, scope: ScopeNumber): OpenScope | null {
	if (scope === 0) return null;
	const found = state.scopes.find((open) => open.scope === scope);
	invariant(found, `scope ${scope} is open`);
	return found;
}

/** Inside a compensation that is no plain command: it goes on while the saga unwinds, and leaves no entries. */
export function undoAround(state: SagaState, scope: ScopeNumber): OpenScope | null {
	for (let at = scopeOf(state, scope); at !== null; at = scopeOf(state, at.parent)) if (at.kind === 'undo') return at;
	return null;
}

/** In which its entries stand: an iteration's in the for-each around it. */
export function ledgerScope(state: SagaState, scope: ScopeNumber): ScopeNumber {
	const open = scopeOf(state, scope);
	return open?.kind === 'iteration' ? open.parent : scope;
}

/** Of this scope instance and all inside it. */
export function innerScopes(state: SagaState, outer: ScopeNumber): ReadonlySet<ScopeNumber> {
	const inside = new Set<ScopeNumber>([outer]);
	// A scope is opened after the one around it.
	for (const { scope, parent, kind } of state.scopes) if (kind !== 'undo' && inside.has(parent)) inside.add(scope);
	return inside;
}

/** The key of its variables. */
export function variablesKey(scope: ScopeNumber): string {
	return scope === 0 ? '' : String(scope);
}
