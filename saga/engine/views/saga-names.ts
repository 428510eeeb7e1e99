/** Names that people know, for entries that know ids and run numbers only. */
import type { FlowNode } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import { nodeTitle } from '../../flow/queries/graph';
import type { HistoryRecord } from '../entry';
import type { RunNumber } from '../input';

export interface SagaNames {
	node(id: NodeId): string;
	/** The step of a run; with its number where the step has run more than once. */
	run(run: RunNumber): string;
	/** Whom a step's command, or its undo, is sent to. */
	participant(step: NodeId, undo: boolean): string;
	/** How often a step's command, or its undo, is sent before people are asked. */
	attemptsMax(step: NodeId, undo: boolean): number;
}

export function sagaNames(nodes: readonly FlowNode[], records: readonly HistoryRecord[]): SagaNames {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const stepOfRun = new Map<RunNumber, NodeId>();
	const timesRun = new Map<NodeId, number>();
	const numbers = new Map<RunNumber, number>();
	for (const { entries } of records)
		for (const entry of entries) {
			if (entry.type !== 'stepStarted') continue;
			const times = (timesRun.get(entry.step) ?? 0) + 1;
			stepOfRun.set(entry.run, entry.step);
			timesRun.set(entry.step, times);
			numbers.set(entry.run, times);
		}
	const node = (id: NodeId) => {
		const found = byId.get(id);
		return found ? nodeTitle(found) : id;
	};
	return {
		node,
		run: (run) => {
			const step = stepOfRun.get(run);
			if (step === undefined) return `step run ${run}`;
			return (timesRun.get(step) ?? 1) > 1 ? `${node(step)} (run ${numbers.get(run)})` : node(step);
		},
		participant: (step, undo) => {
			const found = byId.get(step);
			if (found?.kind !== 'step') return '';
			const own = undo && found.compensation?.type === 'command' ? found.compensation.participant : '';
			return own === '' ? found.participant : own;
		},
		attemptsMax: (step, undo) => {
			const found = byId.get(step);
			if (found?.kind !== 'step') return 1;
			const { compensation } = found;
			return undo && compensation?.type === 'command' ? compensation.retries.attemptsMax : found.retries.attemptsMax;
		},
	};
}
