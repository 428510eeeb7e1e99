/** Copy, paste and duplicate of what is selected in a designer. */
import type { FlowDefinition, Point } from '@/saga/flow/definition';
import { copyFragment, duplicate, type FlowFragment, paste, readFragment } from '@/saga/flow/edits/fragment';
import { footprint } from '@/saga/flow/node-size';
import type { ScopeId } from '@/saga/flow/nodes/node-base';
import { topScope } from '@/saga/flow/queries/scopes';
import { placement } from '../diagram/placement';
import { scopeTree } from '../diagram/scope-tree';
import { announce } from '../ui/announcer';
import type { Designer } from './designer-store';
import { makeRoom } from './make-room';
import { clearCorner } from './place-node';

const present = (designer: Designer) => designer.state.getState().history.present;
const selectedIds = (designer: Designer) => [...designer.state.getState().selected];

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
function cornerFor(definition: FlowDefinition, { nodes, layout }: FlowFragment, scope: ScopeId, centre: Point): Point {
	const boxes = nodes.flatMap((node) => {
		const bounds = layout.nodes[node.id];
		return bounds === undefined ? [] : [footprint(node, bounds)];
	});
	if (boxes.length === 0) return centre;
	const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
	const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
	const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
	const whole = { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
	return clearCorner(definition, whole, scope);
}

export function pasteText(designer: Designer, text: string): void {
	const fragment = readFragment(text);
	if (fragment === null) {
		designer.actions.refuse('The clipboard holds no part of a flow. Copy nodes in a designer first.');
		return;
	}
	const definition = present(designer);
	const centre = designer.canvas?.centre() ?? { x: 300, y: 240 };
	const scope = scopeForPaste(designer);
	const inside = scope === '' ? undefined : placement(definition).get(scope);
	const around = inside === undefined ? centre : { x: inside.x + inside.width / 2, y: inside.y + inside.height / 2 };
	const pasted = paste(definition, fragment, cornerFor(definition, fragment, scope, around), scope);
	designer.actions.edit(() => makeRoom(definition, pasted.definition, scope), {
		say: pasted.nodes.length === 1 ? 'Pasted' : `${pasted.nodes.length} nodes pasted`,
		select: pasted.nodes,
	});
}

/** Into the selected subflow, else beside what is selected. */
function scopeForPaste(designer: Designer): ScopeId {
	const [only, ...others] = selectedIds(designer);
	const node = present(designer).nodes.find((other) => other.id === only);
	if (node === undefined || others.length > 0) return topScope;
	return node.kind === 'subflow' ? node.id : scopeTree(present(designer)).scopeOf(node.id);
}
