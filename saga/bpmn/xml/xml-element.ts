/**
 * XML as a plain tree: what is read of a file and what is written of a flow. Names carry the prefixes of
 * `namespaces.ts`, whatever the file called them, so that a name is compared as a text.
 * Comments and processing instructions are not kept.
 */
export interface XmlElement {
	/** `bpmn:task`; without colon: in no namespace. */
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	/** Texts are decoded; blanks between elements are left out. */
	readonly children: readonly XmlChild[];
}
export type XmlChild = XmlElement | string;

/** Attributes that are null or undefined are left out. */
export function xml(
	name: string,
	attributes: Readonly<Record<string, string | number | null | undefined>> = {},
	children: readonly (XmlChild | null | undefined)[] = [],
): XmlElement {
	const given = Object.entries(attributes).flatMap(([key, value]) =>
		value === null || value === undefined ? [] : [[key, String(value)] as const],
	);
	return {
		name,
		attributes: Object.fromEntries(given),
		children: children.flatMap((child) => (child === null || child === undefined || child === '' ? [] : [child])),
	};
}

export function elementsOf(element: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
	const elements = element.children.filter((child) => typeof child !== 'string');
	return names.length === 0 ? elements : elements.filter((child) => names.includes(child.name));
}

export function childOf(element: XmlElement | null, name: string): XmlElement | null {
	return element === null ? null : (elementsOf(element, name)[0] ?? null);
}

export function textOf(element: XmlElement | null): string {
	return element === null ? '' : element.children.filter((child) => typeof child === 'string').join('');
}

/** Null where it is missing or blank. */
export function attribute(element: XmlElement | null, name: string): string | null {
	const value = element?.attributes[name];
	return value === undefined || value.trim() === '' ? null : value.trim();
}

export function isTrue(element: XmlElement | null, name: string): boolean {
	return attribute(element, name) === 'true' || attribute(element, name) === '1';
}

/** The element and all below it, as written. */
export function* withDescendants(element: XmlElement): Generator<XmlElement> {
	yield element;
	for (const child of elementsOf(element)) yield* withDescendants(child);
}

/** From the leaves upwards; null leaves a child out. */
export function mapTree(element: XmlElement, change: (element: XmlElement) => XmlElement | null): XmlElement | null {
	const children = element.children.flatMap((child): XmlChild[] => {
		if (typeof child === 'string') return [child];
		const changed = mapTree(child, change);
		return changed === null ? [] : [changed];
	});
	return change({ ...element, children });
}

export function extension(element: XmlElement | null, name: string): XmlElement | null {
	return childOf(childOf(element, 'bpmn:extensionElements'), name);
}
