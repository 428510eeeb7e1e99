/** The tree → text: indented, with the namespaces it uses declared at the root. What it writes, `readXml` reads as the same tree. */
import { namespaces } from './namespaces';
import { elementsOf, withDescendants, type XmlElement } from './xml-element';

export function writeXml(root: XmlElement, others: ReadonlyMap<string, string>): string {
	const used = new Set<string>();
	for (const element of withDescendants(root))
		for (const name of [element.name, ...Object.keys(element.attributes), element.attributes['xsi:type'] ?? ''])
			if (name.includes(':')) used.add(name.slice(0, name.indexOf(':')));
	used.delete('xml');
	const declared = [...used].flatMap((prefix) => {
		const uri = namespaces[prefix] ?? others.get(prefix);
		return uri === undefined ? [] : [[`xmlns:${prefix}`, uri] as const];
	});
	const withNamespaces = { ...root, attributes: { ...Object.fromEntries(declared), ...root.attributes } };
	return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(withNamespaces, '')}\n`;
}

/** A part on its own, to be kept. */
export function writePart(element: XmlElement): string {
	return elementText(element, '');
}

function elementText(element: XmlElement, indent: string): string {
	const attributes = Object.entries(element.attributes)
		.map(([name, value]) => ` ${name}="${escaped(value, /[<>&"\t\n\r]/g)}"`)
		.join('');
	if (element.children.length === 0) return `${indent}<${element.name}${attributes} />`;
	const isMixed = element.children.some((child) => typeof child === 'string');
	const inner = isMixed
		? element.children
				.map((child) => (typeof child === 'string' ? escaped(child, /[<>&\r]/g) : elementText(child, '')))
				.join('')
		: `\n${elementsOf(element)
				.map((child) => elementText(child, `${indent}  `))
				.join('\n')}\n${indent}`;
	return `${indent}<${element.name}${attributes}>${inner}</${element.name}>`;
}

const entities: Readonly<Record<string, string>> = {
	'<': '&lt;',
	'>': '&gt;',
	'&': '&amp;',
	'"': '&quot;',
	'\t': '&#9;',
	'\n': '&#10;',
	'\r': '&#13;',
};

function escaped(text: string, characters: RegExp): string {
	const writable = [...text].map((character) => (isWritable(character) ? character : '\uFFFD')).join('');
	return writable.replace(characters, (character) => entities[character] ?? '');
}

/** XML 1.0 has no way to write controls, nor halves of a character. */
function isWritable(character: string): boolean {
	const code = character.codePointAt(0) ?? 0;
	if (code < 0x20) return code === 9 || code === 10 || code === 13;
	return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
