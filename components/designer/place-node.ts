/**
 * Where a new node goes when it is added by a click or a key, and what it is connected to: after the selected node, on
 * the selected connection, after a start that leads nowhere yet, else free where there is room. It stands in the scope
 * of what it is added to. A subflow comes with its start and its end.
 * Composed of the flow's pure edits only.
 */
import type { Bounds, EdgeId, FlowDefinition, FlowNode, NodeKind, Point } from '@/saga/flow/definition';
import { connect } from '@/saga/flow/edits/edges';
import { moveNodes, setLayout } from '@/saga/flow/edits/layout';
import { addNode, insertOnEdge } from '@/saga/flow/edits/nodes';
import { furnish, inScope } from '@/saga/flow/edits/scopes';
import { isLedTo, leadsOn, mayConnect } from '@/saga/flow/gestures';
import { compensationGap, compensationSize, type NodeSize, nodeSizes } from '@/saga/flow/node-size';
import type { NodeId, ScopeId } from '@/saga/flow/nodes/node-base';
import { isActivity, isUndoScope, scopeOf, topScope } from '@/saga/flow/queries/scopes';
import { movedCorners } from '../diagram/carried';
import { containerPadding, placement, takenBoxes, undoDrop } from '../diagram/placement';
import { ownerOf, scopeTree } from '../diagram/scope-tree';
import { giveWay, makeRoom } from './make-room';

const gap = 64;
const chipHeight = compensationGap + compensationSize.height;
const furnished: NodeSize = {
	width: 2 * nodeSizes.start.width + 96 + 2 * containerPadding.side,
	height: nodeSizes.start.height + containerPadding.top + containerPadding.bottom,
};
const splitting: readonly NodeKind[] = ['parallel', 'exclusive', 'inclusive', 'event-race'];

/** A subflow as large as it will be with its start and its end. */
export const sizeOf = (node: FlowNode): NodeSize => (node.kind === 'subflow' ? furnished : nodeSizes[node.kind]);

/** `selected`: the one selected node or edge. `centre`: the middle of what is on screen. */
export function addSensibly(
	definition: FlowDefinition,
	node: FlowNode,
	selected: string | null,
	centre: Point,
): FlowDefinition {
	const edge = definition.edges.find((other) => other.id === selected);
	if (edge !== undefined && isLedTo(node) && leadsOn(node)) return addOnEdge(definition, node, edge.id);
	const beside = definition.nodes.find((other) => other.id === selected);
	if (beside !== undefined) return addAfter(definition, node, beside.id);
	const start = definition.nodes.find((other) => other.kind === 'start' && scopeOf(other) === topScope);
	const isFirst = start !== undefined && !definition.edges.some((other) => other.source === start.id);
	return isFirst && isLedTo(node) ? addAfter(definition, node, start.id) : addFree(definition, node, centre);
}

/** Behind a node that may lead on; between it and its only successor where it may not; else free beside it. */
export function addAfter(definition: FlowDefinition, node: FlowNode, after: NodeId): FlowDefinition {
	const box = placement(definition).get(after);
	const source = definition.nodes.find((other) => other.id === after);
	if (box === undefined || source === undefined || node.kind === 'start') return definition;
	const outgoing = definition.edges.filter((edge) => edge.source === after);
	const only = outgoing[0];
	const splits = splitting.includes(source.kind);
	if (only !== undefined && !splits && leadsOn(node) && isLedTo(node)) return addOnEdge(definition, node, only.id);
	const scope = scopeOf(source);
	const branches = outgoing.map((edge) => edge.target);
	const at = isLedTo(node) ? besidePoint(definition, node, box, branches, scope) : belowAll(definition, node, scope);
	const added = putIn(definition, node, at, scope);
	const isFree = only === undefined || splits;
	const led = isFree && mayConnect(added, after, node.id).ok ? connect(added, after, node.id) : added;
	return makeRoom(definition, led, scope);
}

function besidePoint(
	definition: FlowDefinition,
	node: FlowNode,
	box: Bounds,
	branches: readonly NodeId[],
	scope: ScopeId,
): Point {
	const size = sizeOf(node);
	const placed = placement(definition);
	const taken = takenBoxes(definition, placed);
	const boxes = branches.flatMap((id) => placed.get(id) ?? []);
	const bottomOf = (id: NodeId) => {
		const [own, whole] = [placed.get(id), taken.get(id)];
		// Also a step that has no compensation yet will get one.
		return own === undefined || whole === undefined
			? 0
			: Math.max(own.y + own.height + chipHeight, whole.y + whole.height);
	};
	const x = box.x + box.width + gap;
	if (boxes.length === 0) return clearOf(definition, node, { x, y: box.y + (box.height - size.height) / 2 }, scope);
	const left = Math.min(...boxes.map((branch) => branch.x));
	return clearOf(definition, node, { x: left, y: Math.max(...branches.map(bottomOf)) + 32 }, scope);
}

/** For what stands beside the way: under everything else of its scope. */
function belowAll(definition: FlowDefinition, node: FlowNode, scope: ScopeId): Point {
	const boxes = [...siblingBoxes(definition, scope)];
	if (boxes.length === 0) return { x: 0, y: 0 };
	const lowest = Math.max(...boxes.map((box) => box.y + box.height));
	return clearOf(definition, node, { x: Math.min(...boxes.map((box) => box.x)), y: lowest + 48 }, scope);
}

