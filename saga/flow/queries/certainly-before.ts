/**
 * Which nodes have certainly been left before a node is entered, whatever way the saga took: what a step may rely on.
 * A merge keeps what all its ways have in common; a parallel join awaits all its branches and so knows what each did. A
 * node inside a subflow also knows what lay before the subflow, one behind it what every way through it passes.
 *
 * The greatest fixed point over the drawn graph, so loops are allowed. Nodes that no start leads to have no entry.
 */
import type { FlowNode } from '../definition';
import type { NodeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';
import { aliveNodes } from './reachability';
import { hostOf, isUndoScope, scopeOf, undoScopeOf } from './scopes';
import { beginnings, isLast } from './ways';

export interface CertainlyBefore {
	/** Undefined where no start leads. */
	get(node: NodeId): ReadonlySet<NodeId> | undefined;
}

export function certainlyBefore(graph: FlowGraph): CertainlyBefore {
	const search = new Search(graph);
	search.run();
	const answers = new Map<NodeId, ReadonlySet<NodeId> | undefined>();
	return {
		get: (id) => {
			if (!answers.has(id)) answers.set(id, search.answer(id));
			return answers.get(id);
		},
	};
}

/** Sets of nodes as bits, by the node's place: flows have up to 2,000 nodes, and there is one set for each. */
type Bits = Uint32Array;

class Search {
	private readonly known = new Map<NodeId, Bits>();
	private readonly alive: ReadonlySet<NodeId>;
	private readonly ids: readonly NodeId[];
	private readonly places: ReadonlyMap<NodeId, number>;
	/** The nodes with which each scope begins. */
	private readonly first = new Set<NodeId>();
	/** The ends of each subflow that let it complete. */
	private readonly lasts = new Map<NodeId, readonly FlowNode[]>();

	constructor(private readonly graph: FlowGraph) {
		this.alive = aliveNodes(graph);
		this.ids = [...graph.nodes.keys()];
		this.places = new Map(this.ids.map((id, at) => [id, at]));
		for (const [scope, inside] of graph.inside) {
			for (const node of beginnings(graph, scope)) this.first.add(node.id);
			this.lasts.set(
				scope,
				inside.filter((node) => this.alive.has(node.id) && completes(graph, node)),
			);
		}
	}

	answer(id: NodeId): ReadonlySet<NodeId> | undefined {
		const bits = this.known.get(id);
		return bits && new Set(this.ids.filter((_, at) => ((bits[at >> 5] ?? 0) >>> (at & 31)) & 1));
	}

	run(): void {
		const open = [...this.alive];
		const waiting = new Set(open);
		for (let at = 0; at < open.length; at++) {
			const id = open[at] ?? '';
			waiting.delete(id);
			const entered = this.onEntry(id);
			if (entered === null) continue;
			const before = this.known.get(id);
			if (before !== undefined && entered.every((word, place) => word === before[place])) continue;
			this.known.set(id, entered);
			for (const next of this.dependents(id)) {
				if (waiting.has(next) || !this.alive.has(next)) continue;
				waiting.add(next);
				open.push(next);
			}
		}
	}

	/** Null: nothing is known of any way in yet, so nothing is excluded. */
	private onEntry(id: NodeId): Bits | null {
		const node = this.graph.nodes.get(id);
		if (node === undefined) return null;
		if (node.kind === 'boundary') return this.known.get(node.attachedTo) ?? null;
		if (this.first.has(id) || (node.kind === 'subflow' && node.eventStarted)) {
			const host = hostOf(scopeOf(node));
			return host === null ? this.none() : (this.known.get(host) ?? null);
		}
		let all: Bits | null = null;
		for (const source of this.sources(id)) {
			const left = this.onLeaving(source);
			if (left === null) continue;
			if (all === null) all = left;
			else if (node.kind === 'parallel') unite(all, left);
			else keepCommon(all, left);
		}
		return all;
	}

	private sources(id: NodeId): readonly NodeId[] {
		const edges = (this.graph.incoming.get(id) ?? []).map((edge) => edge.source);
		if (this.graph.nodes.get(id)?.kind === 'link')
			for (const [from, to] of this.graph.links) if (to === id) edges.push(from);
		return edges.filter((source) => this.alive.has(source));
	}

	/** A set of its own, to be changed. */
	private onLeaving(id: NodeId): Bits | null {
		const before = this.known.get(id);
		if (before === undefined) return null;
		const left = before.slice();
		let passed: Bits | null = null;
		for (const last of this.lasts.get(id) ?? []) {
			const atEnd = this.known.get(last.id)?.slice();
			if (atEnd === undefined) continue;
			this.add(atEnd, last.id);
			if (passed === null) passed = atEnd;
			else keepCommon(passed, atEnd);
		}
		if (passed !== null) unite(left, passed);
		this.add(left, id);
		return left;
	}

	private none(): Bits {
		return new Uint32Array((this.ids.length + 31) >> 5);
	}

	private add(bits: Bits, id: NodeId): void {
		const at = this.places.get(id) ?? 0;
		bits[at >> 5] = (bits[at >> 5] ?? 0) | (1 << (at & 31));
	}

	private dependents(id: NodeId): readonly NodeId[] {
		const targets = (of: NodeId) => (this.graph.outgoing.get(of) ?? []).map((edge) => edge.target);
		const node = this.graph.nodes.get(id);
		const link = this.graph.links.get(id);
		const found = [...targets(id), ...(link === undefined ? [] : [link])];
		for (const boundary of this.graph.boundaries.get(id) ?? []) found.push(boundary.id);
		for (const scope of [id, undoScopeOf(id)])
			for (const inner of this.graph.inside.get(scope) ?? [])
				if (this.first.has(inner.id) || (inner.kind === 'subflow' && inner.eventStarted)) found.push(inner.id);
		if (node !== undefined && isLast(this.graph, node) && !isUndoScope(scopeOf(node)))
			found.push(...targets(hostOf(scopeOf(node)) ?? ''));
		return found;
	}
}

function completes(graph: FlowGraph, node: FlowNode): boolean {
	return isLast(graph, node) && !(node.kind === 'end' && node.result?.type === 'error');
}

function unite(into: Bits, other: Bits): void {
	for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) | (other[at] ?? 0);
}

function keepCommon(into: Bits, other: Bits): void {
	for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) & (other[at] ?? 0);
}
