/**
 * What is added inside of a container makes it grow; what stands right of it or below it then gives way, in the scope
 * around it and in those around that. Nothing moves where nothing has grown.
 */
import type { Bounds, FlowDefinition } from '@/saga/flow/definition';
import { moveNodes } from '@/saga/flow/edits/layout';
import type { ScopeId } from '@/saga/flow/nodes/node-base';
import { undoScopeOf } from '@/saga/flow/queries/scopes';
import { movedCorners } from '../diagram/carried';
import { type Placement, placement, takenBoxes } from '../diagram/placement';
import { ownerOf, scopeTree } from '../diagram/scope-tree';

/** `scope`: where something was added between `before` and `after`. */
export function makeRoom(before: FlowDefinition, after: FlowDefinition, scope: ScopeId): FlowDefinition {
	const tree = scopeTree(after);
	let flow = after;
	for (let inner = scope; inner !== ''; inner = tree.scopeOf(ownerOf(inner)))
		flow = giveWay(before, flow, ownerOf(inner));
	return flow;
}

/** After `owner`, with what hangs below it, has grown. */
export function giveWay(before: FlowDefinition, after: FlowDefinition, owner: string): FlowDefinition {
	const was = wholeOf(before, owner);
	const placed = placement(after);
	const is = wholeOf(after, owner, placed);
	if (was === null || is === null) return after;
	const right = Math.max(0, is.x + is.width - (was.x + was.width));
	const down = Math.max(0, is.y + is.height - (was.y + was.height));
	if (right === 0 && down === 0) return after;
	const tree = scopeTree(after);
	const shifted = tree.childrenOf(tree.scopeOf(owner)).flatMap((node) => {
		const box = placed.get(node.id);
		if (box === undefined || node.id === owner || node.kind === 'boundary') return [];
		const isRight = box.x >= was.x + was.width;
		const isBelow = box.y >= was.y + was.height && box.x < is.x + is.width && box.x + box.width > is.x;
		if (!isRight && !isBelow) return [];
		return [[node.id, { x: box.x + (isRight ? right : 0), y: box.y + (isBelow && !isRight ? down : 0) }] as const];
	});
	return moveNodes(after, movedCorners(tree, placed, Object.fromEntries(shifted)));
}

function wholeOf(definition: FlowDefinition, owner: string, placed: Placement = placement(definition)): Bounds | null {
	const boxes = takenBoxes(definition, placed);
	const [own, undo] = [boxes.get(owner), boxes.get(undoScopeOf(owner))];
	if (own === undefined || undo === undefined) return own ?? null;
	const x = Math.min(own.x, undo.x);
	const right = Math.max(own.x + own.width, undo.x + undo.width);
	return { x, y: own.y, width: right - x, height: Math.max(own.y + own.height, undo.y + undo.height) - own.y };
}
