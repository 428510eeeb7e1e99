/**
 * The text of a file → its tree, or why it is refused and where. Files come from anywhere: what expands (DOCTYPE), is
 * too large, too deep or not well formed is refused before anything else is done with it.
 *
 * saxen is lenient by design; what it only warns of, and what it lets pass (a second root, a bare `&`), is an error here.
 */
import { Parser } from 'saxen';
import { Prefixes } from './namespaces';
import type { XmlChild, XmlElement } from './xml-element';

export interface Refusal {
	readonly message: string;
	/** From 1. */
	readonly line: number;
	readonly column: number;
}

export type XmlResult =
	| { readonly ok: true; readonly root: XmlElement; readonly namespaces: ReadonlyMap<string, string> }
	| { readonly ok: false; readonly refusal: Refusal };

export const bytesMax = 2_000_000;
const elementsMax = 2_000;
const depthMax = 50;
/** Of any kind, flows and the diagram included: far above what `elementsMax` shapes need. */
const tagsMax = 60_000;

export function readXml(source: string): XmlResult {
	const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
	const tooLong = firstBeyond(text);
	if (tooLong !== null)
		return refused(text, tooLong, `The file is larger than ${bytesMax / 1_000_000} MB. Split the model.`);
	const doctype = text.search(/<!DOCTYPE/i);
	if (doctype >= 0 && !isInsideTextOnly(text, doctype))
		return refused(text, doctype, 'The file has a DOCTYPE, which could expand without bounds. Remove it.');
	return new TreeBuilder(text).build();
}

/** Where the bound of bytes in UTF-8 is passed. */
function firstBeyond(text: string): number | null {
	if (text.length * 3 <= bytesMax) return null;
	let bytes = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
		if (bytes > bytesMax) return at;
	}
	return null;
}

/** In a comment or a CDATA section the word is harmless. */
function isInsideTextOnly(text: string, at: number): boolean {
	const before = text.slice(0, at);
	const isOpen = (begin: string, end: string) => before.lastIndexOf(begin) > before.lastIndexOf(end);
	return isOpen('<!--', '-->') || isOpen('<![CDATA[', ']]>');
}

