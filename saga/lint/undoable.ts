/** What completed work a flow can have to undo: for the rules about work that is left standing. */
import type { FlowNode } from '../flow/definition';
import type { FlowGraph } from '../flow/queries/graph';
import { isActivity, isInCompensation } from '../flow/queries/scopes';

/** Whether something undoes it once it is done, by its own means or, for a call, inside. */
export function isUndoable(node: FlowNode): boolean {
	if (!isActivity(node)) return false;
	if (node.kind === 'step' && node.class === 'pivot') return false;
	return node.compensation === null ? node.kind === 'call' : node.compensation.type !== 'none';
}

/** Whether a token rests in it until something comes. */
export function isWaiting(node: FlowNode): boolean {
	return (
		node.kind === 'step' ||
		node.kind === 'approval' ||
		node.kind === 'call' ||
		node.kind === 'catch' ||
		node.kind === 'event-race'
	);
}

/** Undo events of the forward way: those in a compensation mean what is being undone. */
export function isUndoEvent(graph: FlowGraph, node: FlowNode): boolean {
	const throws = node.kind === 'undo' || (node.kind === 'end' && node.result?.type === 'compensate');
	return throws && !isInCompensation(graph.nodes, node);
}
