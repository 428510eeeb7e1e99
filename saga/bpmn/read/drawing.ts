/**
 * The diagram of a file on one canvas. A collapsed subprocess with a plane of its own is opened where it stands: what lies
 * right of it and below moves away, what is around it grows.
 */
import type { Bounds, Point } from '../../flow/definition';
import type { Model } from '../model/model';
import { around, encloses, moved, shifted } from '../write/geometry';
import { childOf, elementsOf, withDescendants, type XmlElement } from '../xml/xml-element';

export interface Drawing {
	readonly bounds: ReadonlyMap<string, Bounds>;
	readonly points: ReadonlyMap<string, readonly Point[]>;
}

interface Plane {
	readonly bounds: Map<string, Bounds>;
	readonly points: Map<string, readonly Point[]>;
}

export function drawingOf(model: Model): Drawing {
	const planes = new Map<string, Plane>();
	for (const element of withDescendants(model.root)) if (element.name === 'bpmndi:BPMNPlane') addPlane(planes, element);
	const whole: Plane = { bounds: new Map(), points: new Map() };
	const opened = new Set<string>();
	for (const [owner, plane] of planes) {
		const isCollapsed = [...planes.values()].some((other) => other !== plane && other.bounds.has(owner));
		if (isCollapsed) continue;
		const { bounds, points } = withInner(plane, planes, opened.add(owner));
		for (const [id, box] of bounds) if (!whole.bounds.has(id)) whole.bounds.set(id, box);
		for (const [id, line] of points) if (!whole.points.has(id)) whole.points.set(id, line);
	}
	return whole;
}

function addPlane(planes: Map<string, Plane>, element: XmlElement): void {
	const owner = element.attributes.bpmnElement ?? '';
	const plane = planes.get(owner) ?? { bounds: new Map(), points: new Map() };
	planes.set(owner, plane);
	for (const part of elementsOf(element)) {
		const id = part.attributes.bpmnElement;
		if (id === undefined) continue;
		const bounds = boundsOf(part);
		const points = pointsOf(part);
		if (bounds !== null && !plane.bounds.has(id)) plane.bounds.set(id, bounds);
		if (points.length >= 2 && !plane.points.has(id)) plane.points.set(id, points);
	}
}

/** `opened` ends planes that claim to stand inside each other. */
function withInner(plane: Plane, planes: ReadonlyMap<string, Plane>, opened: Set<string>): Plane {
	let whole = plane;
	for (const id of plane.bounds.keys()) {
		const inner = planes.get(id);
		if (inner === undefined || opened.has(id)) continue;
		opened.add(id);
		whole = unfolded(whole, id, withInner(inner, planes, opened));
	}
	return whole;
}

const padding = { side: 28, top: 40, bottom: 28 };

function unfolded(plane: Plane, id: string, inner: Plane): Plane {
	const host = plane.bounds.get(id);
	const lines = [...inner.points.values()].flat().map((point) => ({ ...point, width: 0, height: 0 }));
	const content = around([...inner.bounds.values(), ...lines]);
	if (host === undefined || content === null) return plane;
	const width = Math.max(host.width, content.width + 2 * padding.side);
	const height = Math.max(host.height, content.height + padding.top + padding.bottom);
	const grown = { x: width - host.width, y: height - host.height };
	const away = (point: Point): Point => ({
		x: point.x >= host.x + host.width ? point.x + grown.x : point.x,
		y: point.y >= host.y + host.height ? point.y + grown.y : point.y,
	});
	const by = { x: host.x + padding.side - content.x, y: host.y + padding.top - content.y };
	const bounds = new Map<string, Bounds>();
	for (const [other, box] of plane.bounds) {
		if (other === id) bounds.set(id, { ...host, width, height });
		else if (encloses(box, host))
			bounds.set(other, { ...box, width: box.width + grown.x, height: box.height + grown.y });
		else bounds.set(other, { ...box, ...away(box) });
	}
	for (const [other, box] of inner.bounds) bounds.set(other, moved(box, by));
	const points = new Map<string, readonly Point[]>();
	for (const [other, line] of plane.points) points.set(other, line.map(away));
	for (const [other, line] of inner.points)
		points.set(
			other,
			line.map((point) => shifted(point, by)),
		);
	return { bounds, points };
}

function boundsOf(shape: XmlElement): Bounds | null {
	const said = childOf(shape, 'dc:Bounds')?.attributes;
	if (said === undefined) return null;
	const box = { x: Number(said.x), y: Number(said.y), width: Number(said.width), height: Number(said.height) };
	const isWhole = Object.values(box).every(Number.isFinite) && box.width > 0 && box.height > 0;
	return isWhole ? box : null;
}

function pointsOf(line: XmlElement): readonly Point[] {
	return elementsOf(line, 'di:waypoint')
		.map(({ attributes }) => ({ x: Number(attributes.x), y: Number(attributes.y) }))
		.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
}