function refused(text: string, at: number, message: string): XmlResult {
	const before = text.slice(0, at).split('\n');
	const refusal = { message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
	return { ok: false, refusal };
}

interface Open {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: XmlChild[];
	/** Prefix → URI, as far as this element says. */
	readonly scope: ReadonlyMap<string, string>;
}

/** Ends the parser, which knows no other way. */
class Stop extends Error {
	constructor(readonly refusal: Refusal) {
		super(refusal.message);
	}
}

type Context = () => { readonly line: number; readonly column: number };

class TreeBuilder {
	private readonly prefixes = new Prefixes();
	private readonly open: Open[] = [];
	private root: XmlElement | null = null;
	private shapes = 0;
	private tags = 0;

	constructor(private readonly text: string) {}

	build(): XmlResult {
		const parser = new Parser();
		parser.on('error', (error, context) => {
			if (error.message !== 'unexpected end of file') this.stop(notWellFormed(error.message), context);
		});
		parser.on('warn', (error, context) => this.stop(notWellFormed(error.message), context));
		parser.on('attention', (_, __, context) => this.stop(notWellFormed('a declaration is not expected here'), context));
		parser.on('openTag', (name, attributes, decode, _, context) => this.begin(name, attributes(), decode, context));
		parser.on('closeTag', () => this.end());
		parser.on('text', (text, decode, context) => this.addText(this.checked(text, context), decode));
		parser.on('cdata', (text) => this.addText(text, (same) => same));
		try {
			parser.parse(this.text);
		} catch (error) {
			if (error instanceof Stop) return { ok: false, refusal: error.refusal };
			throw error;
		}
		if (this.root === null || this.open.length > 0)
			return refused(this.text, this.text.length, notWellFormed('the file ends before its last element is closed'));
		return { ok: true, root: this.root, namespaces: this.prefixes.others };
	}

	private stop(message: string, context: Context): never {
		const { line, column } = context();
		throw new Stop({ message, line: line + 1, column: column + 1 });
	}

	private checked(text: string, context: Context): string {
		const entity = badEntity(text);
		return entity === null ? text : this.stop(notWellFormed(`"${entity}" is no character of XML`), context);
	}

	private begin(
		name: string,
		attributes: Readonly<Record<string, string>>,
		decode: (text: string) => string,
		context: Context,
	) {
		this.tags += 1;
		if (this.root !== null) this.stop(notWellFormed('there is a second root element'), context);
		if (this.open.length >= depthMax)
			this.stop(`The file is nested deeper than ${depthMax} levels. Flatten the model.`, context);
		const given = Object.entries(attributes).map(
			([key, value]) => [key, decode(this.checked(value, context).replace(/[\t\n\r]/g, ' '))] as const,
		);
		const scope = new Map(this.open.at(-1)?.scope);
		for (const [key, value] of given) if (key === 'xmlns' || key.startsWith('xmlns:')) scope.set(key.slice(6), value);
		const named = this.named(name, scope, true, context);
		if (isShape(named)) this.shapes += 1;
		if (this.shapes > elementsMax || this.tags > tagsMax)
			this.stop(`The model has more than ${elementsMax} elements. Split it.`, context);
		this.open.push({
			name: named,
			attributes: Object.fromEntries(
				given
					.filter(([key]) => key !== 'xmlns' && !key.startsWith('xmlns:'))
					.map(([key, value]) => {
						const attribute = this.named(key, scope, false, context);
						return [attribute, attribute === 'xsi:type' ? this.named(value.trim(), scope, true, context) : value];
					}),
			),
			children: [],
			scope,
		});
	}

	private named(name: string, scope: ReadonlyMap<string, string>, isElement: boolean, context: Context): string {
		const at = name.indexOf(':');
		const prefix = at < 0 ? '' : name.slice(0, at);
		const local = name.slice(at + 1);
		if (prefix === '' && !isElement) return local;
		const uri = prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : scope.get(prefix);
		if (uri === undefined && prefix !== '')
			return this.stop(notWellFormed(`the prefix "${prefix}" is not declared`), context);
		return uri === undefined || uri === '' ? local : `${this.prefixes.prefixFor(uri, prefix)}:${local}`;
	}

	private addText(text: string, decode: (text: string) => string): void {
		const parent = this.open.at(-1);
		if (parent !== undefined && text !== '') parent.children.push(decode(text));
	}

	private end(): void {
		const { name, attributes, children } = this.open.pop() ?? { name: '', attributes: {}, children: [] };
		const hasElements = children.some((child) => typeof child !== 'string');
		const kept = hasElements ? children.filter((child) => typeof child !== 'string' || child.trim() !== '') : children;
		const element: XmlElement = { name, attributes, children: kept };
		const parent = this.open.at(-1);
		if (parent === undefined) this.root = element;
		else parent.children.push(element);
	}
}

const notWellFormed = (reason: string) => `The file is no well-formed XML: ${reason}.`;

function badEntity(text: string): string | null {
	if (!text.includes('&')) return null;
	return /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)[^;\s]{0,12};?/.exec(text)?.[0] ?? null;
}

/** What a model is counted by: everything that is drawn as a shape. Flows, texts and the diagram come with it. */
function isShape(name: string): boolean {
	return (
		/^bpmn:(?!definitions$|process$|sequenceFlow|messageFlow|association|incoming|outgoing|flowNodeRef|documentation|extensionElements|text$|laneSet$)/.test(
			name,
		) &&
		!/(EventDefinition|Expression|Ref|LoopCharacteristics|Condition|Cardinality|[a-z](Date|Duration|Cycle))$/.test(name)
	);
}
