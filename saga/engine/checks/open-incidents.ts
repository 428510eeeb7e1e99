/**
 * An incident asks a person for something, so what it asks for must still be open, and whatever only a person can free
 * must have an incident: else the one is a false alarm, and the other a saga that hangs and tells nobody.
 */
import type { OpenIncident, SagaState } from '../state';

/** What is wrong, in words; null: nothing. */
export function strayIncident(state: SagaState): string | null {
	const idle = state.incidents.find((incident) => !asksForSomething(state, incident));
	if (idle !== undefined) return `Incident ${JSON.stringify(idle)} asks for nothing that is open.`;
	const hangs = state.undos.find((undo) => undo.phase === 'stuck' && !isAskedFor(state, undo));
	if (hangs !== undefined) return `The undo of run ${hangs.run} is stuck, and nobody is asked.`;
	const held = state.held.find((token) => !isAskedFor(state, token));
	return held === undefined ? null : `A token is held in ${held.node}, and nobody is asked.`;
}

function isAskedFor({ incidents }: SagaState, { run }: { readonly run: number | null }): boolean {
	return incidents.some((incident) => incident.run === run && incident.kind !== 'contradiction');
}

function asksForSomething(state: SagaState, { kind, run, node, scope }: OpenIncident): boolean {
	const hasRun = (open: { readonly run: number | null }) => open.run === run;
	const waits = [
		...state.runs.filter(({ phase }) => phase === 'stuck' || phase === 'failed'),
		...state.calls.filter(({ phase }) => phase === 'failed'),
	];
	if (run === null && node !== null) return isOpen(state, scope);
	switch (kind) {
		case 'deadlock':
			return isOpen(state, scope) && state.tokens.some((token) => token.scope === scope);
		case 'step-stuck':
			return waits.some(hasRun);
		case 'undo-stuck':
			return [...waits, ...state.undos].some(hasRun);
		case 'cannot-send':
			return [...waits, ...state.undos.filter(({ phase }) => phase === 'stuck')].some(hasRun);
		case 'no-path':
		case 'expression':
			// Of a subflow: what it brings.
			return [...state.held, ...state.runs].some(hasRun) || (run !== null && isOpen(state, run));
		default:
			return true;
	}
}

function isOpen(state: SagaState, scope: number): boolean {
	return scope === 0 ? state.cause === null : state.scopes.some((open) => open.scope === scope);
}
