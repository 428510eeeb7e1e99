/** A move that has been played, for those who look whether anything was wrong in it. */
import type { HistoryEntry } from '../../engine/entry';
import type { RunNumber, SagaInput } from '../../engine/input';
import type { LedgerEntry, SagaState } from '../../engine/state';
import type { FlowDefinition, FlowNode } from '../../flow/definition';
import type { FlowGraph } from '../../flow/queries/graph';
import type { Exchange } from '../../trace/exchange';
import type { ObservedEffect } from '../../trace/trace';
import type { SagaSnapshot, TracedSaga } from '../../trace/traced-saga';
import type { FindingKind } from '../finding-kinds';

export interface FlowFacts {
	readonly definition: FlowDefinition;
	readonly graph: FlowGraph;
	/** Variables on which a decision depends. */
	readonly decisive: ReadonlySet<string>;
}

/** What one input did to one saga. */
export interface Happened {
	readonly saga: TracedSaga;
	readonly facts: FlowFacts;
	readonly input: SagaInput;
	readonly entries: readonly HistoryEntry[];
	/** Null: it had not started. */
	readonly before: SagaSnapshot | null;
}

export interface PlayedMove {
	readonly exchange: Exchange;
	readonly happened: readonly Happened[];
	readonly observed: readonly ObservedEffect[];
	/** Nobody has failed, been silent or late on the way, and no deadline has passed. */
	readonly allWell: () => boolean;
}

/** Something that is wrong, and where. */
export interface Found {
	readonly kind: FindingKind;
	/** As a trace writes it; null: the saga as a whole. */
	readonly run: string | null;
	readonly message: string;
}

export type Detector = (happened: Happened, move: PlayedMove) => readonly Found[];

export function nodeOf({ facts }: Happened, id: string | null): FlowNode | null {
	return id === null ? null : (facts.graph.nodes.get(id) ?? null);
}

export function stateOf({ saga }: Happened): SagaState | null {
	return saga.saga?.state ?? null;
}

export function textOf({ exchange }: PlayedMove, { saga }: Happened, run: RunNumber): string {
	return exchange.tree.refer(saga.name, exchange.tree.placeOf(saga, run));
}

/** The run itself and all that happened before it, by what has ended. */
export function causalPast(ledger: readonly LedgerEntry[], from: readonly RunNumber[]): ReadonlySet<RunNumber> {
	const past = new Set<RunNumber>();
	const open = [...from];
	for (let run = open.pop(); run !== undefined; run = open.pop()) {
		if (past.has(run)) continue;
		past.add(run);
		open.push(...(ledger.find((entry) => entry.run === run)?.predecessors ?? []));
	}
	return past;
}
