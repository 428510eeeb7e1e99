/**
 * How large things are drawn. A subflow has the bounds of the layout as long as they hold what stands in it, and so has
 * the handler of a compensation, whose place is kept relative to its activity; else they grow around it.
 */
import type { Bounds, FlowNode } from '../../flow/definition';
import { around, encloses, moved } from './geometry';
import { type ActivityNode, isActivity } from './write-activity';
import { handlerNode, isDrawnInside, undoKeys } from './write-compensation';
import { wrappedNode } from './write-node';
import type { Writing } from './writing';

const padding = { side: 28, top: 40, bottom: 28 };

export function drawnBox(writing: Writing, node: FlowNode): Bounds | null {
	const bounds = writing.definition.layout.nodes[node.id];
	if (bounds === undefined) return null;
	if (node.kind !== 'subflow' || wrappedNode(writing, node) !== null) return bounds;
	const content = contentOf(writing, node.id);
	if (content === null || encloses(bounds, content)) return bounds;
	return around([bounds, padded(content)]);
}

/** Of the handler, or of the subprocess inside a subflow that undoes it; null where there is neither. */
export function undoBox(writing: Writing, activity: ActivityNode): Bounds | null {
	const { compensation, id } = activity;
	const host = writing.definition.layout.nodes[id];
	if (host === undefined || compensation === null || compensation.type === 'none') return null;
	if (handlerNode(writing, activity) !== null) return null;
	const { inside, handler } = undoKeys(id);
	const given = writing.origin(isDrawnInside(writing, activity) ? inside : handler)?.bounds ?? null;
	const place = given === null ? null : moved(given, host);
	const content = contentOf(writing, `${id}/undo`);
	if (place !== null && (content === null || encloses(place, content))) return place;
	return content === null ? moved(handlerUsual(host), host) : padded(content);
}

/** Below the activity, as far as nothing else is said. */
const handlerUsual = (host: Bounds): Bounds => ({ x: 56, y: host.height + 28, width: 132, height: 44 });

function contentOf(writing: Writing, scope: string): Bounds | null {
	const boxes = writing.nodesIn(scope).flatMap((node) => {
		const undo = isActivity(node) ? undoBox(writing, node) : null;
		return [drawnBox(writing, node) ?? [], undo ?? []].flat();
	});
	return around(boxes);
}

function padded({ x, y, width, height }: Bounds): Bounds {
	return {
		x: x - padding.side,
		y: y - padding.top,
		width: width + 2 * padding.side,
		height: height + padding.top + padding.bottom,
	};
}
