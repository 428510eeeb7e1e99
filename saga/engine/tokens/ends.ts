/** Where tokens end, and what an end brings about. */
import type { CompiledEnd } from '../../compile/compiled-flow';
import { type Draft, inScope } from '../draft';
import { publish } from '../events/publishing';
import { catchError, isPivotOpen } from '../failures/failures';
import { searchOutwards } from '../failures/handlers';
import { correctedFlow } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import { clearScope, interruptScope } from '../failures/interrupt';
import { activityOf } from '../invariant';
import { scopeOf } from '../scope-tree';
import type { ScopeNumber } from '../state';
import { throwUndo } from '../undo/throws';
import { startUnwinding } from '../undo/unwind';
import { evaluateOutput, setVariables } from '../variables';

export function enterEnd(draft: Draft, end: CompiledEnd, scope: ScopeNumber): void {
	const { result } = end;
	switch (result.type) {
		case 'none':
			draft.record({ type: 'tokenEnded', ...inScope(scope), node: end.id });
			return;
		case 'message':
		case 'signal':
		case 'escalation':
			if (publish(draft, end, result, scope)) draft.record({ type: 'tokenEnded', ...inScope(scope), node: end.id });
			return;
		case 'compensate':
			throwUndo(draft, end, result.activity, scope);
			return;
		case 'terminate':
			terminate(draft, end, scope);
			return;
		case 'error':
			throwError(draft, end, result, scope);
			return;
	}
}

/** An error that nothing catches unwinds the saga, which has to wait for the answer of an open pivot. */
export function mustWaitToFail(draft: Draft, end: CompiledEnd, scope: ScopeNumber): boolean {
	const { result } = end;
	if (result.type !== 'error' || !isPivotOpen(draft.flow, draft.state)) return false;
	return searchOutwards(draft, scope, 'error', result.code) === null;
}

function throwError(
	draft: Draft,
	end: CompiledEnd,
	{ code, message: words }: { readonly code: string; readonly message: string },
	scope: ScopeNumber,
): void {
	const handler = searchOutwards(draft, scope, 'error', code);
	const message = words === '' ? `The flow ended at "${end.name}" with the error ${code}.` : words;
	const place = { run: null, node: end.id, scope };
	if (handler?.type === 'undo') {
		const what = `The undo ended at "${end.name}" with the error ${code}, which nothing catches. Have the cause removed, then try again.`;
		openIncident(draft, 'undo-stuck', place, what);
		return;
	}
	if (handler !== null) {
		catchError(draft, handler, { code, message });
		return;
	}
	if (draft.state.sealed) {
		const what = `The flow came to the error end "${end.name}" (${code}) after the point of no return, so nothing can be undone. Move the token to where the saga can go on, or cancel it without undo.`;
		openIncident(draft, 'step-stuck', place, what);
		return;
	}
	startUnwinding(draft, { step: end.id, code, message });
}

/** Ends its own scope instance only; what was done in it stands outside, as after an interruption. */
function terminate(draft: Draft, end: CompiledEnd, scope: ScopeNumber): void {
	const open = scopeOf(draft.state, scope);
	if (open === null || open.kind === 'undo') {
		draft.record({ type: 'tokenEnded', ...inScope(scope), node: end.id });
		clearScope(draft, scope);
		return;
	}
	const { node, parent } = open;
	// Before anything is left: what it reads is gone with the scope.
	const output = open.kind === 'subflow' ? activityOf(draft.flow, node).output : [];
	const values = evaluateOutput(draft, output, scope, null);
	if (!values.ok) {
		const message = `"${end.name}" cannot end "${activityOf(draft.flow, node).name}": what it brings could not be made: ${values.message} ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: end.id, scope }, message);
		return;
	}
	const { frontier } = interruptScope(draft, open);
	setVariables(draft, parent, values.value);
	draft.record({ type: 'tokenMade', ...inScope(parent), node, frontier });
}
