/** What a node is called for people who hear it: "Step Charge card, compensation Refund card, 2 problems". */
import type { FlowNode, NodeKind } from '@/saga/flow/definition';
import type { NodeMark } from './overlay';

export const kindWords: Readonly<Record<NodeKind, string>> = {
	start: 'Start',
	end: 'End',
	step: 'Step',
	parallel: 'Parallel gateway',
	exclusive: 'Decision',
	inclusive: 'Inclusive gateway',
	'event-race': 'Event race',
	catch: 'Wait',
	publish: 'Event',
	undo: 'Undo',
	assign: 'Assignment',
	approval: 'Approval',
	subflow: 'Subflow',
	call: 'Call',
	boundary: 'Boundary event',
	link: 'Link',
};

/** The kind and the name; a name that only repeats the kind is said once. */
export function nodeWords(node: FlowNode): string {
	const kind = kindWords[node.kind];
	return node.name === '' || node.name === kind ? kind : `${kind} ${node.name}`;
}

function compensationWords(node: FlowNode): string | null {
	if (!('compensation' in node) || node.compensation === null) return null;
	if (node.compensation.type === 'none') return `cannot be undone: ${node.compensation.effect}`;
	if (node.compensation.type === 'scope') return `compensation ${node.compensation.name || 'by a flow of its own'}`;
	return `compensation ${node.compensation.name || node.compensation.command || 'without a command yet'}`;
}

export function spokenName(node: FlowNode, mark: NodeMark | undefined): string {
	const problems = (mark?.problems?.errors ?? 0) + (mark?.problems?.warnings ?? 0);
	const stepClass = node.kind === 'step' && node.class !== 'compensable' ? node.class : null;
	const order = mark?.undo?.order ?? null;
	return [
		nodeWords(node),
		stepClass,
		compensationWords(node),
		mark?.run?.words ?? null,
		mark?.undo === undefined ? null : mark.undo.words,
		order === null ? null : `undo order ${order}`,
		problems === 0 ? null : `${problems} ${problems === 1 ? 'problem' : 'problems'}`,
	]
		.filter((part) => part !== null && part !== '')
		.join(', ');
}
