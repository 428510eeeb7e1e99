/** What a row of the console's list shows of a saga: where it stands and whether it needs a person. Cheap. */
import type { NodeId } from '../flow/nodes/node-base';
import type { SagaState, SagaStatus } from './state';

export interface SagaSummary {
	readonly status: SagaStatus;
	/** What is open, each once, in order of entry: steps, approvals, calls, waits, and what is being undone. */
	readonly steps: readonly NodeId[];
	/** It has an open incident, so without a person it may never end. */
	readonly stuck: boolean;
	readonly incidents: number;
}

export function summarise({ status, runs, approvals, calls, waits, undos, incidents }: SagaState): SagaSummary {
	const steps = new Set<NodeId>();
	for (const { step } of runs) steps.add(step);
	for (const { node } of approvals) steps.add(node);
	for (const { node } of calls) steps.add(node);
	for (const { node } of waits) steps.add(node);
	for (const { step } of undos) steps.add(step);
	return { status, steps: [...steps], stuck: incidents.length > 0, incidents: incidents.length };
}
