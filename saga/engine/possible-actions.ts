/**
 * Which operator actions are possible, and where: found by trying them in the engine, never by a second set of rules.
 * What needs something from a person (a reply, a changed input) is tried with the simplest that fits.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { NodeId } from '../flow/nodes/node-base';
import type { OperatorAction, RunNumber } from './input';
import { type PreviewSupplies, preview } from './preview';
import type { Refusal } from './refusal';
import type { Saga } from './state';

export interface PossibleAction {
	readonly action: OperatorAction;
	/** Null: it is possible now. */
	readonly refusal: Refusal | null;
}

/** On the saga as a whole. Which versions it can migrate to is for `preview` to say, version by version. */
export function sagaActions(flow: CompiledFlow, saga: Saga, supplies: PreviewSupplies): readonly PossibleAction[] {
	const actions: readonly OperatorAction[] = [
		{ type: saga.state.suspended ? 'resume' : 'suspend' },
		{ type: 'undoEverything' },
		{ type: 'cancelWithUndo' },
		{ type: 'cancelWithoutUndo' },
	];
	return actions.map((action) => tried(flow, saga, action, supplies));
}

/** On a step run, approval, call, wait or scope, by its number: everything one may think of there, with the refusals. */
export function runActions(
	flow: CompiledFlow,
	saga: Saga,
	run: RunNumber,
	supplies: PreviewSupplies,
): readonly PossibleAction[] {
	const answer = { type: 'completed', output: null } as const;
	const actions: readonly OperatorAction[] = [
		{ type: 'retry', run, undo: false, changedInput: null },
		{ type: 'supplyReply', run, undo: false, answer },
		{ type: 'skipDone', run, output: null },
		{ type: 'skipNotDone', run },
		{ type: 'retry', run, undo: true, changedInput: null },
		{ type: 'supplyReply', run, undo: true, answer },
		{ type: 'markUndone', run },
		{ type: 'acceptGap', run },
		{ type: 'undoBackTo', run },
	];
	return actions.map((action) => tried(flow, saga, action, supplies));
}

/** Where a token can be put that is in this run, or that an incident holds at this node; empty: nowhere. */
export function moveTargets(
	flow: CompiledFlow,
	saga: Saga,
	of: { readonly run: RunNumber | null; readonly from: NodeId | null },
	supplies: PreviewSupplies,
): readonly NodeId[] {
	return [...flow.nodes.keys()].filter(
		(to) => tried(flow, saga, { type: 'moveToken', ...of, to }, supplies).refusal === null,
	);
}

/** Why it is refused; null: it is possible. */
export function tried(
	flow: CompiledFlow,
	saga: Saga,
	action: OperatorAction,
	supplies: PreviewSupplies,
): PossibleAction {
	const result = preview(flow, saga, action, supplies);
	return { action, refusal: result.kind === 'refused' ? result : null };
}
