/** Trying again: an open command, a failed or parked step, a call, an undo, or whatever an incident holds at a node. */

import type { CompiledMapping } from '../../compile/compile-mapping';
import type { CompiledNode } from '../../compile/compiled-flow';
import { checkJson, type JsonObject } from '../../expression/json';
import type { NodeId } from '../../flow/nodes/node-base';
import type { Draft } from '../draft';
import { boundaryOf } from '../events/arming';
import { listen } from '../events/subscriptions';
import { couldNotStore } from '../failures/incident-words';
import { openIncident, resolveIncidents } from '../failures/incidents';
import type { OperatorActed, OperatorAction } from '../input';
import { activityOf, nodeOf } from '../invariant';
import { type Refusal, refusal } from '../refusal';
import { undoAround } from '../scope-tree';
import type { HeldToken, OpenCall, OpenRun, OpenUndo } from '../state';
import { startCall } from '../steps/calls';
import { tryAgain } from '../steps/parking';
import { sendNextAttempt } from '../steps/step-runs';
import { leaveNode } from '../tokens/activities';
import { retryUndo } from '../undo/undos';
import { evaluateOutput, setVariables } from '../variables';
import { recordAct } from './record-act';

type Retry = Extract<OperatorAction, { type: 'retry' }>;

export function retry(draft: Draft, input: OperatorActed, action: Retry): Refusal | null {
	const { runs, undos, held, calls, nextRun, scopes } = draft.state;
	const problem = action.changedInput === null ? null : checkJson(action.changedInput);
	if (problem !== null) return refusal('payload', `The changed input cannot be sent: ${problem.reason}.`, problem.path);
	if (action.undo) {
		const undo = undos.find((open) => open.run === action.run);
		if (undo) return retryOpenUndo(draft, input, undo, action.changedInput);
		return refusal(
			'not-open',
			`No undo of step run ${action.run} is open. Only an undo that has begun and is not confirmed can be tried again.`,
		);
	}
	const run = runs.find((open) => open.run === action.run);
	if (run) return retryRun(draft, input, run, action.changedInput);
	const call = calls.find((open) => open.run === action.run);
	if (call) return retryCall(draft, input, call);
	const waiting = held.find((token) => token.run === action.run);
	if (waiting) return retryHeld(draft, input, waiting);
	if (scopes.some(({ scope }) => scope === action.run)) {
		recordAct(draft, input, action.run);
		resolveIncidents(draft, 'retry', (incident) => incident.run === action.run);
		return null;
	}
	if (action.run < 1 || action.run >= nextRun)
		return refusal('no-such-run', `This saga has made no step run ${action.run}.`);
	return refusal('not-open', `Step run ${action.run} has ended. Only a run that is open can be tried again.`);
}

function retryRun(draft: Draft, input: OperatorActed, run: OpenRun, changed: JsonObject | null): Refusal | null {
	if (draft.state.status === 'compensating' && undoAround(draft.state, run.scope) === null)
		return refusal('status', 'The saga is being undone, so no step is tried again. An undo that is stuck can be.');
	recordAct(draft, input, run.run);
	resolveIncidents(draft, 'retry', (incident) => incident.run === run.run);
	if (run.phase === 'sent' || run.phase === 'backoff') sendNextAttempt(draft, run, changed);
	else tryAgain(draft, run, changed);
	return null;
}

/** A called saga that has unwound is called anew. */
function retryCall(draft: Draft, input: OperatorActed, call: OpenCall): Refusal | null {
	if (call.phase !== 'failed')
		return refusal('not-open', `The called saga ${call.child} has not ended. Repair it there; its end ends the call.`);
	recordAct(draft, input, call.run);
	resolveIncidents(draft, 'retry', (incident) => incident.run === call.run);
	const gap = call.failure?.gap ?? null;
	draft.record({ type: 'callEnded', run: call.run, node: call.node, ...(gap === null ? {} : { gap }), again: true });
	const node = activityOf(draft.flow, call.node);
	if (node.kind === 'call') startCall(draft, node, call.scope);
	return null;
}

