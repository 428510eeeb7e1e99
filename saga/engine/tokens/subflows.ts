/** Scope instances from their opening to their end. What a subflow has done stands outside as one entry, opened when undo reaches it. */

import type { CompiledSubflow } from '../../compile/compiled-flow';
import type { JsonObject } from '../../expression/json';
import type { Draft } from '../draft';
import { armBoundaries, armReactions } from '../events/arming';
import { correctedFlow, couldNotStore } from '../failures/incident-words';
import { hasIncident, openIncident } from '../failures/incidents';
import { activityOf, scopeDefinition } from '../invariant';
import { undoAround } from '../scope-tree';
import type { OpenScope, SagaState, ScopeNumber } from '../state';
import { compensationOf, standingAsOne } from '../undo/ledger';
import { confirmUndoScope } from '../undo/undos';
import { evaluateInput, evaluateOutput, setVariables } from '../variables';
import { completeForEach } from './for-each';
import { isGoingRound } from './going-round';

export function openSubflow(draft: Draft, subflow: CompiledSubflow, scope: ScopeNumber): void {
	const input = evaluateInput(draft, subflow.input, scope);
	if (!input.ok) {
		const message = `What "${subflow.name}" begins with could not be made: ${input.message} ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: subflow.id, scope }, message);
		return;
	}
	if (isGoingRound(draft, subflow.id, scope)) {
		const message = `"${subflow.name}" is entered again and again by a loop, and nothing in it waits. ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: subflow.id, scope }, message);
		return;
	}
	const number = draft.nextRun;
	const { starts } = scopeDefinition(draft.flow, subflow.id);
	draft.record({ type: 'scopeOpened', scope: number, node: subflow.id, kind: 'subflow', parent: scope, starts });
	setVariables(draft, number, input.value);
	armBoundaries(draft, subflow, number, scope);
	armReactions(draft, subflow.id, number);
}

/** Completes every scope instance in which nothing is left, the innermost first. True: there was one. */
export function completeScopes(draft: Draft): boolean {
	const { cause, cancelled } = draft.state;
	const isLeft = (open: OpenScope) => (cause !== null || cancelled) && undoAround(draft.state, open.scope) === null;
	const occupied = occupiedScopes(draft.state);
	const over = draft.state.scopes.findLast(
		(open) => isOver(open, occupied) && !hasIncident(draft.state, open.scope) && !isLeft(open),
	);
	if (over === undefined) return false;
	completeScope(draft, over);
	return true;
}

/** An iteration ends with its token. */
function isOver({ scope, kind }: OpenScope, occupied: ReadonlySet<ScopeNumber>): boolean {
	return kind !== 'iteration' && !occupied.has(scope);
}

/** Those in which something is left. Gathered once: a list may have thousands of elements, each in a scope of its own. */
function occupiedScopes(state: SagaState): ReadonlySet<ScopeNumber> {
	const occupied = new Set<ScopeNumber>();
	for (const { parent } of state.scopes) occupied.add(parent);
	const { tokens, runs, held, approvals, calls, waits, throws } = state;
	for (const inside of [tokens, runs, held, approvals, calls, waits, throws])
		for (const { scope } of inside) occupied.add(scope);
	if (state.passing !== null) occupied.add(state.passing.scope);
	return occupied;
}

function completeScope(draft: Draft, open: OpenScope): void {
	const { scope, node, kind } = open;
	switch (kind) {
		case 'subflow':
			completeSubflow(draft, open);
			return;
		case 'forEach':
			completeForEach(draft, open);
			return;
		case 'reaction':
			draft.record({ type: 'scopeCompleted', scope, node, kind, output: null, ...standingAsOne(draft, scope) });
			return;
		default:
			draft.record({ type: 'scopeCompleted', scope, node, kind, output: null });
			confirmUndoScope(draft, open);
	}
}

function completeSubflow(draft: Draft, { scope, node: id, kind, parent }: OpenScope): void {
	const node = activityOf(draft.flow, id);
	const values = evaluateOutput(draft, node.output, scope, null);
	if (!values.ok) {
		const message = couldNotStore(node.name, 'what it brought', values.message);
		openIncident(draft, 'expression', { run: scope, node: id, scope: parent }, message);
		return;
	}
	const input: JsonObject = {};
	const undo = compensationOf(draft, node, parent, input, values.value, values.value);
	draft.record({
		type: 'scopeCompleted',
		scope,
		node: id,
		kind,
		output: values.value,
		...(undo === null ? {} : { undo }),
	});
	setVariables(draft, parent, values.value);
}
