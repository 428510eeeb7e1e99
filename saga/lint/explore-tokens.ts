/**
 * Plays the token game over a drawing, scope by scope, with every way of every decision, and reports where tokens wait
 * for ever and where they multiply without bound. Conditions are not evaluated: a way that is drawn can be taken.
 *
 * Where no place can hold two tokens, only one enabled node is fired per marking: nodes never compete for a token (the
 * net is free-choice), so this is a persistent set in Godefroid's sense and every deadlock is still found, without
 * multiplying the orders of independent branches. Else all orders are played, and a marking that strictly covers one
 * it grew from shows that there is no bound (Karp and Miller, 1969).
 */
import type { NodeId, ScopeId } from '../flow/nodes/node-base';
import type { FlowGraph } from '../flow/queries/graph';
import { reachableFrom } from '../flow/queries/reachability';
import type { Firing, Place, TokenNet } from '../flow/queries/token-net';

/** Bounds the memory (each marking has one byte per place) and with it the time of a lint run. */
const markingsMax = 5_000;
const markedPlacesMax = 4_000_000;

export interface Deadlock {
	readonly join: NodeId;
	/** Where the awaited tokens would have to come from. */
	readonly missing: readonly NodeId[];
	/** One way to it: for each decision on it, the nodes that it led to. */
	readonly choices: readonly { readonly decision: NodeId; readonly taken: readonly NodeId[] }[];
}

export interface TokenFindings {
	readonly deadlocks: readonly Deadlock[];
	/** Nodes before which tokens pile up without bound. */
	readonly unbounded: readonly NodeId[];
	/** False: the flow has more states than are looked at, so there may be more to find. */
	readonly complete: boolean;
}

/** `doubled`: the scopes in which a place can hold two tokens (as `concurrency` has found). */
export function exploreTokens(graph: FlowGraph, net: TokenNet, doubled: ReadonlySet<ScopeId>): TokenFindings {
	const found = [...net.marked].map(([scope, marked]) =>
		new TokenGame(graph, net, scope, !doubled.has(scope)).play(marked),
	);
	return {
		deadlocks: found.flatMap((findings) => findings.deadlocks),
		unbounded: found.flatMap((findings) => findings.unbounded),
		complete: found.every((findings) => findings.complete),
	};
}

/** Tokens per place of the scope. */
type Marking = Uint8Array;

interface Visit {
	readonly marking: Marking;
	readonly parent: Visit | null;
	readonly fired: Firing | null;
}

/** A firing that can happen, and the places it takes a token from. */
interface Enabled {
	readonly firing: Firing;
	readonly takes: readonly number[];
}

class TokenGame {
	private readonly places: readonly Place[];
	private readonly firings: readonly Firing[];
	/** By its number in the net: the number that a place has here. */
	private readonly here = new Map<number, number>();
	private readonly seen = new Set<string>();
	private readonly deadlocks = new Map<NodeId, Deadlock>();
	private readonly unbounded = new Set<NodeId>();

	constructor(
		private readonly graph: FlowGraph,
		net: TokenNet,
		scope: ScopeId,
		private readonly isSafe: boolean,
	) {
		this.places = net.places.filter((place) => place.scope === scope);
		net.places.forEach((place, number) => {
			if (place.scope === scope) this.here.set(number, this.here.size);
		});
		this.firings = net.firings.filter((firing) => firing.takes.every((place) => this.here.has(place)));
	}

