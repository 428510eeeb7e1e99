/**
 * Where a new node goes when it is added by a click or a key, and what it is connected to: after the selected node, on
 * the selected connection, after a start that leads nowhere yet, else free where there is room.
 * Composed of the flow's pure edits only.
 */

import type { Bounds, EdgeId, FlowDefinition, FlowNode, Point } from '@/saga/flow/definition';
import { connect } from '@/saga/flow/edits/edges';
import { moveNodes } from '@/saga/flow/edits/layout';
import { addNode, insertOnEdge } from '@/saga/flow/edits/nodes';
import { mayConnect } from '@/saga/flow/gestures';
import { compensationGap, compensationSize, footprint, nodeSizes } from '@/saga/flow/node-size';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { placement } from '../diagram/placement';
import { routeEdge } from '../diagram/route-edge';

const gap = 64;
const chipHeight = compensationGap + compensationSize.height;

/** `selected`: the one selected node or edge. `centre`: the middle of what is on screen. */
export function addSensibly(
	definition: FlowDefinition,
	node: FlowNode,
	selected: string | null,
	centre: Point,
): FlowDefinition {
	if (selected !== null && definition.edges.some((edge) => edge.id === selected))
		return addOnEdge(definition, node, selected);
	if (selected !== null && definition.nodes.some((other) => other.id === selected))
		return addAfter(definition, node, selected);
	const start = definition.nodes.find((other) => other.kind === 'start');
	if (start !== undefined && !definition.edges.some((edge) => edge.source === start.id))
		return addAfter(definition, node, start.id);
	return addFree(definition, node, centre);
}

/** Behind a node that may lead on; between it and its only successor where it may not; else free beside it. */
export function addAfter(definition: FlowDefinition, node: FlowNode, after: NodeId): FlowDefinition {
	const box = placement(definition).get(after);
	if (box === undefined || node.kind === 'start') return definition;
	const outgoing = definition.edges.filter((edge) => edge.source === after);
	const only = outgoing[0];
	const source = definition.nodes.find((other) => other.id === after);
	const splits = source?.kind === 'parallel' || source?.kind === 'exclusive';
	if (only !== undefined && !splits && node.kind !== 'end') return addOnEdge(definition, node, only.id);
	const at = besidePoint(
		definition,
		node,
		box,
		outgoing.map((edge) => edge.target),
	);
	const added = addNode(definition, node, at);
	const isFree = only === undefined || splits;
	return isFree && mayConnect(added, after, node.id).ok ? connect(added, after, node.id) : added;
}

function besidePoint(definition: FlowDefinition, node: FlowNode, box: Bounds, branches: readonly NodeId[]): Point {
	const size = nodeSizes[node.kind];
	const bounds = placement(definition);
	const boxes = branches.flatMap((id) => bounds.get(id) ?? []);
	const x = box.x + box.width + gap;
	if (boxes.length === 0) return clearOf(definition, node, { x, y: box.y + (box.height - size.height) / 2 });
	const lowest = Math.max(...boxes.map((branch) => branch.y + branch.height));
	return clearOf(definition, node, { x: Math.min(...boxes.map((branch) => branch.x)), y: lowest + chipHeight + 32 });
}

/** On a connection: what comes after it moves to the right as far as room is needed. */
export function addOnEdge(definition: FlowDefinition, node: FlowNode, edgeId: EdgeId): FlowDefinition {
	const edge = definition.edges.find((other) => other.id === edgeId);
	const bounds = placement(definition);
	const source = edge && bounds.get(edge.source);
	const target = edge && bounds.get(edge.target);
	if (!edge || !source || !target) return definition;
	const size = nodeSizes[node.kind];
	const right = source.x + source.width;
	const needed = size.width + 2 * gap;
	const lack = Math.max(0, needed - (target.x - right));
	const isForward = target.x >= right;
	const roomy = isForward && lack > 0 ? shiftFrom(definition, bounds, target.x, lack) : definition;
	const x = isForward
		? right + (target.x + lack - right - size.width) / 2
		: target.x + (right - target.x - size.width) / 2;
	const level = nearerLevel(definition, edge.source, edge.target, source, target);
	const at = clearOf(roomy, node, { x, y: level - size.height / 2 });
	return insertOnEdge(addNode(roomy, node, at), node.id, edgeId);
}

