/**
 * What the designer refuses while the hand is still drawing, with the reason it shows. Only what can never be right is
 * refused here; what may become right with the next edit is for lint, so that a broken draft can be saved.
 */
import type { EdgeId, FlowDefinition } from './definition';
import type { NodeId } from './nodes/node-base';
import { edgeById, nodeById, nodeTitle, outgoingEdges } from './queries/graph';

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly because: string };

const allowed: Verdict = { ok: true };
const refused = (because: string): Verdict => ({ ok: false, because });

/** `instead`: the edge that is being moved, if it is no new one. */
export function mayConnect(
	definition: FlowDefinition,
	source: NodeId,
	target: NodeId,
	instead: EdgeId | null = null,
): Verdict {
	const from = nodeById(definition, source);
	const to = nodeById(definition, target);
	if (from === null || to === null) return refused('One end of this connection is no longer in the flow.');
	if (source === target) return refused('A node cannot lead to itself. To repeat it, lead back through a decision.');
	if (from.kind === 'end') return refused('Nothing comes after an end. Start the connection at another node.');
	if (to.kind === 'start') return refused('Nothing comes before the start. Let the connection end at another node.');
	const others = outgoingEdges(definition, source).filter((edge) => edge.id !== instead);
	if (others.some((edge) => edge.target === target))
		return refused(`${nodeTitle(from)} already leads to ${nodeTitle(to)}.`);
	if ((from.kind === 'step' || from.kind === 'start') && others.length > 0)
		return refused(`${nodeTitle(from)} already leads on. Put a gateway after it to split the way.`);
	return allowed;
}

/** Conditions and the default stand on the ways out of a decision. */
export function mayHaveCondition(definition: FlowDefinition, edge: EdgeId): Verdict {
	const found = edgeById(definition, edge);
	const source = found === null ? null : nodeById(definition, found.source);
	if (source === null) return refused('This connection is no longer in the flow.');
	if (source.kind !== 'exclusive') return refused('Only the ways out of a decision have conditions.');
	return allowed;
}

export function mayRemove(definition: FlowDefinition, id: NodeId): Verdict {
	const node = nodeById(definition, id);
	if (node === null) return refused('This node is no longer in the flow.');
	const isLastStart = node.kind === 'start' && definition.nodes.filter((other) => other.kind === 'start').length === 1;
	return isLastStart ? refused('A flow needs its start.') : allowed;
}

/** Whether a node can be dropped on an edge, which it then interrupts. */
export function mayInsertOn(definition: FlowDefinition, id: NodeId, edge: EdgeId): Verdict {
	const node = nodeById(definition, id);
	const found = edgeById(definition, edge);
	if (node === null || found === null) return refused('This node or connection is no longer in the flow.');
	if (node.kind === 'start' || node.kind === 'end')
		return refused('A start or an end cannot stand in the middle of the way.');
	if (found.source === id || found.target === id) return refused('The node is already an end of this connection.');
	if (definition.edges.some((other) => other.source === id || other.target === id))
		return refused('The node is already connected. Remove its connections first.');
	return allowed;
}
