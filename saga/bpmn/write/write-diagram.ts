/**
 * The layout as BPMN diagram interchange: the same positions. What the layout has no place for (handlers and boundary
 * events of compensations) stands where the file had it, relative to its activity, else below it.
 */
import type { Bounds, FlowEdge, Point } from '../../flow/definition';
import { type XmlElement, xml } from '../xml/xml-element';
import { drawnBox, undoBox } from './drawn-boxes';
import { centreOf, dockOf, isOnBorder, moved, routeBetween, shifted } from './geometry';
import { type ActivityNode, isActivity } from './write-activity';
import { handlerNode, isDrawnInside, undoKeys } from './write-compensation';
import { wrappedNode } from './write-node';
import type { Writing } from './writing';

export function diagramOf(writing: Writing): XmlElement {
	const process = writing.idOf('process', writing.definition.id);
	const plane = xml('bpmndi:BPMNPlane', { id: 'BPMNPlane_1', bpmnElement: process }, [
		...shapesOf(writing),
		...writing.definition.edges.map((edge) => edgeShape(writing, edge)),
	]);
	return xml('bpmndi:BPMNDiagram', { id: writing.idOf('diagram', 'BPMNDiagram_1') }, [plane]);
}

function shapesOf(writing: Writing): readonly XmlElement[] {
	const { nodes, layout } = writing.definition;
	const inWrapped = new Set(nodes.flatMap((node) => wrappedNode(writing, node)?.id ?? []));
	return nodes.flatMap((node) => {
		const bounds = layout.nodes[node.id];
		const box = drawnBox(writing, node);
		if (bounds === undefined || box === null || inWrapped.has(node.id)) return [];
		const isContainer = node.kind === 'subflow' && wrappedNode(writing, node) === null;
		const shape = shapeOf(writing.nodeId(node.id), box, {
			isExpanded: isContainer ? 'true' : null,
			'unwind:inset': insetOf(box, bounds),
			isMarkerVisible: node.kind === 'exclusive' ? 'true' : null,
		});
		return isActivity(node) ? [shape, ...undoShapes(writing, node, bounds)] : [shape];
	});
}

/** By how much the layout's own bounds are smaller than what is drawn: left, top, right, bottom. */
function insetOf(box: Bounds, own: Bounds): string | null {
	if (JSON.stringify(box) === JSON.stringify(own)) return null;
	return [
		own.x - box.x,
		own.y - box.y,
		box.x + box.width - own.x - own.width,
		box.y + box.height - own.y - own.height,
	].join(' ');
}

function shapeOf(
	element: string,
	bounds: Bounds,
	attributes: Readonly<Record<string, string | null>> = {},
): XmlElement {
	return xml('bpmndi:BPMNShape', { id: `${element}_di`, bpmnElement: element, ...attributes }, [
		xml('dc:Bounds', { ...bounds }),
	]);
}

function lineOf(
	element: string,
	points: readonly Point[],
	attributes: Readonly<Record<string, string | null>> = {},
): XmlElement {
	return xml(
		'bpmndi:BPMNEdge',
		{ id: `${element}_di`, bpmnElement: element, ...attributes },
		points.map(({ x, y }) => xml('di:waypoint', { x, y })),
	);
}

function edgeShape(writing: Writing, { id, source, target }: FlowEdge): XmlElement | null {
	const { layout } = writing.definition;
	const boxOf = (end: string) => {
		const node = writing.nodeOf(end);
		return node === undefined ? null : drawnBox(writing, node);
	};
	const [from, to] = [boxOf(source), boxOf(target)];
	if (from === null || to === null) return null;
	const element = writing.idOf(`edge:${id}`, id);
	const bends = layout.edges[id];
	if (bends === undefined) return lineOf(element, routeBetween(from, to), { 'unwind:made': 'true' });
	return lineOf(element, [...docked(from, to, bends, writing.origin(`edge:${id}`)?.points ?? [])]);
}

/** The file's own ends, as long as the shapes still reach them. */
export function docked(from: Bounds, to: Bounds, bends: readonly Point[], ends: readonly Point[]): readonly Point[] {
	const [first, last] = [ends[0], ends.at(-1)];
	return [
		first !== undefined && isOnBorder(from, first) ? first : dockOf(from, bends[0] ?? centreOf(to)),
		...bends,
		last !== undefined && isOnBorder(to, last) ? last : dockOf(to, bends.at(-1) ?? centreOf(from)),
	];
}

const boundaryUsual = (host: Bounds): Bounds => ({ x: 18, y: host.height - 18, width: 36, height: 36 });

/** What stands where we put it and not where a file had it is not read again. */
const made = (given: unknown) => (given === null || given === undefined ? 'true' : null);

function undoShapes(writing: Writing, activity: ActivityNode, host: Bounds): readonly XmlElement[] {
	const { compensation, id } = activity;
	if (compensation === null || compensation.type === 'none') return [];
	const keys = undoKeys(id);
	const box = undoBox(writing, activity);
	const isContainer = compensation.type === 'scope' ? 'true' : null;
	const drawn = (of: string) =>
		box === null
			? []
			: [
					shapeOf(writing.idOf(of, ''), box, {
						isExpanded: isContainer,
						'unwind:made': made(writing.origin(of)?.bounds),
					}),
				];
	if (isDrawnInside(writing, activity)) return drawn(keys.inside);
	const place = writing.origin(keys.boundary)?.bounds ?? null;
	const boundary = moved(place ?? boundaryUsual(host), host);
	const itself = handlerNode(writing, activity);
	const handler = itself === null ? box : drawnBox(writing, itself);
	const given = writing.origin(keys.association)?.points?.map((point) => shifted(point, host)) ?? null;
	const line = handler === null ? null : (given ?? associationUsual(boundary, handler));
	return [
		shapeOf(writing.idOf(keys.boundary, ''), boundary, { 'unwind:made': made(place) }),
		...drawn(keys.handler),
		...(line === null ? [] : [lineOf(writing.idOf(keys.association, ''), line, { 'unwind:made': made(given) })]),
	];
}

function associationUsual(boundary: Bounds, handler: Bounds): readonly Point[] {
	const from = centreOf(boundary);
	const to = centreOf(handler);
	return [
		{ x: from.x, y: boundary.y + boundary.height },
		{ x: from.x, y: to.y },
		{ x: handler.x, y: to.y },
	];
}
