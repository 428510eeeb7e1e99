/**
 * How much of a flow can be undone: the number in the designer's header.
 * Counted is what an unwinding may have to undo: compensable steps, and calls, which unwind what they called if they say
 * nothing else. A pivot and what is retried until it succeeds are never undone by an unwinding, an approval leaves
 * nothing behind, a subflow is as good as what stands in it, and a compensation is not undone itself.
 */
import type { FlowDefinition } from '../definition';
import type { NodeId } from '../nodes/node-base';
import { flowGraph } from './graph';
import { type ActivityNode, isActivity, isInCompensation } from './scopes';

export interface UndoCoverage {
	readonly covered: number;
	readonly total: number;
	readonly missing: readonly NodeId[];
}

export function undoCoverage(definition: FlowDefinition): UndoCoverage {
	const { nodes } = flowGraph(definition);
	const counted = definition.nodes.filter(
		(node) => isActivity(node) && needsUndo(node) && !isInCompensation(nodes, node),
	) as readonly ActivityNode[];
	const missing = counted.filter((activity) => !saysHowToUndo(activity)).map((activity) => activity.id);
	return { covered: counted.length - missing.length, total: counted.length, missing };
}

function needsUndo(activity: ActivityNode): boolean {
	return activity.kind === 'step' ? activity.class === 'compensable' : activity.kind === 'call';
}

/** What undoes it, or the stated reason why nothing does. */
function saysHowToUndo({ kind, compensation }: ActivityNode): boolean {
	if (compensation === null) return kind === 'call';
	if (compensation.type === 'none') return compensation.because.trim() !== '';
	return compensation.type === 'scope' || compensation.command !== '';
}
