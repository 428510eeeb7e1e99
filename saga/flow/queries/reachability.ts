/**
 * Which nodes lie after and before which, across the borders of scopes. Reachability ignores conditions: a path counts if
 * it is drawn. Compensations are undone apart from the way and are reached from nowhere but inside.
 */
import type { FlowNode } from '../definition';
import type { NodeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';
import { hostOf, isActivity, isUndoScope, scopeOf, undoScopeOf } from './scopes';
import { beginnings, interrupts, isLast, nextWithin, reactionOf, reactionsIn, repeats, subflowAround } from './ways';

/**
 * `time`: what can still run after it, so also what reacts to an event while the scope around it is open. `cause`: what
 * it happens before; a boundary event or an event-started subflow that does not interrupt comes after what lies before
 * its host or scope, not after what happens inside.
 */
type Order = 'time' | 'cause';

/** The nodes that can be reached from `from`; `from` itself only where it can come again. */
export function reachableFrom(graph: FlowGraph, from: NodeId, order: Order = 'time'): ReadonlySet<NodeId> {
	const { next } = adjacency(graph, order);
	return spread([from], (id) => next.get(id) ?? []);
}

/** The nodes from which `to` can be reached; `to` itself only where it can come again. */
export function reaching(graph: FlowGraph, to: NodeId, order: Order = 'time'): ReadonlySet<NodeId> {
	const { previous } = adjacency(graph, order);
	return spread([to], (id) => previous.get(id) ?? []);
}

/** All that a start leads to: also inside subflows and compensations, and what waits for an event there. */
export function aliveNodes(graph: FlowGraph): ReadonlySet<NodeId> {
	const enter = (scope: string) => [...beginnings(graph, scope), ...reactionsIn(graph, scope)].map((node) => node.id);
	const starts = beginnings(graph, '').filter((node) => node.kind === 'start');
	const roots = [...starts, ...reactionsIn(graph, '')].map((node) => node.id);
	const reached = spread(roots, (id) => {
		const node = graph.nodes.get(id);
		const inside = node?.kind === 'subflow' ? enter(id) : [];
		const undone = isActivity(node) && node.compensation?.type === 'scope' ? enter(undoScopeOf(id)) : [];
		return [...nextWithin(graph, id), ...inside, ...undone];
	});
	return new Set([...roots, ...reached]);
}

/** All nodes from which a token can come to an end of its scope. */
export function endingNodes(graph: FlowGraph): ReadonlySet<NodeId> {
	const previous = new Map<NodeId, NodeId[]>();
	for (const id of graph.nodes.keys()) for (const next of nextWithin(graph, id)) note(previous, next, id);
	const ends = [...graph.nodes.values()].filter((node) => isLast(graph, node)).map((node) => node.id);
	return new Set([...ends, ...spread(ends, (id) => previous.get(id) ?? [])]);
}

interface Adjacency {
	readonly next: ReadonlyMap<NodeId, readonly NodeId[]>;
	readonly previous: ReadonlyMap<NodeId, readonly NodeId[]>;
}

/** Worked out once per graph: most callers ask for many nodes. */
const known: Readonly<Record<Order, WeakMap<FlowGraph, Adjacency>>> = { time: new WeakMap(), cause: new WeakMap() };

function adjacency(graph: FlowGraph, order: Order): Adjacency {
	const before = known[order].get(graph);
	if (before !== undefined) return before;
	const next = new Map<NodeId, readonly NodeId[]>();
	const previous = new Map<NodeId, NodeId[]>();
	for (const node of graph.nodes.values()) {
		const after = [...new Set([...onward(graph, node, order), ...whileOpen(graph, node, order)])];
		next.set(node.id, after);
		for (const target of after) note(previous, target, node.id);
	}
	const found = { next, previous };
	known[order].set(graph, found);
	return found;
}

/** Along its ways, into it, and out of the subflow around it where a token ends. */
function onward(graph: FlowGraph, node: FlowNode, order: Order): readonly NodeId[] {
	const link = graph.links.get(node.id);
	const ways = [...targets(graph, node.id, order), ...(link === undefined ? [] : [link])];
	for (const boundary of graph.boundaries.get(node.id) ?? [])
		if (order === 'time' || interrupts(boundary)) ways.push(boundary.id);
	if (node.kind === 'subflow') {
		ways.push(...beginnings(graph, node.id).map((first) => first.id));
		for (const reaction of reactionsIn(graph, node.id))
			if (order === 'time' || !isInterrupting(graph, reaction.id)) ways.push(reaction.id);
	}
	const around = subflowAround(graph, node);
	const isThrown = node.kind === 'end' && node.result?.type === 'error';
	if (around !== null && isLast(graph, node) && !isThrown) ways.push(...targets(graph, around.id, order));
	return ways;
}

/** Where its edges lead; by cause also to what starts there from the same frontier. */
function targets(graph: FlowGraph, id: NodeId, order: Order): readonly NodeId[] {
	return (graph.outgoing.get(id) ?? []).flatMap(({ target }) => {
		if (order === 'time') return [target];
		const besides = (graph.boundaries.get(target) ?? []).filter((boundary) => !interrupts(boundary));
		return [target, ...besides.map((boundary) => boundary.id)];
	});
}

/** What reacts to an event while the scopes around the node are open. */
function whileOpen(graph: FlowGraph, node: FlowNode, order: Order): readonly NodeId[] {
	const found: NodeId[] = [];
	const seen = new Set<string>();
	let within: FlowNode = node;
	for (let scope = scopeOf(node); !seen.has(scope); ) {
		seen.add(scope);
		const isReaction = within.kind === 'subflow' && within.eventStarted;
		// An interrupting reaction has disarmed the others of its scope.
		const isArmed = !isReaction || !isInterrupting(graph, within.id);
		for (const reaction of isArmed ? reactionsIn(graph, scope) : []) {
			const on = reactionOf(graph, reaction.id)?.on;
			if (reaction.id === within.id && (on === undefined || !repeats(on))) continue;
			if (order === 'time' || isInterrupting(graph, reaction.id)) found.push(reaction.id);
		}
		const host = isUndoScope(scope) ? undefined : graph.nodes.get(hostOf(scope) ?? '');
		if (host === undefined) break;
		for (const boundary of graph.boundaries.get(host.id) ?? [])
			if (order === 'time' || interrupts(boundary)) found.push(boundary.id);
		within = host;
		scope = scopeOf(host);
	}
	return found;
}

function isInterrupting(graph: FlowGraph, reaction: NodeId): boolean {
	const found = reactionOf(graph, reaction);
	return found !== null && interrupts(found);
}

function note(found: Map<NodeId, NodeId[]>, key: NodeId, value: NodeId): void {
	const known = found.get(key);
	if (known === undefined) found.set(key, [value]);
	else known.push(value);
}

function spread(from: readonly NodeId[], next: (id: NodeId) => readonly NodeId[]): ReadonlySet<NodeId> {
	const seen = new Set<NodeId>();
	const open = [...from];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		for (const target of next(id)) {
			if (seen.has(target)) continue;
			seen.add(target);
			open.push(target);
		}
	}
	return seen;
}
