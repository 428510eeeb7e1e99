/**
 * The drawing of one process → the layout of its flow, at the same positions. What the diagram has forgotten is put beside
 * what leads to it, so that nothing is ever invisible.
 */
import type { Bounds, FlowLayout, FlowNode, Point } from '../../flow/definition';
import { nodeSizes } from '../../flow/node-size';
import { innerIdOf } from '../model/ids';
import { around, moved, shifted } from '../write/geometry';
import { isActivity } from '../write/write-activity';
import { undoKeys } from '../write/write-compensation';
import { docked } from '../write/write-diagram';
import { attribute } from '../xml/xml-element';
import type { Drawing } from './drawing';
import type { Reading } from './reading';

/** Whether there is any diagram of this process. */
export function isDrawn(reading: Reading, drawing: Drawing): boolean {
	return reading.nodes.some((node) => drawing.bounds.has(elementOf(reading, `node:${node.id}`, node.id)));
}

export function readLayout(reading: Reading, drawing: Drawing): FlowLayout {
	const nodes: Record<string, Bounds> = {};
	for (const node of reading.nodes) {
		const bounds = drawing.bounds.get(elementOf(reading, `node:${node.id}`, node.id));
		if (bounds !== undefined)
			nodes[node.id] = withinBox(reading, elementOf(reading, `node:${node.id}`, node.id), bounds);
	}
	placeInner(reading, nodes);
	if (!reading.model.isOurs) placeForgotten(reading, nodes);
	for (const node of reading.nodes) readUndoPlaces(reading, drawing, node, nodes[node.id]);
	return { nodes, edges: readBends(reading, drawing, nodes) };
}

/** What an export has drawn larger, because more stands in it, has its own bounds beside that. */
function withinBox({ model }: Reading, element: string, box: Bounds): Bounds {
	const inset =
		attribute(model.drawn.get(element) ?? null, 'unwind:inset')
			?.split(' ')
			.map(Number) ?? [];
	const [left = 0, top = 0, right = 0, bottom = 0] = inset;
	const own = { x: box.x + left, y: box.y + top, width: box.width - left - right, height: box.height - top - bottom };
	return inset.every(Number.isFinite) && own.width > 0 && own.height > 0 ? own : box;
}

function elementOf(reading: Reading, of: string, usual: string): string {
	return reading.origins.get(of)?.id ?? usual;
}

/** The one node inside a task that is drawn as one. */
function placeInner(reading: Reading, nodes: Record<string, Bounds>): void {
	for (const node of reading.nodes) {
		const host = isInner(node) ? nodes[node.scope ?? ''] : undefined;
		if (nodes[node.id] !== undefined) continue;
		if (host === undefined) continue;
		const { width, height } = nodeSizes[node.kind];
		nodes[node.id] = { x: host.x + (host.width - width) / 2, y: host.y + (host.height - height) / 2, width, height };
	}
}

function isInner({ id, scope }: FlowNode): boolean {
	return scope !== undefined && id === innerIdOf(scope);
}

function readBends(reading: Reading, drawing: Drawing, nodes: Readonly<Record<string, Bounds>>) {
	const edges: Record<string, readonly Point[]> = {};
	const boxes = (id: string) => drawing.bounds.get(elementOf(reading, `node:${id}`, id));
	for (const { id, source, target } of reading.edges) {
		const element = elementOf(reading, `edge:${id}`, id);
		const line = drawing.points.get(element);
		const [from, to] = [nodes[source], nodes[target]];
		if (line === undefined || isMade(reading, element) || from === undefined || to === undefined) continue;
		const bends = line.slice(1, -1).slice(0, 100);
		edges[id] = bends;
		const ends = [line[0], line.at(-1)].filter((point) => point !== undefined);
		const usual = docked(boxes(source) ?? from, boxes(target) ?? to, bends, []);
		if (!isNear(usual[0], ends[0]) || !isNear(usual.at(-1), ends[1])) reading.origin(`edge:${id}`, { points: ends });
	}
	return edges;
}

/** An export has put it there; nobody else has. */
function isMade({ model }: Reading, element: string): boolean {
	return attribute(model.drawn.get(element) ?? null, 'unwind:made') === 'true';
}

function isNear(left: Point | undefined, right: Point | undefined): boolean {
	if (left === undefined || right === undefined) return left === right;
	return Math.abs(left.x - right.x) < 0.011 && Math.abs(left.y - right.y) < 0.011;
}

