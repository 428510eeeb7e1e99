/**
 * Plays the token game over a drawing, with every way of every decision, and reports where tokens wait for ever and
 * where they multiply without bound. Conditions are not evaluated: a way that is drawn can be taken.
 *
 * Where no edge can hold two tokens, only one enabled node is fired per marking: nodes never compete for a token (the
 * net is free-choice), so this is a persistent set in Godefroid's sense and every deadlock is still found, without
 * multiplying the orders of independent branches. Else all orders are played, and a marking that strictly covers one
 * it grew from shows that there is no bound (Karp and Miller, 1969).
 */
import type { NodeId } from '../flow/nodes/node-base';
import { type Firing, firings } from '../flow/queries/concurrency';
import type { FlowGraph } from '../flow/queries/graph';
import { reachableFrom } from '../flow/queries/reachability';

/** Bounds the memory (each marking has one byte per edge) and with it the time of a lint run. */
const markingsMax = 5_000;
const markedEdgesMax = 4_000_000;

export interface Deadlock {
	readonly join: NodeId;
	/** Where the awaited tokens would have to come from. */
	readonly missing: readonly NodeId[];
	/** One way to it: for each decision on it, the node that it led to. */
	readonly choices: readonly { readonly decision: NodeId; readonly taken: NodeId }[];
}

export interface TokenFindings {
	readonly deadlocks: readonly Deadlock[];
	/** Nodes before which tokens pile up without bound. */
	readonly unbounded: readonly NodeId[];
	/** False: the flow has more states than are looked at, so there may be more to find. */
	readonly complete: boolean;
}

/** Tokens per edge, by the edge's place in the graph. */
type Marking = Uint8Array;

interface Visit {
	readonly marking: Marking;
	readonly parent: Visit | null;
	readonly fired: Firing | null;
}

/** `isSafe`: no edge can hold two tokens (as `concurrency` has found). */
export function exploreTokens(graph: FlowGraph, isSafe: boolean): TokenFindings {
	return new TokenGame(graph, isSafe).play();
}

class TokenGame {
	private readonly net: readonly Firing[];
	private readonly seen = new Set<string>();
	private readonly deadlocks = new Map<NodeId, Deadlock>();
	private readonly unbounded = new Set<NodeId>();

	constructor(
		private readonly graph: FlowGraph,
		private readonly isSafe: boolean,
	) {
		this.net = firings(graph);
	}

	play(): TokenFindings {
		const marking = new Uint8Array(this.graph.edges.length);
		for (const firing of this.net) if (firing.takes.length === 0) for (const edge of firing.gives) marking[edge] = 1;
		const open: Visit[] = [{ marking, parent: null, fired: null }];
		this.seen.add(marking.join());
		const most = Math.min(markingsMax, Math.ceil(markedEdgesMax / Math.max(1, marking.length)));
		let complete = true;
		for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
			if (this.seen.size > most) {
				complete = false;
				break;
			}
			open.push(...this.next(visit));
		}
		return { deadlocks: [...this.deadlocks.values()], unbounded: [...this.unbounded], complete };
	}

	private next(visit: Visit): readonly Visit[] {
		const enabled = this.net.filter(
			(firing) => firing.takes.length > 0 && firing.takes.every((edge) => (visit.marking[edge] ?? 0) > 0),
		);
		const [first] = enabled;
		if (first === undefined) {
			if (visit.marking.some((tokens) => tokens > 0)) this.recordDeadlock(visit);
			return [];
		}
		const fired = this.isSafe ? enabled.filter((firing) => sameTokens(firing, first)) : enabled;
		return fired.flatMap((firing) => this.after(visit, firing));
	}

	private after(visit: Visit, firing: Firing): readonly Visit[] {
		const marking = visit.marking.slice();
		for (const edge of firing.takes) marking[edge] = (marking[edge] ?? 0) - 1;
		for (const edge of firing.gives) marking[edge] = Math.min(255, (marking[edge] ?? 0) + 1);
		const key = marking.join();
		if (this.seen.has(key)) return [];
		this.seen.add(key);
		const next: Visit = { marking, parent: visit, fired: firing };
		return !this.isSafe && this.recordGrowth(next) ? [] : [next];
	}

	/** Whether the marking covers one that it grew from: then it can grow again. */
	private recordGrowth(visit: Visit): boolean {
		for (let before = visit.parent; before !== null; before = before.parent) {
			const earlier = before.marking;
			if (!earlier.every((tokens, edge) => tokens <= (visit.marking[edge] ?? 0))) continue;
			earlier.forEach((tokens, edge) => {
				const target = this.graph.edges[edge]?.target;
				if (target !== undefined && tokens < (visit.marking[edge] ?? 0)) this.unbounded.add(target);
			});
			return true;
		}
		return false;
	}

	private recordDeadlock(visit: Visit): void {
		const stuck = new Set(this.graph.edges.filter((_, at) => (visit.marking[at] ?? 0) > 0).map((edge) => edge.target));
		for (const join of stuck) {
			if (this.deadlocks.has(join) || this.isOnlyBehind(join, stuck)) continue;
			const missing = this.graph.edges.filter((edge, at) => edge.target === join && visit.marking[at] === 0);
			this.deadlocks.set(join, { join, missing: missing.map((edge) => edge.source), choices: this.choicesOf(visit) });
		}
	}

	/** Whether the join waits for what another stuck join holds back: then that one is the cause. */
	private isOnlyBehind(join: NodeId, stuck: ReadonlySet<NodeId>): boolean {
		const after = reachableFrom(this.graph, join);
		return [...stuck].some((other) => !after.has(other) && reachableFrom(this.graph, other).has(join));
	}

	private choicesOf(visit: Visit): Deadlock['choices'] {
		const choices: { decision: NodeId; taken: NodeId }[] = [];
		for (let at: Visit | null = visit; at !== null; at = at.parent) {
			const fired = at.fired;
			const [given] = fired?.gives ?? [];
			if (fired === null || given === undefined) continue;
			const isDecision =
				this.graph.nodes.get(fired.node)?.kind === 'exclusive' &&
				(this.graph.outgoing.get(fired.node) ?? []).length > 1;
			const taken = this.graph.edges[given]?.target;
			if (isDecision && taken !== undefined) choices.unshift({ decision: fired.node, taken });
		}
		return choices;
	}
}

function sameTokens(left: Firing, right: Firing): boolean {
	return left.takes.length === right.takes.length && left.takes.every((edge, at) => edge === right.takes[at]);
}
