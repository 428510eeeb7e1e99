/**
 * What people do in a designer, in terms of the flow's pure edits: each asks the gesture rules first, says the reason
 * when it is refused, and says aloud what has happened.
 */
import type { EdgeId, FlowNode, Point } from '@/saga/flow/definition';
import { connect, reconnect, removeEdges } from '@/saga/flow/edits/edges';
import { copyFragment, duplicate, type FlowFragment, paste, readFragment } from '@/saga/flow/edits/fragment';
import { moveNodes } from '@/saga/flow/edits/layout';
import { addNode, insertOnEdge, removeNodes } from '@/saga/flow/edits/nodes';
import { mayConnect, mayInsertOn, mayRemove } from '@/saga/flow/gestures';
import { footprint, nodeSizes } from '@/saga/flow/node-size';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { nodeWords } from '../diagram/node-words';
import { announce } from '../ui/announcer';
import type { Designer } from './designer-store';
import { nodeOf, type Part } from './parts';
import { addAfter, addOnEdge, addSensibly, clearCorner, edgeAt } from './place-node';

const present = (designer: Designer) => designer.state.getState().history.present;
const selectedIds = (designer: Designer) => [...designer.state.getState().selected];

function titleOf(designer: Designer, id: NodeId): string {
	const node = present(designer).nodes.find((other) => other.id === id);
	return node === undefined ? id : nodeTitle(node);
}

function said(node: FlowNode): string {
	return `${nodeWords(node)} added. Its name is ready to be changed.`;
}

export function addPart(designer: Designer, part: Part): void {
	const definition = present(designer);
	const node = nodeOf(definition, part);
	const selected = selectedIds(designer);
	const only = selected.length === 1 ? (selected[0] ?? null) : null;
	const centre = designer.canvas?.centre() ?? { x: 300, y: 240 };
	const isDone = designer.actions.edit((flow) => addSensibly(flow, node, only, centre), {
		say: said(node),
		select: [node.id],
		name: true,
	});
	if (isDone) designer.canvas?.show(node.id);
}

export function addPartAfter(designer: Designer, part: Part, after: NodeId): void {
	const node = nodeOf(present(designer), part);
	const isDone = designer.actions.edit((flow) => addAfter(flow, node, after), {
		say: said(node),
		select: [node.id],
		name: true,
	});
	if (isDone) designer.canvas?.show(node.id);
}

/** Dropped by the pointer: on a connection it comes in between. `at`: where the pointer is. */
export function dropPart(designer: Designer, part: Part, at: Point): void {
	const definition = present(designer);
	const node = nodeOf(definition, part);
	const size = nodeSizes[node.kind];
	const corner = { x: Math.round(at.x - size.width / 2), y: Math.round(at.y - size.height / 2) };
	const edge = edgeAt(definition, at);
	const canInsert = edge !== null && node.kind !== 'start' && node.kind !== 'end';
	designer.actions.edit((flow) => (canInsert ? addOnEdge(flow, node, edge) : addNode(flow, node, corner)), {
		say: said(node),
		select: [node.id],
		name: true,
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

/** A single unconnected node that is let go on a connection comes in between. */
export function moveTo(designer: Designer, positions: Readonly<Record<NodeId, Point>>): void {
	const [only, ...others] = Object.entries(positions);
	designer.actions.edit((flow) => {
		const moved = moveNodes(flow, positions);
		if (only === undefined || others.length > 0) return moved;
		const [id, at] = only;
		const bounds = moved.layout.nodes[id];
		if (bounds === undefined) return moved;
		const edge = edgeAt(flow, { x: at.x + bounds.width / 2, y: at.y + bounds.height / 2 });
		return edge !== null && mayInsertOn(moved, id, edge).ok ? insertOnEdge(moved, id, edge) : moved;
	});
}

export function nudge(designer: Designer, by: Point): void {
	const definition = present(designer);
	const positions = Object.fromEntries(
		selectedIds(designer).flatMap((id) => {
			const bounds = definition.layout.nodes[id];
			return bounds === undefined ? [] : [[id, { x: bounds.x + by.x, y: bounds.y + by.y }]];
		}),
	);
	if (Object.keys(positions).length > 0)
		designer.actions.edit((flow) => moveNodes(flow, positions), { key: `nudge ${Object.keys(positions).join()}` });
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

export function duplicateSelected(designer: Designer): void {
	const { definition, nodes } = duplicate(present(designer), selectedIds(designer));
	designer.actions.edit(() => definition, {
		say: nodes.length === 1 ? 'Duplicated' : `${nodes.length} nodes duplicated`,
		select: nodes,
	});
}

export function copySelected(designer: Designer): string | null {
	const fragment = copyFragment(present(designer), selectedIds(designer));
	if (fragment.nodes.length === 0) return null;
	announce(fragment.nodes.length === 1 ? 'Copied' : `${fragment.nodes.length} nodes copied`);
	return JSON.stringify(fragment);
}

/** In the middle of the screen, or below it where that is taken. */
function cornerFor(designer: Designer, { nodes, layout }: FlowFragment): Point {
	const boxes = nodes.flatMap((node) => {
		const bounds = layout.nodes[node.id];
		return bounds === undefined ? [] : [footprint(node, bounds)];
	});
	const centre = designer.canvas?.centre() ?? { x: 300, y: 240 };
	if (boxes.length === 0) return centre;
	const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
	const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
	const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
	return clearCorner(present(designer), { x: centre.x - width / 2, y: centre.y - height / 2, width, height });
}

export function pasteText(designer: Designer, text: string): void {
	const fragment = readFragment(text);
	if (fragment === null) {
		designer.actions.refuse('The clipboard holds no part of a flow. Copy nodes in a designer first.');
		return;
	}
	const pasted = paste(present(designer), fragment, cornerFor(designer, fragment));
	designer.actions.edit(() => pasted.definition, {
		say: pasted.nodes.length === 1 ? 'Pasted' : `${pasted.nodes.length} nodes pasted`,
		select: pasted.nodes,
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
	if (node.kind === 'end') {
		designer.actions.refuse('Nothing comes after an end. Select another node.');
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
