/**
 * What a drag or an arrow key makes of the flow: nodes get their places, and where they are let go inside or outside of
 * a container, at another activity's border or on a connection, they belong there from then on.
 */
import type { FlowDefinition, FlowNode, Point } from '@/saga/flow/definition';
import { moveNodes } from '@/saga/flow/edits/layout';
import { insertOnEdge } from '@/saga/flow/edits/nodes';
import { attachTo, moveToScope } from '@/saga/flow/edits/scopes';
import { mayInsertOn } from '@/saga/flow/gestures';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { isUndoScope } from '@/saga/flow/queries/scopes';
import { movedCorners } from '../diagram/carried';
import { type Placement, placement } from '../diagram/placement';
import { scopeTree } from '../diagram/scope-tree';
import type { Designer } from './designer-store';
import { activityAt, edgeAt, scopeAt } from './find-place';

const present = (designer: Designer) => designer.state.getState().history.present;

export type Positions = Readonly<Record<string, Point>>;

/** `positions`: new corners of what was dragged; of nodes, and of containers of compensations by their scope. */
export function moveTo(designer: Designer, positions: Positions): void {
	const before = present(designer);
	const after = movedFlow(before, positions);
	const went = before.nodes.find((node) => after.nodes.find((other) => other.id === node.id)?.scope !== node.scope);
	designer.actions.edit(
		() => after,
		went === undefined ? {} : { say: `${nodeTitle(went)} ${whereWords(after, went)}` },
	);
}

function whereWords(after: FlowDefinition, went: FlowNode): string {
	const scope = after.nodes.find((node) => node.id === went.id)?.scope;
	const host = after.nodes.find((node) => node.id === scope);
	if (scope === undefined) return 'now stands at the top of the flow';
	return host === undefined ? 'now belongs to a compensation' : `now stands in ${nodeTitle(host)}`;
}

export function movedFlow(before: FlowDefinition, positions: Positions): FlowDefinition {
	const tree = scopeTree(before);
	const placed = placement(before);
	const moved = moveNodes(before, movedCorners(tree, placed, positions));
	const carried = carriedByOthers(before, positions);
	const dragged = Object.keys(positions).filter((id) => tree.nodes.has(id) && !carried.has(id));
	const rescoped = dragged.reduce((flow, id) => dropped(before, flow, placed, positions, id), moved);
	const [only] = Object.entries(positions);
	return only === undefined || Object.keys(positions).length > 1 || isUndoScope(only[0])
		? rescoped
		: droppedOnEdge(before, rescoped, placed, only);
}

/** What a container, or the activity on whose border it stands, takes along because it is dragged as well. */
function carriedByOthers(definition: FlowDefinition, positions: Positions): ReadonlySet<NodeId> {
	const tree = scopeTree(definition);
	const inside = Object.keys(positions).flatMap((id) => tree.within(id).map((node) => node.id));
	const moved = new Set([...Object.keys(positions), ...inside]);
	const events = definition.nodes.filter((node) => node.kind === 'boundary' && moved.has(node.attachedTo));
	return new Set([...inside, ...events.map((node) => node.id)]);
}

function dropped(
	before: FlowDefinition,
	flow: FlowDefinition,
	placed: Placement,
	positions: Positions,
	id: NodeId,
): FlowDefinition {
	const node = before.nodes.find((other) => other.id === id);
	const box = placed.get(id);
	const at = positions[id];
	if (node === undefined || box === undefined || at === undefined) return flow;
	const middle = { x: at.x + box.width / 2, y: at.y + box.height / 2 };
	if (node.kind === 'boundary') {
		const host = activityAt(before, middle);
		if (host === null || host === node.attachedTo) return flow;
		return moveNodes(attachTo(flow, id, host), { [id]: at });
	}
	const scope = scopeAt(before, middle, new Set(Object.keys(positions)));
	return scope === scopeTree(before).scopeOf(id) ? flow : moveToScope(flow, [id], scope);
}

/** A single unconnected node that is let go on a connection comes in between. */
function droppedOnEdge(
	before: FlowDefinition,
	moved: FlowDefinition,
	placed: Placement,
	[id, at]: readonly [string, Point],
): FlowDefinition {
	const box = placed.get(id);
	if (box === undefined) return moved;
	const edge = edgeAt(before, { x: at.x + box.width / 2, y: at.y + box.height / 2 });
	return edge !== null && mayInsertOn(moved, id, edge).ok ? insertOnEdge(moved, id, edge) : moved;
}

export function nudge(designer: Designer, by: Point): void {
	const definition = present(designer);
	const placed = placement(definition);
	const positions = Object.fromEntries(
		[...designer.state.getState().selected].flatMap((id) => {
			const box = placed.get(id);
			return box === undefined ? [] : [[id, { x: box.x + by.x, y: box.y + by.y }]];
		}),
	);
	if (Object.keys(positions).length === 0) return;
	const corners = movedCorners(scopeTree(definition), placed, positions);
	designer.actions.edit((flow) => moveNodes(flow, corners), { key: `nudge ${Object.keys(positions).join()}` });
}
