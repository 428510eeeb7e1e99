/**
 * Moves every token as far as it can go without a further input: through gateways, into activities and waits, to ends.
 * Invariant: the oldest token that can move moves first, so that the order of entries depends on nothing else. It ends
 * because `compile` refuses loops in which nothing waits.
 */

import type { CompiledNode } from '../../compile/compiled-flow';
import { type Draft, inScope } from '../draft';
import { publish } from '../events/publishing';
import { openWait } from '../events/waits';
import { correctedFlow } from '../failures/incident-words';
import { isHeld, openIncident } from '../failures/incidents';
import { nodeOf } from '../invariant';
import type { RestingToken, ScopeNumber } from '../state';
import { throwUndo } from '../undo/throws';
import { evaluateOutput, setVariables } from '../variables';
import { enterActivity, leaveNode } from './activities';
import { enterEnd, mustWaitToFail } from './ends';
import { canJoin, canMergeInclusively, filledEdges, leave } from './gateways';

export function moveTokens(draft: Draft): void {
	leavePassed(draft);
	for (let next = movable(draft); next !== null; next = movable(draft)) {
		enter(draft, next.node, next.token);
		leavePassed(draft);
		if (draft.isBlocked) return;
	}
}

/** The token that has done with its node goes on, and with an iteration that is enough the one of its for-each. */
function leavePassed(draft: Draft): void {
	for (let { passing } = draft.state; passing !== null; { passing } = draft.state) {
		const { scope, frontier } = passing;
		const node = nodeOf(draft.flow, passing.node);
		const isOver = node.kind === 'end' || (node.kind === 'subflow' && node.eventStarted);
		if (isOver) draft.record({ type: 'tokenEnded', ...inScope(scope), node: node.id });
		else leaveNode(draft, node, scope, frontier);
	}
}

function movable(draft: Draft): { node: CompiledNode; token: RestingToken } | null {
	for (const token of draft.state.tokens) {
		const node = nodeOf(draft.flow, token.node);
		if (canEnter(draft, node, token)) return { node, token };
	}
	return null;
}

function canEnter(draft: Draft, node: CompiledNode, token: RestingToken): boolean {
	const { state } = draft;
	if (isHeld(state, node.id, token.scope)) return false;
	if (node.kind === 'parallel') return wasPut(token) || canJoin(state, node, token.scope);
	if (node.kind === 'inclusive') return wasPut(token) || canMergeInclusively(state, node, token.scope);
	return node.kind !== 'end' || !mustWaitToFail(draft, node, token.scope);
}

/** By an operator, before the node: it has no flow on which a gateway could count, so it waits for no other. */
function wasPut(token: RestingToken): boolean {
	return token.edge === null;
}

function enter(draft: Draft, node: CompiledNode, token: RestingToken): void {
	const { scope } = token;
	switch (node.kind) {
		case 'step':
		case 'approval':
		case 'subflow':
		case 'call':
			enterActivity(draft, node, scope);
			return;
		case 'end':
			enterEnd(draft, node, scope);
			return;
		case 'parallel':
			if (isJoining(node, token))
				draft.record({ type: 'joined', ...inScope(scope), node: node.id, edges: node.incoming });
			leave(draft, node, scope);
			return;
		case 'inclusive':
			if (isJoining(node, token))
				draft.record({
					type: 'joined',
					...inScope(scope),
					node: node.id,
					edges: filledEdges(draft.state, node, scope),
				});
			leave(draft, node, scope);
			return;
		case 'catch':
		case 'event-race':
			openWait(draft, node, scope);
			return;
		case 'publish':
			if (publish(draft, node, node.event, scope)) leave(draft, node, scope);
			return;
		case 'undo':
			throwUndo(draft, node, node.activity, scope);
			return;
		case 'assign':
			assign(draft, node, scope);
			return;
		case 'start':
		case 'exclusive':
		case 'link':
		case 'boundary':
			leave(draft, node, scope);
			return;
	}
}

/** Of several incoming flows, unless the token was put before the gateway. */
function isJoining(node: CompiledNode, token: RestingToken): boolean {
	return node.incoming.length > 1 && !wasPut(token);
}

function assign(draft: Draft, node: Extract<CompiledNode, { kind: 'assign' }>, scope: ScopeNumber): void {
	const values = evaluateOutput(draft, node.output, scope, null);
	if (!values.ok) {
		const message = `"${node.name}" could not be computed: ${values.message} ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: node.id, scope }, message);
		return;
	}
	setVariables(draft, scope, values.value);
	leave(draft, node, scope);
}
