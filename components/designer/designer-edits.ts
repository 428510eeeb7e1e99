/**
 * What people do in a designer, in terms of the flow's pure edits: each asks the gesture rules first, says the reason
 * when it is refused, and says aloud what has happened.
 */
import type { EdgeId, FlowDefinition, FlowNode, Point } from '@/saga/flow/definition';
import { connect, reconnect, removeEdges } from '@/saga/flow/edits/edges';
import { moveNodes } from '@/saga/flow/edits/layout';
import { addNode, changeNode, removeNodes } from '@/saga/flow/edits/nodes';
import { attachTo } from '@/saga/flow/edits/scopes';
import { isLedTo, leadsOn, mayConnect, mayRemove } from '@/saga/flow/gestures';
import type { NodeId, ScopeId } from '@/saga/flow/nodes/node-base';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { isActivity, scopeOf } from '@/saga/flow/queries/scopes';
import { nodeWords } from '../diagram/node-words';
import { placement } from '../diagram/placement';
import { announce } from '../ui/announcer';
import type { Designer } from './designer-store';
import { activityAt, edgeAt, scopeAt } from './find-place';
import { makeRoom } from './make-room';
import { nodeOf, type Part } from './parts';
import { addAfter, addFree, addOnEdge, addSensibly, drawInside, putIn, sizeOf } from './place-node';

const present = (designer: Designer) => designer.state.getState().history.present;
const linkPart: Part = { type: 'node', name: 'link' };
const selectedIds = (designer: Designer) => [...designer.state.getState().selected];

function titleOf(designer: Designer, id: NodeId): string {
	const node = present(designer).nodes.find((other) => other.id === id);
	return node === undefined ? id : nodeTitle(node);
}

function said(node: FlowNode): string {
	return `${nodeWords(node)} added. Its name is ready to be changed.`;
}

/** `change`: how the new node comes into the flow. */
function add(designer: Designer, node: FlowNode, change: (flow: FlowDefinition) => FlowDefinition): void {
	const isDone = designer.actions.edit(change, { say: said(node), select: [node.id], name: true });
	if (isDone) designer.canvas?.show(node.id);
}

export function addPart(designer: Designer, part: Part): void {
	const definition = present(designer);
	const node = nodeOf(definition, part);
	const selected = selectedIds(designer);
	const only = selected.length === 1 ? (selected[0] ?? null) : null;
	if (node.kind === 'boundary') {
		addOnBorder(designer, node, only);
		return;
	}
	const centre = designer.canvas?.centre() ?? { x: 300, y: 240 };
	add(designer, node, (flow) => addSensibly(flow, node, only, centre));
}

export function addPartAfter(designer: Designer, part: Part, after: NodeId): void {
	const node = nodeOf(present(designer), part);
	if (node.kind === 'boundary') addOnBorder(designer, node, after);
	else add(designer, node, (flow) => addAfter(flow, node, after));
}

/** `at`: where the pointer has let it go; without it, it stands where there is room. */
function addOnBorder(designer: Designer, node: FlowNode, host: NodeId | null, at: Point | null = null): void {
	const activity = present(designer).nodes.find((other) => other.id === host);
	if (!isActivity(activity) || (activity.kind === 'subflow' && activity.eventStarted)) {
		designer.actions.refuse(
			'An event on a border belongs to an activity. Select the step, approval, call or subflow, or drop it there.',
		);
		return;
	}
	add(designer, node, (flow) => {
		const attached = attachTo(addNode(flow, node, at ?? { x: 0, y: 0 }), node.id, activity.id);
		return at === null ? attached : moveNodes(attached, { [node.id]: at });
	});
}

/** Dropped by the pointer: on a connection it comes in between, in a container it stands inside. `at`: the pointer. */
export function dropPart(designer: Designer, part: Part, at: Point): void {
	const definition = present(designer);
	const node = nodeOf(definition, part);
	const size = sizeOf(node);
	const corner = { x: Math.round(at.x - size.width / 2), y: Math.round(at.y - size.height / 2) };
	if (node.kind === 'boundary') {
		addOnBorder(designer, node, activityAt(definition, at), corner);
		return;
	}
	const edge = leadsOn(node) && isLedTo(node) ? edgeAt(definition, at) : null;
	const scope = scopeAt(definition, at);
	add(designer, node, (flow) =>
		edge === null ? makeRoom(flow, putIn(flow, node, corner, scope), scope) : addOnEdge(flow, node, edge),
	);
}

