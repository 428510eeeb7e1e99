/**
 * What operators may do, and when. An action that does not fit the state is refused with what is possible instead;
 * one that fits is recorded with its actor and reason before anything that follows from it.
 */
import { checkJson, type JsonObject } from '../expression/json';
import type { NodeId } from '../flow/nodes/node-base';
import type { Draft } from './draft';
import { holdsToken, isHeld, openIncident, resolveIncidents } from './incidents';
import type { OperatorActed } from './input';
import { stepOf } from './invariant';
import { entryOf } from './ledger';
import { type Refusal, refusal } from './refusal';
import type { OpenRun, OpenUndo, UnmergedRun } from './state';
import { leaveStep, mergeOutput, sendNextAttempt } from './step-runs';
import { retryUndo } from './undos';

export function act(draft: Draft, input: OperatorActed): Refusal | null {
	const { action } = input;
	const { status, runs, undos, unmerged } = draft.state;
	if (status !== 'running' && status !== 'compensating')
		return refusal('status', `The saga has ended (${status}); there is nothing left to try again.`);
	if (action.type === 'retryNode') return retryNode(draft, input, action.node);
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
	const held = unmerged.find((waiting) => waiting.run === action.run);
	if (held) return retryMerge(draft, input, held);
	if (action.run < 1 || action.run >= draft.state.nextRun)
		return refusal('no-such-run', `This saga has made no step run ${action.run}.`);
	return refusal('not-open', `Step run ${action.run} has ended. Only a run that is open can be tried again.`);
}

function retryRun(draft: Draft, input: OperatorActed, run: OpenRun, changed: JsonObject | null): Refusal | null {
	if (draft.state.status === 'compensating')
		return refusal('status', 'The saga is being undone, so no step is tried again. An undo that is stuck can be.');
	recordAct(draft, input, 'retry', run.run);
	resolveIncidents(draft, 'retry', (incident) => incident.run === run.run);
	sendNextAttempt(draft, run, changed);
	return null;
}

function retryOpenUndo(draft: Draft, input: OperatorActed, undo: OpenUndo, changed: JsonObject | null): null {
	recordAct(draft, input, 'retry', undo.run);
	resolveIncidents(draft, 'retry', (incident) => incident.run === undo.run);
	retryUndo(draft, undo, changed);
	return null;
}

/** The reply is kept in the ledger; the mapping is evaluated over the variables of now. */
function retryMerge(draft: Draft, input: OperatorActed, { run, step }: UnmergedRun): null {
	recordAct(draft, input, 'retry', run);
	const ledger = draft.ledger();
	if (ledger === null) return null;
	resolveIncidents(draft, 'retry', (incident) => incident.run === run);
	const problem = mergeOutput(draft, stepOf(draft.flow, step), entryOf(ledger, run)?.output ?? null);
	if (problem === null) leaveStep(draft, step);
	else openIncident(draft, 'expression', { run, node: step }, problem);
	return null;
}

/** Tokens before the node move again when the saga advances, and may raise the incident anew. */
function retryNode(draft: Draft, input: OperatorActed, node: NodeId): Refusal | null {
	const held = draft.state.unmerged.find((waiting) => waiting.step === node);
	if (held) return retryMerge(draft, input, held);
	if (!isHeld(draft.state, node))
		return refusal(
			'not-open',
			'No token is held here by an expression or a missing way, so trying again moves nothing.',
		);
	recordAct(draft, input, 'retry', null);
	resolveIncidents(draft, 'retry', (incident) => incident.node === node && holdsToken(incident));
	return null;
}

function recordAct(draft: Draft, { actor, reason }: OperatorActed, action: string, run: number | null): void {
	draft.record({ type: 'operatorActed', action, run, actor, reason });
}
