/**
 * A line's text → words, marks, strings and JSON, each with its column. Knows nothing of what they mean.
 */
import type { Json } from '../expression/json';

export type Token =
	| { readonly type: 'word'; readonly text: string; readonly column: number }
	| { readonly type: 'string'; readonly text: string; readonly column: number }
	| { readonly type: 'json'; readonly value: Json; readonly column: number }
	| { readonly type: 'mark'; readonly text: Mark; readonly column: number };

export type Mark = ',' | ':' | '#' | '@' | '/' | '→';

/** What no word may contain, and the message where it stands all the same. */
export class TraceSyntaxError extends Error {
	constructor(
		message: string,
		readonly column: number,
	) {
		super(message);
	}
}

const blank = /\s+/y;
const word = /(?:(?!->)[^\s,:#@/→"{}[\]])+/y;
const text = /"(?:[^"\\]|\\.)*"/y;

/** Columns count from 1. Throws TraceSyntaxError. A comment ends the line. */
export function tokenize(line: string): readonly Token[] {
	const tokens: Token[] = [];
	let at = 0;
	const match = (pattern: RegExp): string | null => {
		pattern.lastIndex = at;
		const found = pattern.exec(line)?.[0] ?? null;
		if (found !== null) at += found.length;
		return found;
	};
	while (at < line.length) {
		const column = at + 1;
		if (match(blank) !== null) continue;
		if (line.startsWith('//', at)) break;
		if (line.startsWith('->', at)) {
			tokens.push({ type: 'mark', text: '→', column });
			at += 2;
			continue;
		}
		const next = line[at] ?? '';
		if (isMark(next)) {
			tokens.push({ type: 'mark', text: next, column });
			at += 1;
		} else if (next === '{' || next === '[') {
			const end = jsonEnd(line, at);
			tokens.push({ type: 'json', value: parseJson(line.slice(at, end), column), column });
			at = end;
		} else if (next === '"') {
			const quoted = match(text);
			if (quoted === null) throw new TraceSyntaxError('This string has no end. Close it with ".', column);
			tokens.push({ type: 'string', text: String(parseJson(quoted, column)), column });
		} else {
			const found = match(word);
			if (found === null) throw new TraceSyntaxError(`"${next}" has no beginning. Remove it.`, column);
			tokens.push({ type: 'word', text: found, column });
		}
	}
	return tokens;
}

/** As a word where it can be one, else as a JSON string. */
export function wordText(value: string): string {
	word.lastIndex = 0;
	return word.exec(value)?.[0] === value ? value : JSON.stringify(value);
}

function isMark(character: string): character is Mark {
	return character !== '' && ',:#@/→'.includes(character);
}

/** The index behind the bracket that closes the one at `from`; brackets in strings do not count. */
function jsonEnd(line: string, from: number): number {
	let depth = 0;
	for (let at = from; at < line.length; at += 1) {
		const character = line[at];
		if (character === '"') {
			text.lastIndex = at;
			const quoted = text.exec(line)?.[0];
			if (quoted === undefined) break;
			at += quoted.length - 1;
		} else if (character === '{' || character === '[') depth += 1;
		else if (character === '}' || character === ']') {
			depth -= 1;
			if (depth === 0) return at + 1;
		}
	}
	throw new TraceSyntaxError('This JSON has no end. Close its bracket on the same line.', from + 1);
}

function parseJson(source: string, column: number): Json {
	try {
		return JSON.parse(source) as Json;
	} catch {
		throw new TraceSyntaxError(`This is no JSON: ${source}. Names and texts stand in double quotes.`, column);
	}
}
