/**
 * How tokens come from node to node besides along edges: through links, to the boundary events of an activity, into a
 * scope and out of it again.
 */
import type { FlowNode } from '../definition';
import type { ReactionTrigger } from '../nodes/event';
import type { NodeId, ScopeId } from '../nodes/node-base';
import type { StartNode } from '../nodes/start';
import type { FlowGraph } from './graph';
import { hostOf, isEnteredOtherwise, isUndoScope, scopeOf } from './scopes';

export type SubflowNode = Extract<FlowNode, { readonly kind: 'subflow' }>;

/** Where the tokens of a scope begin: at its start, else at every node that nothing leads to. */
export function beginnings(graph: FlowGraph, scope: ScopeId): readonly FlowNode[] {
	const inside = graph.inside.get(scope) ?? [];
	const starts = inside.filter((node) => node.kind === 'start');
	if (starts.length > 0) return starts;
	return inside.filter((node) => (graph.incoming.get(node.id) ?? []).length === 0 && !isEnteredOtherwise(node));
}

/** The event-started subflows of a scope. */
export function reactionsIn(graph: FlowGraph, scope: ScopeId): readonly SubflowNode[] {
	return (graph.inside.get(scope) ?? []).filter(
		(node) => node.kind === 'subflow' && node.eventStarted,
	) as SubflowNode[];
}

/** What starts an event-started subflow; null: it does not say yet. */
export function reactionOf(graph: FlowGraph, subflow: NodeId): NonNullable<StartNode['reaction']> | null {
	const start = graph.inside.get(subflow)?.find((node) => node.kind === 'start');
	return (start?.kind === 'start' ? start.reaction : undefined) ?? null;
}

export function interrupts({ on, interrupting }: { on: ReactionTrigger; interrupting: boolean }): boolean {
	return interrupting || on.type === 'error';
}

/** Whether it can come more than once while nothing is interrupted. */
export function repeats(on: ReactionTrigger): boolean {
	return on.type === 'timer' ? on.timer === 'cycle' : on.type !== 'error';
}

/** What comes next in the same scope. */
export function nextWithin(graph: FlowGraph, id: NodeId): readonly NodeId[] {
	const link = graph.links.get(id);
	return [
		...(graph.outgoing.get(id) ?? []).map((edge) => edge.target),
		...(graph.boundaries.get(id) ?? []).map((boundary) => boundary.id),
		...(link === undefined ? [] : [link]),
	];
}

/** Where a token ends: at an end, or where nothing comes next. */
export function isLast(graph: FlowGraph, node: FlowNode): boolean {
	if (node.kind === 'end') return true;
	const standsBeside = node.kind === 'subflow' && node.eventStarted;
	return !standsBeside && (graph.outgoing.get(node.id) ?? []).length === 0 && !graph.links.has(node.id);
}

/** The subflow in whose course the node stands, where its scope is one that tokens enter and leave; null elsewhere. */
export function subflowAround(graph: FlowGraph, node: FlowNode): SubflowNode | null {
	const scope = scopeOf(node);
	const host = isUndoScope(scope) ? undefined : graph.nodes.get(hostOf(scope) ?? '');
	return host?.kind === 'subflow' ? host : null;
}
