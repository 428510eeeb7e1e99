/** What can be thrown inside an activity or a scope, and what catches it. */
import type { FlowNode } from '../definition';
import type { ReactionTrigger } from '../nodes/event';
import type { NodeId, ScopeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';
import { enclosingScopes, hostOf, isUndoScope, scopeOf, topScope } from './scopes';
import { reactionOf, reactionsIn } from './ways';

/** `any`: codes that the flow does not name. */
export interface Thrown {
	readonly codes: ReadonlySet<string>;
	readonly any: boolean;
}

/** Codes that the engine itself gives a step. */
const ownCodes = ['TIMEOUT', 'UNAVAILABLE'];

export function thrownBy(inside: readonly FlowNode[], type: 'error' | 'escalation'): Thrown {
	const codes = new Set<string>();
	let any = false;
	for (const node of inside) {
		if (type === 'escalation') {
			const event = node.kind === 'publish' ? node.event : node.kind === 'end' ? node.result : undefined;
			if (event?.type === 'escalation') codes.add(event.code);
			continue;
		}
		if (node.kind === 'end' && node.result?.type === 'error') codes.add(node.result.code);
		if (node.kind === 'call') any = true;
		if (node.kind !== 'step') continue;
		for (const { code } of node.expectedErrors) codes.add(code);
		for (const code of ownCodes) codes.add(code);
		// A step that names no errors may answer any.
		any ||= node.expectedErrors.length === 0;
	}
	return { codes, any };
}

/** The activity with all that stands inside it, or all that stands in the scope; compensations apart. */
export function nodesWithin(
	graph: FlowGraph,
	where: { readonly host: NodeId } | { readonly scope: ScopeId },
): readonly FlowNode[] {
	const root = 'host' in where ? where.host : where.scope;
	const own = 'host' in where ? graph.nodes.get(where.host) : undefined;
	const inside = [...graph.nodes.values()].filter((node) => {
		for (const scope of enclosingScopes(graph.nodes, scopeOf(node))) {
			if (scope === root) return true;
			if (isUndoScope(scope)) return false;
		}
		return false;
	});
	return own === undefined ? inside : [own, ...inside];
}

/** Whether a boundary event or an event-started subflow around the place catches an error of that code. */
export function isCaught(graph: FlowGraph, thrower: FlowNode, code: string): boolean {
	for (const scope of enclosingScopes(graph.nodes, scopeOf(thrower))) {
		const reactions = reactionsIn(graph, scope).map((reaction) => reactionOf(graph, reaction.id)?.on);
		const host = isUndoScope(scope) ? null : hostOf(scope);
		const borders = (host === null ? [] : (graph.boundaries.get(host) ?? [])).map((boundary) => boundary.on);
		if ([...reactions, ...borders].some((on) => on?.type === 'error' && (on.code === null || on.code === code)))
			return true;
		if (scope === topScope || isUndoScope(scope)) return false;
	}
	return false;
}

/** Behind a pivot: a step there is tried again until it succeeds, so it throws only what it expects and does not retry. */
export function throwsForGood(node: FlowNode, on: ReactionTrigger): boolean {
	if (on.type !== 'error' && on.type !== 'escalation') return false;
	const isMeant = (code: string) => on.code === null || on.code === code;
	if (on.type === 'escalation') return [...thrownBy([node], 'escalation').codes].some(isMeant);
	if (node.kind === 'call') return true;
	if (node.kind === 'end') return node.result?.type === 'error' && isMeant(node.result.code);
	return node.kind === 'step' && node.expectedErrors.some(({ code, retry }) => !retry && isMeant(code));
}
