/** Expressions and mappings as Zeebe writes them; what does not fit there goes into our own namespace. */
import { compileExpression } from '../../expression/compile-expression';
import type { Mapping, MappingEntry } from '../../flow/nodes/mapping';
import { isSame } from '../model/defaults';
import { juelToFeel } from '../model/juel';
import { type XmlElement, xml } from '../xml/xml-element';

/** With the leading `=`; a text in another language that was kept as it is stays so. */
export function feelText(expression: string): string {
	const isForeign =
		/^[$#]\{[^{}]*\}$/.test(expression) && juelToFeel(expression) === null && !compileExpression(expression).ok;
	return isForeign ? expression : `=${expression}`;
}

const literalTimer = /^(-?P(T|\d)|R\d*\/|\d|\*|\?|$)/;

export function timerText(value: string): string {
	return literalTimer.test(value) ? value : feelText(value);
}

export interface MappingParts {
	/** For zeebe:ioMapping. */
	readonly io: readonly XmlElement[];
	/** Static texts below `headers`. */
	readonly headers: readonly XmlElement[];
	/** Ours, where Zeebe has no words for it. */
	readonly own: XmlElement | null;
}

/** `usual`: what an import takes for granted, so that nothing is written. */
export function mappingParts(
	direction: 'input' | 'output',
	mapping: Mapping,
	usual: Mapping,
	texts: { readonly withHeaders?: boolean; readonly source?: (expression: string) => string | null } = {},
): MappingParts {
	const { source = (same: string) => same } = texts;
	const firstHeader = texts.withHeaders === true ? beginOfHeaders(mapping) : mapping.length;
	const entries = mapping.slice(0, firstHeader);
	const headers = mapping.slice(firstHeader);
	if (isSame(entries, usual)) return { io: [], headers: headers.map(headerElement), own: null };
	const io = entries.map((entry) => {
		const text = fitsZeebe(entry) ? source(entry.expression) : null;
		return text === null ? null : xml(`zeebe:${direction}`, { source: feelText(text), target: entry.target });
	});
	if (io.length > 0 && io.every((element) => element !== null))
		return { io, headers: headers.map(headerElement), own: null };
	const own = xml(
		`unwind:${direction}`,
		{},
		mapping.map(({ target, expression }) => xml('unwind:entry', { target, expression })),
	);
	return { io: [], headers: [], own };
}

function fitsZeebe({ target, expression }: MappingEntry): boolean {
	return (
		target !== '*' && target.trim() === target && target !== '' && expression.trim() === expression && expression !== ''
	);
}

function beginOfHeaders(mapping: Mapping): number {
	let at = mapping.length;
	while (at > 0 && headerOf(mapping[at - 1]) !== null) at -= 1;
	return at;
}

const headerPrefix = 'headers.';

function headerOf(entry: MappingEntry | undefined): { readonly key: string; readonly value: string } | null {
	if (entry === undefined || !entry.target.startsWith(headerPrefix) || entry.target === headerPrefix) return null;
	const value = /^"(?:[^"\\]|\\.)*"$/.test(entry.expression) ? parsed(entry.expression) : null;
	return typeof value === 'string' && JSON.stringify(value) === entry.expression
		? { key: entry.target.slice(headerPrefix.length), value }
		: null;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function headerElement(entry: MappingEntry): XmlElement {
	const header = headerOf(entry);
	return xml('zeebe:header', { key: header?.key, value: header?.value });
}

export function headerEntry(key: string, value: string): MappingEntry {
	return { target: `${headerPrefix}${key}`, expression: JSON.stringify(value) };
}