function retryOpenUndo(draft: Draft, input: OperatorActed, undo: OpenUndo, changed: JsonObject | null): Refusal | null {
	if (undo.phase === 'inside')
		return refusal('not-open', `The undo of run ${undo.run} has steps of its own. Try again the one that is stuck.`);
	if (undo.phase === 'called')
		return refusal(
			'not-open',
			`Run ${undo.run} is undone by the saga that it called. Repair that saga, or mark the run undone.`,
		);
	recordAct(draft, input, undo.run);
	resolveIncidents(draft, 'retry', (incident) => incident.run === undo.run);
	retryUndo(draft, undo, changed);
	return null;
}

/** What it brought is kept with the token; the mapping is evaluated over the variables of now. */
function retryHeld(draft: Draft, input: OperatorActed, token: HeldToken): null {
	const { run, node: id, scope, merged } = token;
	recordAct(draft, input, run);
	resolveIncidents(
		draft,
		'retry',
		(incident) => incident.node === id && incident.scope === scope && incident.run === run,
	);
	const node = nodeOf(draft.flow, id);
	if (!merged) {
		const values = evaluateHeld(draft, token);
		if (!values.ok) {
			const message = couldNotStore(node.name, 'what it brought', values.message);
			openIncident(draft, 'expression', { run, node: id, scope }, message);
			return null;
		}
		setVariables(draft, scope, values.value);
	}
	leaveNode(draft, node, scope, token.frontier);
	return null;
}

/** What is kept of an event is what its mapping reads. */
function evaluateHeld(draft: Draft, { node: id, scope, output }: HeldToken) {
	const node = nodeOf(draft.flow, id);
	if ('forEach' in node) return evaluateOutput(draft, node.output, scope, { reply: output });
	return evaluateOutput(draft, mappingOf(node), scope, output as JsonObject);
}

function mappingOf(node: CompiledNode): CompiledMapping {
	const on = node.kind === 'start' ? node.reaction?.on : 'on' in node ? node.on : undefined;
	return on !== undefined && 'output' in on ? on.output : [];
}

/** Tokens before the node move again when the saga advances, and may raise the incident anew. */
export function retryNode(draft: Draft, input: OperatorActed, node: NodeId): Refusal | null {
	const held = draft.state.held.find((token) => token.node === node);
	if (held) return retryHeld(draft, input, held);
	const incidents = draft.state.incidents.filter(
		(incident) =>
			incident.node === node &&
			incident.run === null &&
			incident.kind !== 'contradiction' &&
			incident.kind !== 'deadlock',
	);
	if (incidents.length === 0)
		return refusal(
			'not-open',
			'No token is held here by an expression or a missing way, so trying again moves nothing.',
		);
	recordAct(draft, input, null);
	resolveIncidents(draft, 'retry', (incident) => incidents.includes(incident));
	for (const { scope } of incidents) listenAgain(draft, node, scope);
	return null;
}

/** A boundary event or an event-started subflow that could not begin to listen. */
function listenAgain(draft: Draft, id: NodeId, scope: number): void {
	const node = nodeOf(draft.flow, id);
	if (node.kind === 'start' && node.reaction !== null) listen(draft, id, node.reaction.on, scope, scope);
	if (node.kind !== 'boundary') return;
	const boundary = boundaryOf(draft, id);
	const { runs, approvals, calls, scopes } = draft.state;
	const host =
		runs.find((open) => open.step === boundary.attachedTo && open.scope === scope)?.run ??
		approvals.find((open) => open.node === boundary.attachedTo && open.scope === scope)?.run ??
		calls.find((open) => open.node === boundary.attachedTo && open.scope === scope)?.run ??
		scopes.find((open) => open.node === boundary.attachedTo && open.parent === scope)?.scope;
	if (host !== undefined) listen(draft, id, boundary.on, host, scope);
}
