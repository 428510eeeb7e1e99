/** Names that people know, for entries that know ids and run numbers only. */
import type { FlowNode } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import { nodeTitle } from '../../flow/queries/graph';
import type { HistoryEntry, HistoryRecord } from '../entry';
import type { RunNumber } from '../input';

export interface SagaNames {
	node(id: NodeId): string;
	/** What was entered as this number: a step, a subflow, a wait; which one of them where it was entered more than once. */
	run(run: RunNumber): string;
	/** Whom a step's command, or its undo, is sent to. */
	participant(step: NodeId, undo: boolean): string;
	/** Who is to answer an approval, in the flow's own words; empty: anybody. */
	candidates(approval: NodeId): string;
	/** How often a step's command, or its undo, is sent before people are asked. */
	attemptsMax(step: NodeId, undo: boolean): number;
}

export function sagaNames(nodes: readonly FlowNode[], records: readonly HistoryRecord[]): SagaNames {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const node = (id: NodeId) => {
		const found = byId.get(id);
		return found ? nodeTitle(found) : id;
	};
	const stepOfRun = new Map<RunNumber, NodeId>();
	const timesRun = new Map<NodeId, number>();
	const numbers = new Map<RunNumber, number>();
	/** Scopes around iterations and compensations: they are named after their activity. */
	const loose = new Map<RunNumber, string>();
	for (const { entries } of records)
		for (const entry of entries) {
			const entered = enteredBy(entry);
			if (entry.type === 'scopeOpened' && entered === null) loose.set(entry.scope, node(entry.node));
			if (entered === null) continue;
			const [run, step] = entered;
			const times = (timesRun.get(step) ?? 0) + 1;
			stepOfRun.set(run, step);
			timesRun.set(step, times);
			numbers.set(run, times);
		}
	return {
		node,
		run: (run) => {
			const step = stepOfRun.get(run);
			if (step === undefined) return loose.get(run) ?? `step run ${run}`;
			return (timesRun.get(step) ?? 1) > 1 ? `${node(step)} (run ${numbers.get(run)})` : node(step);
		},
		participant: (step, undo) => {
			const found = byId.get(step);
			if (found?.kind !== 'step') return '';
			const own = undo && found.compensation?.type === 'command' ? found.compensation.participant : '';
			return own === '' ? found.participant : own;
		},
		candidates: (approval) => {
			const found = byId.get(approval);
			return found?.kind === 'approval' ? found.candidates.trim() : '';
		},
		attemptsMax: (step, undo) => {
			const found = byId.get(step);
			if (found?.kind !== 'step') return 1;
			const { compensation } = found;
			return undo && compensation?.type === 'command' ? compensation.retries.attemptsMax : found.retries.attemptsMax;
		},
	};
}

function enteredBy(entry: HistoryEntry): readonly [RunNumber, NodeId] | null {
	switch (entry.type) {
		case 'stepStarted':
			return [entry.run, entry.step];
		case 'approvalOpened':
		case 'callStarted':
			return [entry.run, entry.node];
		case 'waitOpened':
			return [entry.wait, entry.node];
		case 'scopeOpened':
			return entry.kind === 'subflow' || entry.kind === 'reaction' ? [entry.scope, entry.node] : null;
		default:
			return null;
	}
}
