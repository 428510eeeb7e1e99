/** What moves along with a node that is dragged: the contents of its containers and its boundary events. */
import type { Point } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { isUndoScope, undoScopeOf } from '@/saga/flow/queries/scopes';
import type { Placement } from './placement';
import { ownerOf, type ScopeTree } from './scope-tree';

type EventsOf = ReadonlyMap<NodeId, readonly NodeId[]>;

function eventsByHost(tree: ScopeTree): EventsOf {
	const events = new Map<NodeId, NodeId[]>();
	for (const node of tree.nodes.values())
		if (node.kind === 'boundary') events.set(node.attachedTo, [...(events.get(node.attachedTo) ?? []), node.id]);
	return events;
}

/** `id`: a node's, or the scope of a compensation, whose container is dragged alone. Without `id` itself. */
function carriedBy(tree: ScopeTree, events: EventsOf, id: string): readonly string[] {
	const inside = isUndoScope(id)
		? tree.childrenOf(id).flatMap((node) => [node.id, ...tree.within(node.id).map((inner) => inner.id)])
		: tree.within(id).map((node) => node.id);
	const moved = [...inside, ...(isUndoScope(id) ? [] : [id])];
	const attached = moved.flatMap((host) => events.get(host) ?? []);
	return [...new Set([...moved, ...attached, ...moved.map(undoScopeOf)])].filter((other) => other !== id);
}

/** How far each is from its place while some are dragged; what is dragged itself is where the pointer has it. */
export function dragShifts(
	tree: ScopeTree,
	placed: Placement,
	dragged: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Point> {
	const shifts = new Map<string, Point>();
	if (dragged.size === 0) return shifts;
	const events = eventsByHost(tree);
	const roots = [...dragged].filter(([id]) => tree.nodes.has(ownerOf(id)));
	for (const [id, to] of roots) {
		const from = placed.get(id);
		if (from === undefined) continue;
		const shift = { x: to.x - from.x, y: to.y - from.y };
		shifts.set(id, shift);
		for (const other of carriedBy(tree, events, id)) if (!dragged.has(other)) shifts.set(other, shift);
	}
	return shifts;
}

/** The new corners of everything that moves, for the document: dragged nodes and what they carry. */
export function movedCorners(
	tree: ScopeTree,
	placed: Placement,
	positions: Readonly<Record<string, Point>>,
): Readonly<Record<string, Point>> {
	const shifts = dragShifts(tree, placed, new Map(Object.entries(positions)));
	return Object.fromEntries(
		[...shifts].flatMap(([id, shift]) => {
			const from = placed.get(id);
			return from === undefined || isUndoScope(id) ? [] : [[id, { x: from.x + shift.x, y: from.y + shift.y }]];
		}),
	);
}