/** On a connection: what comes after it moves to the right as far as room is needed. */
export function addOnEdge(definition: FlowDefinition, node: FlowNode, edgeId: EdgeId): FlowDefinition {
	const edge = definition.edges.find((other) => other.id === edgeId);
	const bounds = placement(definition);
	const source = edge && bounds.get(edge.source);
	const target = edge && bounds.get(edge.target);
	if (!edge || !source || !target) return definition;
	const scope = scopeTree(definition).scopeOf(edge.source);
	const size = sizeOf(node);
	const right = source.x + source.width;
	const needed = size.width + 2 * gap;
	const lack = Math.max(0, needed - (target.x - right));
	const isForward = target.x >= right;
	const roomy = isForward && lack > 0 ? shiftFrom(definition, scope, target.x, lack) : definition;
	const x = isForward
		? right + (target.x + lack - right - size.width) / 2
		: target.x + (right - target.x - size.width) / 2;
	const level = nearerLevel(definition, edge.source, edge.target, source, target);
	const at = clearOf(roomy, node, { x, y: level - size.height / 2 }, scope);
	return makeRoom(definition, insertOnEdge(putIn(roomy, node, at, scope), node.id, edgeId), scope);
}

/** A branch keeps its own height: that of the end which is no gateway. */
function nearerLevel(definition: FlowDefinition, source: NodeId, target: NodeId, from: Bounds, to: Bounds): number {
	const isGateway = (id: NodeId) => definition.nodes.some((node) => node.id === id && splitting.includes(node.kind));
	const box = isGateway(source) && !isGateway(target) ? to : from;
	return box.y + box.height / 2;
}

function shiftFrom(definition: FlowDefinition, scope: ScopeId, x: number, by: number): FlowDefinition {
	const tree = scopeTree(definition);
	const placed = placement(definition);
	const moved = tree.childrenOf(scope).flatMap((node) => {
		const box = placed.get(node.id);
		return box === undefined || box.x < x ? [] : [[node.id, { x: box.x + by, y: box.y }] as const];
	});
	return moveNodes(definition, movedCorners(tree, placed, Object.fromEntries(moved)));
}

export function addFree(
	definition: FlowDefinition,
	node: FlowNode,
	centre: Point,
	scope: ScopeId = topScope,
): FlowDefinition {
	const size = sizeOf(node);
	const at = { x: centre.x - size.width / 2, y: centre.y - size.height / 2 };
	return makeRoom(definition, putIn(definition, node, clearOf(definition, node, at, scope), scope), scope);
}

/** Nodes that have only been given a place by the diagram keep it when others are added beside them. */
export function putIn(definition: FlowDefinition, node: FlowNode, at: Point, scope: ScopeId): FlowDefinition {
	const added = addNode(withPlaces(definition), inScope(node, scope), at);
	if (node.kind !== 'subflow') return added;
	const inside = { x: at.x + containerPadding.side, y: at.y + containerPadding.top };
	return furnish(added, node.id, inside);
}

/** The start and the end of a scope that has no nodes yet; what stands in the way makes room. */
export function drawInside(definition: FlowDefinition, scope: ScopeId): FlowDefinition {
	const flow = withPlaces(definition);
	const owner = placement(flow).get(ownerOf(scope));
	if (owner === undefined) return definition;
	const { side, top } = containerPadding;
	const y = isUndoScope(scope) ? owner.y + owner.height + undoDrop + top : owner.y + top;
	const inside = furnish(flow, scope, { x: owner.x + side, y });
	return inside === flow ? definition : giveWay(flow, inside, ownerOf(scope));
}

function withPlaces(definition: FlowDefinition): FlowDefinition {
	const missing = definition.nodes.filter((node) => definition.layout.nodes[node.id] === undefined);
	if (missing.length === 0) return definition;
	const placed = placement(definition);
	const nodes = missing.flatMap((node) => {
		const box = placed.get(node.id);
		return box === undefined ? [] : [[node.id, { x: box.x, y: box.y, ...nodeSizes[node.kind] }] as const];
	});
	return setLayout(definition, { nodes: Object.fromEntries(nodes), edges: {} });
}

function clearOf(definition: FlowDefinition, node: FlowNode, at: Point, scope: ScopeId): Point {
	const { width, height } = sizeOf(node);
	return clearCorner(definition, { ...at, width, height: height + (isActivity(node) ? chipHeight : 0) }, scope);
}

function siblingBoxes(definition: FlowDefinition, scope: ScopeId): readonly Bounds[] {
	const tree = scopeTree(definition);
	return [...takenBoxes(definition, placement(definition))].flatMap(([id, box]) =>
		tree.scopeOf(ownerOf(id)) === scope ? [box] : [],
	);
}

/** The box's corner, or the nearest below it where nothing stands in the way. */
export function clearCorner(
	definition: FlowDefinition,
	{ x: left, y: top, width, height }: Bounds,
	scope: ScopeId = topScope,
): Point {
	const boxes = siblingBoxes(definition, scope);
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
