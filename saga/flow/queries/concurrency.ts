/**
 * Which edges can hold tokens at the same time, and so which nodes can run at once. Read by the undo preview and by
 * the lint rules about pivots and shared variables.
 *
 * Within a scope the relation is the structural concurrency of Kovalyov and Esparza ("A polynomial algorithm to compute
 * the concurrency relation of free-choice signal transition graphs", 1995) over the token net: exact where the flow is
 * sound, otherwise never too small. It needs no exploration: time is polynomial. Across scopes, nodes run at once where the activities that contain them do.
 */
import type { FlowEdge, FlowNode } from '../definition';
import type { NodeId, ScopeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';
import { enclosingScopes, hostOf, isActivity, isUndoScope, scopeOf } from './scopes';
import { type Firing, type TokenNet, tokenNet } from './token-net';
import { interrupts, reactionOf, repeats } from './ways';

export interface Concurrency {
	/** Whether both nodes can hold a token at once, in whatever instances of their scopes; for one node: whether it can hold two. */
	readonly together: (left: NodeId, right: NodeId) => boolean;
	/** The same within one instance of the scope in which both stand. */
	readonly togetherInScope: (left: NodeId, right: NodeId) => boolean;
	/** Whether both edges can hold a token at once; for one edge: whether it can hold two. */
	readonly edgesTogether: (left: FlowEdge, right: FlowEdge) => boolean;
	/** Scopes in which a place can hold two tokens. */
	readonly doubled: ReadonlySet<ScopeId>;
}

export function concurrency(graph: FlowGraph, net: TokenNet = tokenNet(graph)): Concurrency {
	const index = new Map<FlowEdge, number>(graph.edges.map((edge, at) => [edge, at]));
	const once = relate(net, []);
	const again = repeatedWays(graph).map((edge) => index.get(edge) ?? 0);
	const relation = again.length === 0 ? once : relate(net, again);
	const placesOf = new Map<NodeId, number[]>();
	for (const [at, place] of net.places.entries()) placesOf.set(place.node, [...(placesOf.get(place.node) ?? []), at]);
	const doubled = net.places.filter((_, at) => once.has(at, at)).map((place) => place.scope);
	const inScope = (left: NodeId, right: NodeId): boolean => {
		const byEvent = reactionsTogether(graph, left, right);
		if (byEvent !== null) return byEvent;
		return (placesOf.get(left) ?? []).some((a) => (placesOf.get(right) ?? []).some((b) => relation.has(a, b)));
	};
	const severalOf = (node: FlowNode): boolean => {
		const isEach = isActivity(node) && node.forEach?.mode === 'parallel' && node.forEach.limit !== 1;
		return isEach || inScope(node.id, node.id) || hostsOf(graph, node).some((host) => severalOf(host));
	};
	return {
		edgesTogether: (left, right) => once.has(index.get(left) ?? 0, index.get(right) ?? 0),
		togetherInScope: inScope,
		together: (left, right) => {
			const meeting = whereTheyMeet(graph, left, right);
			if (meeting === null) return false;
			const [a, b] = meeting;
			return a === b ? severalOf(a) : inScope(a.id, b.id) || hostsOf(graph, a).some((host) => severalOf(host));
		},
		doubled: new Set(doubled),
	};
}

/** The subflow around a node, if it stands in the course of one: none or one. */
function hostsOf(graph: FlowGraph, node: FlowNode): readonly FlowNode[] {
	const scope = scopeOf(node);
	const host = isUndoScope(scope) ? undefined : graph.nodes.get(hostOf(scope) ?? '');
	return host === undefined || host === node ? [] : [host];
}

/** The nodes of one scope that are or contain the two; null: they have none in common, or one of them is undone apart. */
function whereTheyMeet(graph: FlowGraph, left: NodeId, right: NodeId): readonly [FlowNode, FlowNode] | null {
	const paths = [left, right].map((id) => pathOutwards(graph, id));
	for (const [scope, node] of paths[0] ?? []) {
		const other = paths[1]?.get(scope);
		if (other !== undefined) return [node, other];
	}
	return null;
}

/** By scope, outwards: the node itself, then the subflows around it. */
function pathOutwards(graph: FlowGraph, id: NodeId): ReadonlyMap<ScopeId, FlowNode> {
	const path = new Map<ScopeId, FlowNode>();
	let node = graph.nodes.get(id);
	if (node === undefined) return path;
	for (const scope of enclosingScopes(graph.nodes, scopeOf(node))) {
		if (node === undefined) break;
		path.set(scope, node);
		if (isUndoScope(scope)) break;
		node = graph.nodes.get(hostOf(scope) ?? '');
	}
	return path;
}

/** Null: neither is an event-started subflow. One that interrupts is alone in its scope, another runs beside all of it. */
function reactionsTogether(graph: FlowGraph, left: NodeId, right: NodeId): boolean | null {
	const found = [left, right].map((id) => {
		const node = graph.nodes.get(id);
		return node?.kind === 'subflow' && node.eventStarted ? node.id : null;
	});
	if (found.every((id) => id === null)) return null;
	const reactions = found.map((id) => (id === null ? null : reactionOf(graph, id)));
	if (reactions.some((reaction) => reaction !== null && interrupts(reaction))) return false;
	return left !== right || (reactions[0] !== null && reactions[0] !== undefined && repeats(reactions[0].on));
}

/** Ways out of boundary events that can come again while their activity is open. */
function repeatedWays(graph: FlowGraph): readonly FlowEdge[] {
	return [...graph.boundaries.values()]
		.flat()
		.filter((boundary) => !interrupts(boundary) && repeats(boundary.on))
		.flatMap((boundary) => graph.outgoing.get(boundary.id) ?? []);
}

class PairSet {
	private readonly bits: Uint8Array;
	/** Pairs whose consequences are still to be drawn. */
	readonly open: [number, number][] = [];

	constructor(private readonly size: number) {
		this.bits = new Uint8Array(size * size);
	}

	has(left: number, right: number): boolean {
		return this.bits[left * this.size + right] === 1;
	}

	add(left: number, right: number): void {
		if (this.has(left, right)) return;
		this.bits[left * this.size + right] = 1;
		this.bits[right * this.size + left] = 1;
		this.open.push([left, right]);
	}
}

/** `again`: places that can hold two tokens for a reason that the net does not show. */
function relate({ places, firings, marked }: TokenNet, again: readonly number[]): PairSet {
	const pairs = new PairSet(places.length);
	const takers: Firing[][] = Array.from({ length: places.length }, () => []);
	const pairUp = (some: readonly number[]) =>
		some.forEach((left, at) => {
			for (const right of some.slice(at + 1)) pairs.add(left, right);
		});
	for (const place of again) pairs.add(place, place);
	for (const begun of marked.values()) pairUp(begun);
	for (const firing of firings) {
		for (const place of firing.takes) takers[place]?.push(firing);
		pairUp(firing.gives);
	}
	const drawFrom = (moved: number, other: number) => {
		for (const firing of takers[moved] ?? []) {
			if (!firing.takes.every((place) => pairs.has(place, other))) continue;
			// An inclusive join takes with it, or waits for, what can come to it by another way than this one.
			const ways = firing.fillers?.get(other);
			if (ways !== undefined && !ways.has(moved)) continue;
			for (const out of firing.gives) pairs.add(out, other);
		}
	};
	for (let pair = pairs.open.pop(); pair !== undefined; pair = pairs.open.pop()) {
		drawFrom(pair[0], pair[1]);
		drawFrom(pair[1], pair[0]);
	}
	return pairs;
}
