/**
 * Calls: another flow runs as a saga of its own, and its end ends the call. Only inputs and effects pass between the two:
 * a transition never touches a saga that is not its own.
 */

import type { CompiledCall } from '../../compile/compiled-flow';
import type { Json } from '../../expression/json';
import { type Draft, inScope } from '../draft';
import { armBoundaries } from '../events/arming';
import { correctedFlow } from '../failures/incident-words';
import { hasIncident, openIncident, resolveIncidents } from '../failures/incidents';
import type { ChildEnded } from '../input';
import { callOf, invariant } from '../invariant';
import { type Refusal, refusal } from '../refusal';
import type { CallFailure } from '../run-failure';
import { undoAround } from '../scope-tree';
import type { LedgerUndo, OpenCall, OpenUndo, ScopeNumber } from '../state';
import { compensationOf, entryOf } from '../undo/ledger';
import { startAbandoned, startUndo } from '../undo/undos';
import { evaluateInput, evaluateOutput } from '../variables';
import { childId } from './child-id';
import { storeOutput } from './store-output';

export function startCall(draft: Draft, call: CompiledCall, scope: ScopeNumber): void {
	const input = evaluateInput(draft, call.input, scope);
	if (!input.ok) {
		const message = `What "${call.name}" starts with could not be made: ${input.message} ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: call.id, scope }, message);
		return;
	}
	const run = draft.nextRun;
	const child = childId(draft.state.sagaId, run);
	const { flow, version } = call;
	draft.record({
		type: 'callStarted',
		...inScope(scope),
		run,
		node: call.id,
		child,
		flow,
		version,
		input: input.value,
	});
	draft.order({ type: 'callFlow', run, child, flow, version, payload: input.value });
	armBoundaries(draft, call, run, scope);
}

export function endChild(draft: Draft, input: ChildEnded): Refusal | null {
	const call = draft.state.calls.find(({ run, child }) => run === input.run && child === input.child);
	if (call !== undefined) return endCall(draft, call, input);
	const undo = draft.state.undos.find(({ run }) => run === input.run);
	if (undo !== undefined) return endUndoneCall(draft, undo, input);
	return refusal('not-open', `No call ${input.run} of this saga waits for the end of saga ${input.child}.`);
}

function endCall(draft: Draft, call: OpenCall, input: ChildEnded): null {
	if (input.status === 'completed') {
		completeCall(draft, call, input.output);
		return null;
	}
	const gap = gapOf(input);
	if (call.phase === 'unwinding') {
		draft.record({ type: 'callEnded', run: call.run, node: call.node, ...(gap === null ? {} : { gap }) });
		return null;
	}
	const code = input.status === 'cancelled' ? 'CANCELLED' : (input.code ?? 'FAILED');
	draft.record({ type: 'callFailed', run: call.run, code, message: input.message, gap });
	return null;
}

function gapOf({ status, child }: ChildEnded): string | null {
	if (status === 'failed') return `The called saga ${child} ended failed: something of it stays.`;
	return status === 'cancelled' ? `The called saga ${child} was cancelled without undo: what it had done stays.` : null;
}

function completeCall(draft: Draft, call: OpenCall, output: Json): void {
	const { run, scope } = call;
	const node = callOf(draft.flow, call.node);
	const values = evaluateOutput(draft, node.output, scope, { reply: output });
	const undo = callUndo(draft, call, output, values.ok ? values.value : {});
	resolveIncidents(draft, 'reply', (incident) => incident.run === run);
	draft.record({
		type: 'callCompleted',
		run,
		node: node.id,
		output,
		...(undo === null ? {} : { undo }),
		...(node.isPivot ? { pivot: true as const } : {}),
	});
	storeOutput(draft, node, call, values, 'what the called saga brought', output);
}

/** Its own compensation, else the called saga is unwound. */
function callUndo(
	draft: Draft,
	call: OpenCall,
	output: Json,
	merged: Parameters<typeof compensationOf>[5],
): LedgerUndo | null {
	const undo = compensationOf(draft, callOf(draft.flow, call.node), call.scope, call.input, output, merged);
	return undo?.type === 'inner' ? { type: 'called', child: call.child } : undo;
}

/** The call is left: the called saga is told to unwind, beside the way forward. */
export function abandonCall(draft: Draft, call: OpenCall): void {
	const { run, node, child } = call;
	resolveIncidents(draft, 'end', (incident) => incident.run === run);
	if (call.failure !== null) {
		endFailedCall(draft, call, call.failure);
		return;
	}
	if (undoAround(draft.state, call.scope) !== null) {
		draft.record({ type: 'callEnded', run, node });
		draft.order({ type: 'unwindChild', run, child, reason: 'The call was interrupted.' });
		return;
	}
	draft.record({ type: 'callAbandoned', run, node, undo: { type: 'called', child } });
	if (!draft.state.cancelled) startAbandoned(draft, run);
}

export function endFailedCall(draft: Draft, { run, node }: OpenCall, { gap }: CallFailure): void {
	draft.record({ type: 'callEnded', run, node, ...(gap === null ? {} : { gap }) });
}

/** Its end decides whether it has been undone. */
function endUndoneCall(draft: Draft, undo: OpenUndo, input: ChildEnded): Refusal | null {
	const ledger = draft.ledger();
	if (ledger === null) return null;
	const entry = entryOf(ledger, undo.run);
	invariant(entry, `call ${undo.run} is in the ledger`);
	if (entry.undo.type !== 'called' || undo.phase === 'sent' || undo.phase === 'backoff')
		return refusal(
			'not-open',
			`Call ${input.run} is undone by its own compensation: the end of saga ${input.child} tells nothing more.`,
		);
	if (input.status !== 'completed') {
		resolveIncidents(draft, 'reply', (incident) => incident.run === undo.run);
		const gap = gapOf(input);
		if (gap === null) draft.record({ type: 'undoCompleted', run: undo.run, step: undo.step });
		else draft.record({ type: 'undoSkipped', run: undo.run, step: undo.step, effect: 'gap', because: gap });
		return null;
	}
	const node = callOf(draft.flow, undo.step);
	const own = node.compensation.type === 'inner' ? null : compensationOf(draft, node, 0, entry.input, input.output, {});
	if (own !== null) {
		const changed = { ...entry, output: input.output, undo: own };
		draft.record({ type: 'undoChanged', run: undo.run, undo: own });
		startUndo(draft, changed);
	} else if (!hasIncident(draft.state, undo.run)) {
		const message = `"${node.name}" could not be undone: the called saga ${input.child} has passed its point of no return and completed. Undo it by hand and mark it undone, or accept that it stays.`;
		openIncident(draft, 'undo-stuck', { run: undo.run, node: node.id }, message);
	}
	return null;
}
