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
import { hostOf, isUndoScope, scopeOf } from './scopes';
import { beginnings, isLast } from './ways';

type Known = ReadonlyMap<NodeId, ReadonlySet<NodeId>>;

export function certainlyBefore(graph: FlowGraph): Known {
	const search = new Search(graph);
	search.run();
	return search.known;
}

class Search {
	readonly known = new Map<NodeId, ReadonlySet<NodeId>>();
	private readonly alive: ReadonlySet<NodeId>;
	/** The nodes with which each scope begins. */
	private readonly first = new Set<NodeId>();
	/** The ends of each subflow that let it complete. */
	private readonly lasts = new Map<NodeId, readonly FlowNode[]>();

	constructor(private readonly graph: FlowGraph) {
		this.alive = aliveNodes(graph);
		for (const [scope, inside] of graph.inside) {
			for (const node of beginnings(graph, scope)) this.first.add(node.id);
			const completing = inside.filter(
				(node) =>
					this.alive.has(node.id) && isLast(graph, node) && !(node.kind === 'end' && node.result?.type === 'error'),
			);
			this.lasts.set(scope, completing);
		}
	}

	run(): void {
		const open = [...this.alive];
		const waiting = new Set(open);
		for (let id = open.shift(); id !== undefined; id = open.shift()) {
			waiting.delete(id);
			const entered = this.onEntry(id);
			if (entered === null) continue;
			const before = this.known.get(id);
			if (before !== undefined && before.size === entered.size) continue;
			this.known.set(id, entered);
			for (const next of this.dependents(id)) {
				if (waiting.has(next) || !this.alive.has(next)) continue;
				waiting.add(next);
				open.push(next);
			}
		}
	}

	/** Null: nothing is known of any way in yet, so nothing is excluded. */
	private onEntry(id: NodeId): ReadonlySet<NodeId> | null {
		const node = this.graph.nodes.get(id);
		if (node === undefined) return null;
		if (node.kind === 'boundary') return this.known.get(node.attachedTo) ?? null;
		if (this.first.has(id) || (node.kind === 'subflow' && node.eventStarted)) {
			const host = hostOf(scopeOf(node));
			return host === null ? new Set() : (this.known.get(host) ?? null);
		}
		const ways: ReadonlySet<NodeId>[] = [];
		for (const source of this.sources(id)) {
			const left = this.onLeaving(source);
			if (left !== null) ways.push(left);
		}
		if (node.kind === 'parallel') return ways.length === 0 ? null : new Set(ways.flatMap((way) => [...way]));
		return common(ways);
	}

	private sources(id: NodeId): readonly NodeId[] {
		const links = [...this.graph.links].filter(([, to]) => to === id).map(([from]) => from);
		const edges = (this.graph.incoming.get(id) ?? []).map((edge) => edge.source);
		return [...edges, ...links].filter((source) => this.alive.has(source));
	}

	private onLeaving(id: NodeId): ReadonlySet<NodeId> | null {
		const before = this.known.get(id);
		if (before === undefined) return null;
		const inside = this.lasts.get(id) ?? [];
		const ends = inside
			.map((last) => this.known.get(last.id))
			.map((last, at) => last && new Set([...last, inside[at]?.id ?? '']));
		const passed = common(ends.filter((last) => last !== undefined)) ?? [];
		return new Set([...before, ...passed, id]);
	}

	private dependents(id: NodeId): readonly NodeId[] {
		const targets = (of: NodeId) => (this.graph.outgoing.get(of) ?? []).map((edge) => edge.target);
		const node = this.graph.nodes.get(id);
		const link = this.graph.links.get(id);
		const found = [...targets(id), ...(link === undefined ? [] : [link])];
		for (const boundary of this.graph.boundaries.get(id) ?? []) found.push(boundary.id);
		for (const scope of [id, `${id}/undo`])
			for (const inner of this.graph.inside.get(scope) ?? [])
				if (this.first.has(inner.id) || (inner.kind === 'subflow' && inner.eventStarted)) found.push(inner.id);
		if (node !== undefined && isLast(this.graph, node) && !isUndoScope(scopeOf(node)))
			found.push(...targets(hostOf(scopeOf(node)) ?? ''));
		return found;
	}
}

function common(sets: readonly ReadonlySet<NodeId>[]): ReadonlySet<NodeId> | null {
	const [first, ...others] = sets;
	if (first === undefined) return null;
	return new Set([...first].filter((id) => others.every((other) => other.has(id))));
}
