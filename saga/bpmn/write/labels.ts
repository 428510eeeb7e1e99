/** The label of a shape or line stands relative to it while it is kept, so that it moves along. */
import { attribute, childOf, type XmlElement } from '../xml/xml-element';

/** The upper left corner of a shape, or where a line begins. */
export function beginOf(shape: XmlElement): { readonly x: number; readonly y: number } | null {
	const from = childOf(shape, 'dc:Bounds') ?? childOf(shape, 'di:waypoint');
	const [x, y] = [Number(attribute(from, 'x') ?? Number.NaN), Number(attribute(from, 'y') ?? Number.NaN)];
	return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

export function labelMoved(label: XmlElement, byX: number, byY: number): XmlElement {
	const children = label.children.map((child) => {
		if (typeof child === 'string' || child.name !== 'dc:Bounds') return child;
		const { x, y } = child.attributes;
		const attributes = {
			...child.attributes,
			x: String(rounded(Number(x) + byX)),
			y: String(rounded(Number(y) + byY)),
		};
		return { ...child, attributes };
	});
	return { ...label, children };
}

const rounded = (value: number) => Math.round(value * 100) / 100;