/** Relative to the upper left corner of the activity, which may be moved later. */
function readUndoPlaces(reading: Reading, drawing: Drawing, node: FlowNode, host: Bounds | undefined): void {
	if (!isActivity(node) || host === undefined) return;
	const keys = undoKeys(node.id);
	const back = { x: -host.x, y: -host.y };
	for (const key of [keys.boundary, keys.handler, keys.inside]) {
		const id = reading.origins.get(key)?.id ?? null;
		const box = id === null ? undefined : drawing.bounds.get(id);
		if (id !== null && box !== undefined && !isMade(reading, id)) reading.origin(key, { bounds: moved(box, back) });
	}
	const association = reading.origins.get(keys.association)?.id ?? null;
	const line = association === null ? undefined : drawing.points.get(association);
	if (association !== null && line !== undefined && !isMade(reading, association))
		reading.origin(keys.association, { points: line.map((point) => shifted(point, back)) });
}

const gap = 50;

/** Each beside the node that leads to it, below others; scopes from the inside, so that what is around them grows. */
function placeForgotten(reading: Reading, nodes: Record<string, Bounds>): void {
	if (reading.nodes.every(({ id }) => nodes[id] !== undefined)) return;
	const byId = new Map(reading.nodes.map((node) => [node.id, node]));
	const depthOf = (node: FlowNode): number => {
		const around = byId.get((node.scope ?? '').replace(/\/undo$/, ''));
		return around === undefined ? 0 : 1 + depthOf(around);
	};
	const byDepth = [...reading.nodes].sort((left, right) => depthOf(left) - depthOf(right));
	const sources = new Map(reading.edges.map(({ source, target }) => [target, source]));
	const bottoms = new Map<string, number>();
	for (const node of byDepth) {
		if (nodes[node.id] === undefined && !isInner(node)) {
			const box = placeFor(nodes, node, sources.get(node.id), bottoms.get(node.scope ?? '') ?? null);
			nodes[node.id] = box;
		}
		const box = nodes[node.id];
		const scope = node.scope ?? '';
		if (box !== undefined) bottoms.set(scope, Math.max(bottoms.get(scope) ?? box.y, box.y + box.height));
	}
	placeInner(reading, nodes);
	for (const node of byDepth.reverse()) growAround(reading, nodes, node);
}

/** `bottom`: of what stands in the scope already. */
function placeFor(
	nodes: Readonly<Record<string, Bounds>>,
	node: FlowNode,
	source: string | undefined,
	bottom: number | null,
): Bounds {
	const size = nodeSizes[node.kind];
	if (node.kind === 'boundary') {
		const host = nodes[node.attachedTo];
		if (host !== undefined)
			return { x: host.x + host.width - size.width - 8, y: host.y + host.height - size.height / 2, ...size };
	}
	const scope = node.scope ?? '';
	const host = nodes[scope.replace(/\/undo$/, '')];
	const before = source === undefined ? undefined : nodes[source];
	const begin = host === undefined ? 40 : scope.endsWith('/undo') ? host.y + host.height + 100 : host.y - 10;
	const below = { x: host === undefined ? 80 : host.x + 28, y: (bottom ?? begin) + gap, ...size };
	if (before === undefined) return below;
	const beside = { x: before.x + before.width + gap, y: before.y + before.height / 2 - size.height / 2, ...size };
	return Object.values(nodes).some((other) => overlaps(other, beside))
		? { ...beside, y: (bottom ?? begin) + gap }
		: beside;
}

const overlaps = (left: Bounds, right: Bounds) =>
	left.x < right.x + right.width &&
	right.x < left.x + left.width &&
	left.y < right.y + right.height &&
	right.y < left.y + left.height;

function growAround(reading: Reading, nodes: Record<string, Bounds>, node: FlowNode): void {
	const own = nodes[node.id];
	if (node.kind !== 'subflow' || own === undefined) return;
	const inside = reading.nodes.flatMap((other) => (other.scope === node.id ? (nodes[other.id] ?? []) : []));
	const content = around(inside);
	if (content === null || inside.length === 1) return;
	const needed = { x: content.x - 28, y: content.y - 40, width: content.width + 56, height: content.height + 68 };
	nodes[node.id] = around([own, needed]) ?? own;
}
