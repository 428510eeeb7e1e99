/** Where a condition and a default mean something in BPMN. */
import type { FlowNode } from '../../flow/definition';

export function judgesConditions(source: FlowNode | null | undefined): boolean {
	return source !== null && source !== undefined && source.kind !== 'parallel' && source.kind !== 'event-race';
}