/** A subflow or a compensation without nodes gets its start and its end. */
export function furnishScope(designer: Designer, scope: ScopeId): void {
	designer.actions.edit((flow) => drawInside(flow, scope), { say: 'A start and an end are added inside.' });
}

/** Where the ways that come to the link go on: beside it, with the same name. */
export function addOtherEnd(designer: Designer, link: Extract<FlowNode, { kind: 'link' }>): void {
	const name = link.link.trim() || link.name;
	const { id } = nodeOf(present(designer), linkPart);
	const other: FlowNode = { id, kind: 'link', name: '', link: name, end: 'to' };
	add(designer, other, (flow) => {
		const at = placement(flow).get(link.id) ?? { x: 0, y: 0 };
		const named = changeNode(flow, link.id, 'link', (was) => ({ ...was, link: name }));
		return addFree(named, other, { x: at.x + 160, y: at.y + 18 }, scopeOf(link));
	});
}

export function connectNodes(designer: Designer, source: NodeId, target: NodeId): void {
	const verdict = mayConnect(present(designer), source, target);
	if (!verdict.ok) {
		designer.actions.refuse(verdict.because);
		return;
	}
	designer.actions.edit((flow) => connect(flow, source, target), {
		say: `${titleOf(designer, source)} now leads to ${titleOf(designer, target)}`,
	});
}

export function moveEdgeEnd(designer: Designer, edge: EdgeId, source: NodeId, target: NodeId): void {
	const verdict = mayConnect(present(designer), source, target, edge);
	if (!verdict.ok) {
		designer.actions.refuse(verdict.because);
		return;
	}
	designer.actions.edit((flow) => reconnect(flow, edge, { source, target }), {
		say: `The connection now leads from ${titleOf(designer, source)} to ${titleOf(designer, target)}`,
	});
}

export function removeSelected(designer: Designer): void {
	const definition = present(designer);
	const selected = new Set(selectedIds(designer));
	const nodes = definition.nodes.filter((node) => selected.has(node.id));
	const edges = definition.edges.filter((edge) => selected.has(edge.id)).map((edge) => edge.id);
	const verdicts = nodes.map((node) => ({ node, verdict: mayRemove(definition, node.id) }));
	for (const { verdict } of verdicts) if (!verdict.ok) designer.actions.refuse(verdict.because);
	const removable = verdicts.filter(({ verdict }) => verdict.ok).map(({ node }) => node.id);
	const count = removable.length + edges.length;
	if (count === 0) return;
	designer.actions.edit((flow) => removeNodes(removeEdges(flow, edges), removable, { heal: true }), {
		say: count === 1 ? 'Deleted. Ctrl Z brings it back.' : `${count} parts deleted. Ctrl Z brings them back.`,
		select: [],
	});
}

/** Connecting by key: the first call chooses where from, choosing another node ends it. */
export function beginConnecting(designer: Designer): void {
	const only = selectedIds(designer);
	const node = present(designer).nodes.find((other) => other.id === only[0]);
	if (only.length !== 1 || node === undefined) {
		designer.actions.refuse('Select the one node from which to connect.');
		return;
	}
	if (!leadsOn(node)) {
		designer.actions.refuse(`Nothing comes after ${nodeTitle(node)}. Select another node.`);
		return;
	}
	designer.actions.set({ connectingFrom: node.id });
	announce(`Connecting from ${nodeTitle(node)}. Choose the node to lead to; Escape cancels.`);
}

export function endConnecting(designer: Designer, target: NodeId | null): void {
	const { connectingFrom } = designer.state.getState();
	designer.actions.set({ connectingFrom: null });
	if (connectingFrom !== null && target !== null) connectNodes(designer, connectingFrom, target);
}
