/**
 * The flow as a net of places and firings: what the concurrency relation and the exploration of lint play on. Each scope
 * is a part of its own; a subflow is one activity in the scope around it. Conditions are not asked: any way can be taken.
 *
 * All choices are made by one token alone (the net is free-choice), save those of inclusive joins, which look at what
 * can still come. A boundary event that does not interrupt gives at most one token per run of its activity: enough to
 * see what it does beside it, and the net stays finite.
 */
import type { FlowEdge, FlowNode } from '../definition';
import type { NodeId, ScopeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';
import { fillersOf } from './inclusive';
import { aliveNodes } from './reachability';
import { scopeOf } from './scopes';
import { beginnings, interrupts } from './ways';

/** Where a token can rest. */
export interface Place {
	/** The node it comes to, or rests in. */
	readonly node: NodeId;
	readonly scope: ScopeId;
	/** Null: before a first node without a start, or inside an activity with boundary events. */
	readonly edge: FlowEdge | null;
}

/** One way of firing a node: takes one token from each of `takes`, puts one on each of `gives` (places by number). */
export interface Firing {
	readonly node: NodeId;
	/** The boundary event that interrupts it here; null: none. */
	readonly event: NodeId | null;
	readonly takes: readonly number[];
	readonly gives: readonly number[];
	/** Of an inclusive join, by the place of a token elsewhere: which of its ways in that token can still fill. */
	readonly fillers: ReadonlyMap<number, ReadonlySet<number>> | null;
	/** An error or terminate end: all other tokens of its scope are gone. */
	readonly clears: boolean;
}

export interface TokenNet {
	/** Those of the graph's edges first, in their order. */
	readonly places: readonly Place[];
	readonly firings: readonly Firing[];
	/** What a scope begins with, for each scope that can be entered. */
	readonly marked: ReadonlyMap<ScopeId, readonly number[]>;
}

export function tokenNet(graph: FlowGraph): TokenNet {
	return new NetBuilder(graph).build();
}

class NetBuilder {
	private readonly places: Place[];
	private readonly firings: Firing[] = [];
	private readonly edgeAt: ReadonlyMap<FlowEdge, number>;
	private readonly alive: ReadonlySet<NodeId>;
	/** Places before nodes that nothing leads to. */
	private readonly entries = new Map<NodeId, number>();
	/** Places inside activities with boundary events. */
	private readonly insides = new Map<NodeId, number>();

	constructor(private readonly graph: FlowGraph) {
		this.alive = aliveNodes(graph);
		this.edgeAt = new Map(graph.edges.map((edge, at) => [edge, at]));
		this.places = graph.edges.map((edge) => this.place(edge.target, edge));
	}

	build(): TokenNet {
		const marked = new Map<ScopeId, readonly number[]>();
		for (const scope of this.graph.inside.keys()) {
			const first = beginnings(this.graph, scope).filter((node) => this.alive.has(node.id));
			for (const node of first) this.entries.set(node.id, this.addPlace(node.id));
			if (first.length > 0)
				marked.set(
					scope,
					first.map((node) => this.entries.get(node.id) ?? 0),
				);
		}
		for (const id of this.graph.boundaries.keys()) if (this.alive.has(id)) this.insides.set(id, this.addPlace(id));
		// All places are there: an inclusive join asks for each of them.
		for (const node of this.graph.nodes.values()) if (this.alive.has(node.id)) this.fire(node);
		return { places: this.places, firings: this.firings, marked };
	}

	private place(id: NodeId, edge: FlowEdge | null): Place {
		const node = this.graph.nodes.get(id);
		return { node: id, scope: node === undefined ? '' : scopeOf(node), edge };
	}

	private addPlace(node: NodeId): number {
		this.places.push(this.place(node, null));
		return this.places.length - 1;
	}

	private fire(node: FlowNode): void {
		const incoming = (this.graph.incoming.get(node.id) ?? []).filter((edge) => this.alive.has(edge.source));
		const entry = this.entries.get(node.id);
		const inward = [...incoming.map((edge) => this.edgeAt.get(edge) ?? 0), ...(entry === undefined ? [] : [entry])];
		if (node.kind === 'boundary' || (node.kind === 'subflow' && node.eventStarted)) return;
		const add = (takes: readonly number[], gives: readonly number[], more: Partial<Firing> = {}) =>
			this.firings.push({ node: node.id, event: null, takes, gives, fillers: null, clears: false, ...more });
		const choices = this.choicesAfter(node);
		if (node.kind === 'parallel') {
			if (inward.length > 0) for (const gives of choices) add(inward, gives);
			return;
		}
		if (node.kind === 'inclusive' && inward.length > 1) {
			const fillers = fillersOf(this.graph, node.id, this.places, inward);
			for (const edge of inward) for (const gives of choices) add([edge], gives, { fillers });
			return;
		}
		const borders = this.graph.boundaries.get(node.id) ?? [];
		const clears = node.kind === 'end' && (node.result?.type === 'error' || node.result?.type === 'terminate');
		const open = this.insides.get(node.id);
		if (open === undefined) {
			for (const edge of inward) for (const gives of choices) add([edge], gives, { clears });
			return;
		}
		const waysOf = (boundary: FlowNode) => this.choicesAfter(boundary)[0] ?? [];
		const beside = borders.filter((boundary) => !interrupts(boundary)).map(waysOf);
		for (const edge of inward) for (const some of subsets(beside)) add([edge], [open, ...some.flat()]);
		for (const gives of choices) add([open], gives);
		for (const boundary of borders.filter(interrupts))
			for (const gives of this.choicesAfter(boundary)) add([open], gives, { event: boundary.id });
	}

	/** Each set of ways out that a token can take, without repeats; one empty set where it ends. */
	private choicesAfter(node: FlowNode): readonly (readonly number[])[] {
		const edges = this.graph.outgoing.get(this.graph.links.get(node.id) ?? node.id) ?? [];
		const numbers = (some: readonly FlowEdge[]) => some.map((edge) => this.edgeAt.get(edge) ?? 0);
		if (edges.length === 0 || node.kind === 'parallel') return [numbers(edges)];
		if (node.kind === 'exclusive' || node.kind === 'event-race') return edges.map((edge) => numbers([edge]));
		const others = edges.filter((edge) => !edge.isDefault && edge.condition !== null);
		const always = edges.filter((edge) => !edge.isDefault && edge.condition === null);
		const usual = edges.filter((edge) => edge.isDefault).slice(0, 1);
		const some = subsets(others).map((chosen) => [...always, ...chosen]);
		const taken = some.map((chosen) => (chosen.length === 0 ? usual : chosen)).filter((chosen) => chosen.length > 0);
		return taken.map(numbers);
	}
}

/** All of up to four; of more the empty one, each alone, each pair, and the whole. */
function subsets<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
	if (items.length > 4) {
		const pairs = items.flatMap((item, at) => items.slice(at + 1).map((other) => [item, other]));
		return [[], ...items.map((item) => [item]), ...pairs, items];
	}
	const found: Item[][] = [[]];
	for (const item of items) found.push(...found.map((some) => [...some, item]));
	return found;
}