	play(marked: readonly number[]): TokenFindings {
		const marking = new Uint8Array(this.places.length);
		for (const place of marked) marking[this.at(place)] = 1;
		const open: Visit[] = [{ marking, parent: null, fired: null }];
		this.seen.add(marking.join());
		const most = Math.min(markingsMax, Math.ceil(markedPlacesMax / Math.max(1, marking.length)));
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

	private at(place: number): number {
		return this.here.get(place) ?? 0;
	}

	private next(visit: Visit): readonly Visit[] {
		const enabled = this.firings.flatMap((firing) => {
			const takes = this.takenBy(firing, visit.marking);
			return takes === null ? [] : [{ firing, takes }];
		});
		const [first] = enabled;
		if (first === undefined) {
			if (visit.marking.some((tokens) => tokens > 0)) this.recordDeadlock(visit);
			return [];
		}
		const fired = this.isSafe ? enabled.filter(({ takes }) => sameTokens(takes, first.takes)) : enabled;
		return fired.flatMap((some) => this.after(visit, some));
	}

	/** Null: it cannot fire. An inclusive join takes one token from each way in that holds one, once no other can be filled. */
	private takenBy(firing: Firing, marking: Marking): readonly number[] | null {
		const isHeld = (place: number) => (marking[this.at(place)] ?? 0) > 0;
		if (!firing.takes.every(isHeld)) return null;
		const { fillers } = firing;
		if (fillers === null) return firing.takes;
		const inward = new Set([...fillers.values()].flatMap((ways) => [...ways]));
		for (const [place, ways] of fillers) {
			if (inward.has(place) || !isHeld(place)) continue;
			const some = [...ways];
			if (some.some((way) => !isHeld(way)) && !some.some(isHeld)) return null;
		}
		return [...inward].filter(isHeld);
	}

	private after(visit: Visit, { firing, takes }: Enabled): readonly Visit[] {
		const marking = firing.clears ? new Uint8Array(visit.marking.length) : visit.marking.slice();
		if (!firing.clears) for (const place of takes) marking[this.at(place)] = (marking[this.at(place)] ?? 0) - 1;
		for (const place of firing.gives) marking[this.at(place)] = Math.min(255, (marking[this.at(place)] ?? 0) + 1);
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
			if (!earlier.every((tokens, place) => tokens <= (visit.marking[place] ?? 0))) continue;
			earlier.forEach((tokens, place) => {
				const node = this.places[place]?.node;
				if (node !== undefined && tokens < (visit.marking[place] ?? 0)) this.unbounded.add(node);
			});
			return true;
		}
		return false;
	}

	private recordDeadlock(visit: Visit): void {
		const stuck = new Set(this.places.filter((_, at) => (visit.marking[at] ?? 0) > 0).map((place) => place.node));
		for (const join of stuck) {
			if (this.deadlocks.has(join) || this.isOnlyBehind(join, stuck)) continue;
			const missing = this.places.flatMap(({ node, edge }, at) =>
				node === join && edge !== null && visit.marking[at] === 0 ? [edge.source] : [],
			);
			this.deadlocks.set(join, { join, missing, choices: this.choicesOf(visit) });
		}
	}

	/** Whether the join waits for what another stuck join holds back: then that one is the cause. */
	private isOnlyBehind(join: NodeId, stuck: ReadonlySet<NodeId>): boolean {
		const after = reachableFrom(this.graph, join);
		return [...stuck].some((other) => !after.has(other) && reachableFrom(this.graph, other).has(join));
	}

	private choicesOf(visit: Visit): Deadlock['choices'] {
		const choices: { decision: NodeId; taken: readonly NodeId[] }[] = [];
		for (let at: Visit | null = visit; at !== null; at = at.parent) {
			const { fired } = at;
			if (fired === null || !this.hasAlternative(fired)) continue;
			const taken = fired.gives
				.map((place) => this.places[this.at(place)]?.node ?? '')
				.filter((id) => id !== fired.node);
			if (taken.length > 0) choices.unshift({ decision: fired.event ?? fired.node, taken });
		}
		return choices;
	}

	private hasAlternative(fired: Firing): boolean {
		return this.firings.some(
			(other) => other !== fired && other.node === fired.node && sameTokens(other.takes, fired.takes),
		);
	}
}

function sameTokens(left: readonly number[], right: readonly number[]): boolean {
	return left.length === right.length && left.every((place, at) => place === right[at]);
}
