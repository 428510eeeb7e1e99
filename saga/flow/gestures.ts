/**
 * What the designer refuses while the hand is still drawing, with the reason it shows. Only what can never be right is
 * refused here; what may become right with the next edit is for lint, so that a broken draft can be saved.
 */
import type { EdgeId, FlowDefinition, FlowNode } from './definition';
import type { NodeId } from './nodes/node-base';
import { edgeById, incomingEdges, nodeById, nodeTitle, outgoingEdges } from './queries/graph';
import { scopeOf, topScope } from './queries/scopes';

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
	const verdict = mayBeBetween(from, to);
	if (!verdict.ok) return verdict;
	if (scopeOf(from) !== scopeOf(to))
		return refused(
			`${nodeTitle(from)} and ${nodeTitle(to)} do not stand in the same subflow, and a connection never crosses its border. Move one of them, or connect the subflow itself.`,
		);
	const others = outgoingEdges(definition, source).filter((edge) => edge.id !== instead);
	if (others.some((edge) => edge.target === target))
		return refused(`${nodeTitle(from)} already leads to ${nodeTitle(to)}.`);
	return mayRace(definition, from, to, instead);
}

/** Behind an event race stand waits, each with this one way in. */
function mayRace(definition: FlowDefinition, from: FlowNode, to: FlowNode, instead: EdgeId | null): Verdict {
	const ways = incomingEdges(definition, to.id).filter((edge) => edge.id !== instead);
	if (from.kind === 'event-race' && to.kind !== 'catch')
		return refused(`After an event race comes the wait for one of its events, and ${nodeTitle(to)} is none.`);
	if (from.kind === 'event-race' && ways.length > 0)
		return refused(`Another way leads to ${nodeTitle(to)}, so it cannot be part of an event race.`);
	if (ways.some((edge) => nodeById(definition, edge.source)?.kind === 'event-race'))
		return refused(`${nodeTitle(to)} is part of an event race, so no other way leads to it.`);
	return allowed;
}

function mayBeBetween(from: FlowNode, to: FlowNode): Verdict {
	if (from.kind === 'end') return refused('Nothing comes after an end. Start the connection at another node.');
	if (to.kind === 'start') return refused('Nothing comes before the start. Let the connection end at another node.');
	if (!leadsOn(from))
		return refused(
			from.kind === 'link'
				? `What comes after ${nodeTitle(from)} stands at the other end of the link.`
				: `${nodeTitle(from)} is started by an event and stands beside the way: nothing comes after it.`,
		);
	if (!isLedTo(to))
		return refused(
			to.kind === 'boundary'
				? `${nodeTitle(to)} is started by its event. Let the connection end at another node.`
				: to.kind === 'link'
					? `${nodeTitle(to)} is where the links of its name go on: nothing else leads there.`
					: `${nodeTitle(to)} is started by an event: nothing leads there.`,
		);
	return allowed;
}

/** Whether anything can come after it: not after an end, a jump, or what stands beside the way. */
export function leadsOn(node: FlowNode): boolean {
	if (node.kind === 'link') return node.end === 'to';
	return node.kind !== 'end' && !(node.kind === 'subflow' && node.eventStarted);
}

/** Whether a connection can end at it: not where an event or a jump begins the way. */
export function isLedTo(node: FlowNode): boolean {
	if (node.kind === 'link') return node.end === 'from';
	return node.kind !== 'start' && node.kind !== 'boundary' && !(node.kind === 'subflow' && node.eventStarted);
}

/** Every way has a condition or none, except where all are taken at once or an event decides. */
export function mayHaveCondition(definition: FlowDefinition, edge: EdgeId): Verdict {
	const found = edgeById(definition, edge);
	const source = found === null ? null : nodeById(definition, found.source);
	if (source === null) return refused('This connection is no longer in the flow.');
	if (source.kind === 'parallel') return refused('A parallel gateway takes all its ways: they have no conditions.');
	if (source.kind === 'event-race') return refused('An event race takes the way whose event comes first.');
	return allowed;
}

export function mayRemove(definition: FlowDefinition, id: NodeId): Verdict {
	const node = nodeById(definition, id);
	if (node === null) return refused('This node is no longer in the flow.');
	const starts = definition.nodes.filter((other) => other.kind === 'start' && scopeOf(other) === topScope);
	const isLastStart = starts.length === 1 && starts[0] === node;
	return isLastStart ? refused('A flow needs its start.') : allowed;
}

/** Whether a node can be dropped on an edge, which it then interrupts. */
export function mayInsertOn(definition: FlowDefinition, id: NodeId, edge: EdgeId): Verdict {
	const node = nodeById(definition, id);
	const found = edgeById(definition, edge);
	if (node === null || found === null) return refused('This node or connection is no longer in the flow.');
	if (!leadsOn(node) || !isLedTo(node)) return refused(`${nodeTitle(node)} cannot stand in the middle of the way.`);
	const source = nodeById(definition, found.source);
	if (source !== null && scopeOf(source) !== scopeOf(node))
		return refused(`${nodeTitle(node)} does not stand in the subflow of this connection. Move it there first.`);
	if (found.source === id || found.target === id) return refused('The node is already an end of this connection.');
	if (definition.edges.some((other) => other.source === id || other.target === id))
		return refused('The node is already connected. Remove its connections first.');
	if (source?.kind === 'event-race' && node.kind !== 'catch')
		return refused(`After an event race comes the wait for one of its events, and ${nodeTitle(node)} is none.`);
	if (node.kind === 'event-race' && nodeById(definition, found.target)?.kind !== 'catch')
		return refused('An event race leads to waits only. Put a wait there first.');
	return allowed;
}
