/**
 * Which edges can hold tokens at the same time, and so which steps can run at once. Read by the undo preview and by
 * the lint rules about pivots and shared variables.
 *
 * The relation is the structural concurrency of Kovalyov and Esparza ("A polynomial algorithm to compute the
 * concurrency relation of free-choice signal transition graphs", 1995), edges taken as places: exact where the flow is
 * sound (all our gateways are free-choice), otherwise never too small. It needs no exploration: time is polynomial.
 */
import type { FlowEdge } from '../definition';
import type { NodeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';
import { aliveNodes } from './reachability';

/** One way of firing a node: takes one token from each of `takes`, puts one on each of `gives` (edge indexes). */
export interface Firing {
	readonly node: NodeId;
	readonly takes: readonly number[];
	readonly gives: readonly number[];
}

/** The token net of the live part of a flow; edges are numbered as in `graph.edges`. */
export function firings(graph: FlowGraph): readonly Firing[] {
	const index = new Map<FlowEdge, number>(graph.edges.map((edge, at) => [edge, at]));
	const numbers = (edges: readonly FlowEdge[] | undefined) => (edges ?? []).map((edge) => index.get(edge) ?? 0);
	const alive = aliveNodes(graph);
	const result: Firing[] = [];
	for (const node of graph.nodes.values()) {
		if (!alive.has(node.id)) continue;
		const inward = numbers((graph.incoming.get(node.id) ?? []).filter((edge) => alive.has(edge.source)));
		const outward = numbers(graph.outgoing.get(node.id));
		if (node.kind === 'start') result.push({ node: node.id, takes: [], gives: outward });
		else if (node.kind === 'parallel') result.push({ node: node.id, takes: inward, gives: outward });
		else if (node.kind === 'exclusive' && outward.length > 0)
			for (const edge of inward) for (const out of outward) result.push({ node: node.id, takes: [edge], gives: [out] });
		else for (const edge of inward) result.push({ node: node.id, takes: [edge], gives: outward });
	}
	return result;
}

export interface Concurrency {
	/** Whether both nodes can hold a token at once; for one node: whether it can hold two. */
	readonly together: (left: NodeId, right: NodeId) => boolean;
	/** Whether both edges can hold a token at once; for one edge: whether it can hold two. */
	readonly edgesTogether: (left: FlowEdge, right: FlowEdge) => boolean;
	/** Edges that can hold two tokens, as indexes of `graph.edges`. */
	readonly doubled: readonly number[];
}

export function concurrency(graph: FlowGraph): Concurrency {
	const relation = relate(graph.edges.length, firings(graph));
	const index = new Map<FlowEdge, number>(graph.edges.map((edge, at) => [edge, at]));
	const inward = (node: NodeId) => (graph.incoming.get(node) ?? []).map((edge) => index.get(edge) ?? 0);
	return {
		edgesTogether: (left, right) => relation.has(index.get(left) ?? 0, index.get(right) ?? 0),
		together: (left, right) => inward(left).some((a) => inward(right).some((b) => relation.has(a, b))),
		doubled: graph.edges.map((_, at) => at).filter((at) => relation.has(at, at)),
	};
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

function relate(size: number, net: readonly Firing[]): PairSet {
	const pairs = new PairSet(size);
	const takers: Firing[][] = Array.from({ length: size }, () => []);
	for (const firing of net) {
		for (const edge of firing.takes) takers[edge]?.push(firing);
		firing.gives.forEach((left, at) => {
			for (const right of firing.gives.slice(at + 1)) pairs.add(left, right);
		});
	}
	const drawFrom = (moved: number, other: number) => {
		for (const firing of takers[moved] ?? [])
			if (firing.takes.every((edge) => pairs.has(edge, other))) for (const out of firing.gives) pairs.add(out, other);
	};
	for (let pair = pairs.open.pop(); pair !== undefined; pair = pairs.open.pop()) {
		drawFrom(pair[0], pair[1]);
		drawFrom(pair[1], pair[0]);
	}
	return pairs;
}
