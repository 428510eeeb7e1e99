/** Gateways decide where a token goes, and when tokens that wait for each other go on together. */

import type {
	CompiledFlow,
	CompiledInclusive,
	CompiledNode,
	CompiledParallel,
	CompiledSplit,
} from '../../compile/compiled-flow';
import type { Json } from '../../expression/json';
import type { EdgeId } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import { type Draft, inScope } from '../draft';
import { interruptsItsHost } from '../events/arming';
import { correctedFlow } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import { nodeOf } from '../invariant';
import type { SagaState, ScopeNumber } from '../state';
import { evaluate } from '../variables';

/** Counted per flow: two tokens on one incoming flow do not stand for a missing one on another. */
export function canJoin(state: SagaState, { incoming }: CompiledParallel, scope: ScopeNumber): boolean {
	return incoming.every((edge) => state.tokens.some((token) => token.edge === edge && token.scope === scope));
}

/** The incoming edges of an inclusive gateway that hold a token. */
export function filledEdges(state: SagaState, { incoming }: CompiledInclusive, scope: ScopeNumber): readonly EdgeId[] {
	return incoming.filter((edge) => state.tokens.some((token) => token.edge === edge && token.scope === scope));
}

/**
 * BPMN 2.0.2, 13.4.3: it waits as long as a token elsewhere in the scope can still fill an empty incoming flow without
 * passing the gateway, unless that token can also fill one that is filled already.
 */
export function canMergeInclusively(state: SagaState, node: CompiledInclusive, scope: ScopeNumber): boolean {
	const filled = new Set(filledEdges(state, node, scope));
	return !nodesWithTokens(state, scope).some((id) => {
		const fillable = node.fillableFromNode.get(id);
		return fillable !== undefined && ![...fillable].some((edge) => filled.has(edge));
	});
}

/** The nodes of this scope instance that a token is before, or inside: open activities, waits and throws. */
function nodesWithTokens(state: SagaState, scope: ScopeNumber): readonly string[] {
	const here = <Open extends { readonly scope: ScopeNumber }>(open: Open) => open.scope === scope;
	return [
		...state.tokens.filter(here).map(({ node }) => node),
		...state.runs.filter(here).map(({ step }) => step),
		...state.held.filter(here).map(({ node }) => node),
		...state.approvals.filter(here).map(({ node }) => node),
		...state.calls.filter(here).map(({ node }) => node),
		...state.waits.filter(here).map(({ node }) => node),
		...state.throws.filter(here).map(({ node }) => node),
		...state.scopes.filter(({ parent, kind }) => parent === scope && kind !== 'undo').map(({ node }) => node),
	];
}

type Choice =
	| { readonly ok: true; readonly edges: readonly EdgeId[] }
	| { readonly ok: false; readonly kind: 'no-path' | 'expression'; readonly message: string };

/** The token inside the node, or the oldest before it, leaves along the ways that its conditions choose. */
export function leave(draft: Draft, node: CompiledNode, scope: ScopeNumber): void {
	const chosen = chooseWays(draft, node, scope);
	if (chosen.ok) {
		if (chosen.edges.length > 0)
			draft.record({ type: 'edgesTaken', ...inScope(scope), node: node.id, edges: chosen.edges });
		else draft.record({ type: 'tokenEnded', ...inScope(scope), node: node.id });
		return;
	}
	// What is inside the node stays there: it has done its work already. A gateway's token stays before it.
	const isInside = draft.state.passing !== null || isHeldInside(draft.state, node.id, scope);
	const held = isInside ? { output: null, merged: true } : undefined;
	openIncident(draft, chosen.kind, { run: null, node: node.id, scope }, chosen.message, held);
}

/** It is tried again. */
function isHeldInside({ held }: SagaState, node: NodeId, scope: ScopeNumber): boolean {
	return held.some((token) => token.node === node && token.scope === scope);
}

function chooseWays(draft: Draft, node: CompiledNode, scope: ScopeNumber): Choice {
	if (node.kind === 'exclusive') return firstThatHolds(draft, node, node.name, scope);
	if (node.kind === 'inclusive') return allThatHold(draft, node, node.name, scope);
	if (node.split !== null) return allThatHold(draft, node.split, node.name, scope);
	return { ok: true, edges: node.outgoing };
}

/** Conditions in order, the first that holds; else the default. */
function firstThatHolds(
	draft: Draft,
	{ branches, defaultEdge }: CompiledSplit,
	name: string,
	scope: ScopeNumber,
): Choice {
	for (const { edge, condition } of branches) {
		const holds = judge(draft, condition, name, scope);
		if (typeof holds !== 'boolean') return holds;
		if (holds) return { ok: true, edges: [edge] };
	}
	return otherwise(defaultEdge, name);
}

function allThatHold(draft: Draft, { branches, defaultEdge }: CompiledSplit, name: string, scope: ScopeNumber): Choice {
	const edges: EdgeId[] = [];
	for (const { edge, condition } of branches) {
		const holds = judge(draft, condition, name, scope);
		if (typeof holds !== 'boolean') return holds;
		if (holds) edges.push(edge);
	}
	return edges.length > 0 ? { ok: true, edges } : otherwise(defaultEdge, name);
}

function judge(
	draft: Draft,
	condition: CompiledSplit['branches'][number]['condition'],
	name: string,
	scope: ScopeNumber,
): boolean | Choice {
	if (condition === null) return true;
	const result = evaluate(draft, condition, scope);
	const problem = result.ok ? noAnswer(result.value) : result.message;
	if (problem === null) return result.ok && result.value === true;
	const message = `"${name}" cannot be decided: in the condition ${condition.source}: ${problem} ${correctedFlow}`;
	return { ok: false, kind: 'expression', message };
}

function otherwise(defaultEdge: EdgeId | null, name: string): Choice {
	if (defaultEdge !== null) return { ok: true, edges: [defaultEdge] };
	return {
		ok: false,
		kind: 'no-path',
		message: `"${name}" has no way to go: none of its conditions holds and there is no default. Give it a default way in the next version; if the data is corrected, try again here.`,
	};
}

/** Null is FEEL's "not known", as of a variable that is missing: the condition does not hold. */
function noAnswer(value: Json): string | null {
	if (value === null || typeof value === 'boolean') return null;
	return 'yields a value that is neither true nor false.';
}

/**
 * Whether something in this scope instance or inside it could still move a token that is there. What comes beside the way
 * brings tokens of its own and moves none; what interrupts takes them away.
 */
export function canStillMove(flow: CompiledFlow, state: SagaState, scope: ScopeNumber): boolean {
	const here = (open: { readonly scope: ScopeNumber }) => open.scope === scope;
	return (
		state.runs.some(here) ||
		state.held.some(here) ||
		state.approvals.some(here) ||
		state.calls.some(here) ||
		state.waits.some(here) ||
		state.throws.some(here) ||
		state.scopes.some((open) => open.parent === scope && open.kind !== 'undo') ||
		state.subscriptions.some(({ host, node }) => host === scope && interruptsItsHost(nodeOf(flow, node)) === true) ||
		state.incidents.some((incident) => incident.kind !== 'contradiction' && here(incident))
	);
}