/** A branch keeps its own height: that of the end which is no gateway. */
function nearerLevel(definition: FlowDefinition, source: NodeId, target: NodeId, from: Bounds, to: Bounds): number {
	const isGateway = (id: NodeId) =>
		definition.nodes.some((node) => node.id === id && (node.kind === 'parallel' || node.kind === 'exclusive'));
	const box = isGateway(source) && !isGateway(target) ? to : from;
	return box.y + box.height / 2;
}

function shiftFrom(
	definition: FlowDefinition,
	bounds: ReadonlyMap<NodeId, Bounds>,
	x: number,
	by: number,
): FlowDefinition {
	const moved = [...bounds]
		.filter(([, box]) => box.x >= x)
		.map(([id, box]) => [id, { x: box.x + by, y: box.y }] as const);
	return moveNodes(definition, Object.fromEntries(moved));
}

export function addFree(definition: FlowDefinition, node: FlowNode, centre: Point): FlowDefinition {
	const size = nodeSizes[node.kind];
	return addNode(
		definition,
		node,
		clearOf(definition, node, { x: centre.x - size.width / 2, y: centre.y - size.height / 2 }),
	);
}

function clearOf(definition: FlowDefinition, node: FlowNode, at: Point): Point {
	const { width, height } = nodeSizes[node.kind];
	return clearCorner(definition, { ...at, width, height: height + (node.kind === 'step' ? chipHeight : 0) });
}

/** The box's corner, or the nearest below it where nothing stands in the way. */
export function clearCorner(definition: FlowDefinition, { x: left, y: top, width, height }: Bounds): Point {
	const bounds = placement(definition);
	const boxes = definition.nodes.flatMap((node) => {
		const box = bounds.get(node.id);
		return box === undefined ? [] : [footprint(node, box)];
	});
	const x = Math.round(left);
	let y = Math.round(top);
	const isTaken = () =>
		boxes.some(
			(box) =>
				box.x < x + width + 8 && box.x + box.width > x - 8 && box.y < y + height + 8 && box.y + box.height + 8 > y,
		);
	for (let tries = 0; tries < 500 && isTaken(); tries += 1) y += 20;
	return { x, y };
}

/** The connection that passes within reach of a point, for dropping a node on it. */
export function edgeAt(definition: FlowDefinition, point: Point, reach = 18): EdgeId | null {
	const bounds = placement(definition);
	const kinds = new Map(definition.nodes.map((node) => [node.id, node.kind]));
	let best: { readonly id: EdgeId; readonly distance: number } | null = null;
	for (const edge of definition.edges) {
		const [from, to] = [bounds.get(edge.source), bounds.get(edge.target)];
		const [fromKind, toKind] = [kinds.get(edge.source), kinds.get(edge.target)];
		if (!from || !to || !fromKind || !toKind) continue;
		const { points } = routeEdge(
			{ bounds: from, kind: fromKind },
			{ bounds: to, kind: toKind },
			definition.layout.edges[edge.id] ?? [],
		);
		const distance = Math.min(...points.slice(1).map((end, at) => distanceToPiece(point, points[at] ?? end, end)));
		if (distance <= reach && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { id: edge.id, distance };
	}
	return best?.id ?? null;
}

function distanceToPiece(point: Point, from: Point, to: Point): number {
	const [dx, dy] = [to.x - from.x, to.y - from.y];
	const square = dx * dx + dy * dy;
	const along =
		square === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / square));
	return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}
