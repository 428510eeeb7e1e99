/** What lies under a point of the canvas: the connection, the scope, or the activity at whose border it is. */
import type { Bounds, EdgeId, FlowDefinition, NodeKind, Point } from '@/saga/flow/definition';
import type { NodeId, ScopeId } from '@/saga/flow/nodes/node-base';
import { hostOf, isActivity, isUndoScope } from '@/saga/flow/queries/scopes';
import { sideOf } from '../diagram/boundary-place';
import { isContainer, type Placement, placement } from '../diagram/placement';
import { type RouteEnd, routeEdge } from '../diagram/route-edge';
import { ownerOf, scopeTree } from '../diagram/scope-tree';

/** The connection that passes within reach of a point, for dropping a node on it. */
export function edgeAt(definition: FlowDefinition, point: Point, reach = 18): EdgeId | null {
	const placed = placement(definition);
	let best: { readonly id: EdgeId; readonly distance: number } | null = null;
	for (const edge of definition.edges) {
		const [from, to] = [routeEnd(definition, placed, edge.source), routeEnd(definition, placed, edge.target)];
		if (from === null || to === null) continue;
		const { points } = routeEdge(from, to, definition.layout.edges[edge.id] ?? []);
		const distance = Math.min(...points.slice(1).map((end, at) => distanceToPiece(point, points[at] ?? end, end)));
		if (distance <= reach && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { id: edge.id, distance };
	}
	return best?.id ?? null;
}

/** The innermost scope whose container lies under the point, leaving out what is moved itself. */
export function scopeAt(definition: FlowDefinition, point: Point, moved: ReadonlySet<string> = new Set()): ScopeId {
	const tree = scopeTree(definition);
	let best: { readonly scope: ScopeId; readonly depth: number } = { scope: '', depth: 0 };
	for (const [id, box] of placement(definition)) {
		const node = tree.nodes.get(ownerOf(id));
		const isScope = isUndoScope(id) || (node !== undefined && isContainer(tree, node)) || node?.kind === 'subflow';
		if (!isScope || !contains(box, point) || isWithin(tree.scopeOf, id, moved)) continue;
		const depth = tree.depthOf(id);
		if (depth > best.depth) best = { scope: id, depth };
	}
	return best.scope;
}

/** The activity on whose border, or within which, the point lies: the innermost. */
export function activityAt(definition: FlowDefinition, point: Point, reach = 20): NodeId | null {
	const tree = scopeTree(definition);
	const placed = placement(definition);
	const found = definition.nodes.filter((node) => {
		const box = placed.get(node.id);
		if (box === undefined || !isActivity(node) || (node.kind === 'subflow' && node.eventStarted)) return false;
		return contains(grown(box, reach), point);
	});
	const depth = (id: NodeId) => tree.depthOf(tree.scopeOf(id));
	return found.reduce<NodeId | null>(
		(best, node) => (best === null || depth(node.id) > depth(best) ? node.id : best),
		null,
	);
}

function isWithin(scopeOf: (id: NodeId) => ScopeId, scope: ScopeId, moved: ReadonlySet<string>): boolean {
	for (let at = scope; at !== ''; at = scopeOf(hostOf(at) ?? ''))
		if (moved.has(at) || moved.has(hostOf(at) ?? '')) return true;
	return false;
}

const contains = (box: Bounds, { x, y }: Point) =>
	x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

const grown = ({ x, y, width, height }: Bounds, by: number): Bounds => ({
	x: x - by,
	y: y - by,
	width: width + 2 * by,
	height: height + 2 * by,
});

function routeEnd(definition: FlowDefinition, placed: Placement, id: NodeId): RouteEnd | null {
	const node = scopeTree(definition).nodes.get(id);
	const bounds = placed.get(id);
	if (node === undefined || bounds === undefined) return null;
	const kind: NodeKind = node.kind;
	const host = node.kind === 'boundary' ? placed.get(node.attachedTo) : undefined;
	return host === undefined ? { kind, bounds } : { kind, bounds, side: sideOf(host, bounds) };
}

function distanceToPiece(point: Point, from: Point, to: Point): number {
	const [dx, dy] = [to.x - from.x, to.y - from.y];
	const square = dx * dx + dy * dy;
	const along =
		square === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / square));
	return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}
