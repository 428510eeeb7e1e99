// Source text → syntax tree, once per expression when a flow is compiled or
// checked. The grammar is lezer-feel's; this file adds the bounds and says what
// is wrong in the analyst's words.
//
// Invariant: a tree that leaves here is within SOURCE_NODES_MAX and
// SOURCE_DEPTH_MAX, so whoever walks it may recurse. Names are read without
// knowing the variables: `order-id` is a subtraction, whatever the data holds.

import { parser } from 'lezer-feel';
import { SOURCE_DEPTH_MAX, SOURCE_LENGTH_MAX, SOURCE_NODES_MAX } from './limits';
import type { ExpressionProblem } from './problem';

export interface SyntaxNode {
	/** The grammar's name of the node, for example `PathExpression`. */
	readonly kind: string;
	readonly text: string;
	readonly from: number;
	readonly to: number;
	readonly children: readonly SyntaxNode[];
	/** Nodes in this subtree: what one evaluation of it costs, loops inside it apart. */
	readonly size: number;
}

export type ParseResult =
	| { readonly ok: true; readonly root: SyntaxNode }
	| { readonly ok: false; readonly problem: ExpressionProblem };

const expressionParser = parser.configure({ top: 'Expression' });

/** Behind an error the parser tries what could have been meant, which costs a hundred times as much: this far and no farther. */
const CHARACTERS_BEHIND_ERROR = 40;

export function parseExpression(source: string): ParseResult {
	const problem = problemOfText(source) ?? problemOfBrackets(source);
	if (problem) return { ok: false, problem };
	return new TreeReader(source).read();
}

function problemOfText(source: string): ExpressionProblem | null {
	const whole = { from: 0, to: source.length };
	if (source.length > SOURCE_LENGTH_MAX) {
		const message = `The expression has ${source.length} characters; at most ${SOURCE_LENGTH_MAX} are allowed. Split it over several assignments.`;
		return { code: 'too-long', message, ...whole };
	}
	if (source.trim() === '') return { code: 'empty', message: 'There is no expression here. Write one.', ...whole };
	if (source.trimStart().startsWith('=')) {
		const from = source.indexOf('=');
		const message = 'An expression is written without a leading "=". Remove it.';
		return { code: 'leading-equals', message, from, to: from + 1 };
	}
	return null;
}

/** Each bracket nests the tree at least once: thousands of them are refused before they are parsed. */
function problemOfBrackets(source: string): ExpressionProblem | null {
	let depth = 0;
	for (const { 0: token, index } of source.matchAll(/"(?:\\.|[^"\\])*"?|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|[()[\]{}]/g)) {
		if ('([{'.includes(token)) depth += 1;
		else if (')]}'.includes(token)) depth = Math.max(0, depth - 1);
		if (depth > SOURCE_DEPTH_MAX) return tooDeep(index, index + 1);
	}
	return null;
}

function tooDeep(from: number, to: number): ExpressionProblem {
	const message = `The expression is nested deeper than ${SOURCE_DEPTH_MAX} levels. Split it over several assignments.`;
	return { code: 'too-deep', message, from, to };
}

interface Reading {
	readonly buffer: { readonly length: number };
	split(): Reading;
}

/** Not of the parser's public face. Without them a source with errors costs more time, and a very long one in parentheses is refused. */
type Parse = ReturnType<typeof expressionParser.startParse> & { readonly recovering?: number; stacks?: Reading[] };

/**
 * `(` may begin a range, so the parser follows two readings until it has met `..` or `)`. Of readings of more than 500
 * entries it drops all but one, which may be the right one: split off, an equal reading begins with none.
 */
const ENTRIES_TO_SPLIT_AT = 300;

function treeOf(source: string) {
	const parse: Parse = expressionParser.startParse(source);
	for (;;) {
		const tree = parse.advance();
		if (tree !== null) return tree;
		if (parse.stacks !== undefined && parse.stacks.length > 1)
			parse.stacks = parse.stacks.map((reading) =>
				reading.buffer.length > ENTRIES_TO_SPLIT_AT ? reading.split() : reading,
			);
		if (parse.stoppedAt === null && (parse.recovering ?? 0) > 0)
			parse.stopAt(Math.min(parse.parsedPos + CHARACTERS_BEHIND_ERROR, source.length));
	}
}

/** Reads the parser's tree with a cursor, not by recursion: its depth is not bounded yet. */
class TreeReader {
	private nodes = 0;

	constructor(private readonly source: string) {}

	read(): ParseResult {
		const cursor = treeOf(this.source).cursor();
		const top: Draft = { kind: 'Expression', from: 0, to: this.source.length, children: [] };
		const open: Draft[] = [top];
		if (!cursor.firstChild()) return this.syntaxProblem(0, 0);
		for (;;) {
			const { from, to, type } = cursor;
			if (type.isError) return this.syntaxProblem(from, to);
			if (!type.isSkipped) {
				const problem = this.boundsProblem(open.length, from, to);
				if (problem) return { ok: false, problem };
				const node: Draft = { kind: type.name, from, to, children: [] };
				open.at(-1)?.children.push(node);
				if (cursor.firstChild()) {
					open.push(node);
					continue;
				}
			}
			while (!cursor.nextSibling()) {
				if (open.length === 1) return { ok: true, root: this.finished(top) };
				cursor.parent();
				open.pop();
			}
		}
	}

	private finished(draft: Draft): SyntaxNode {
		const children = draft.children.map((child) => this.finished(child));
		const size = children.reduce((sum, child) => sum + child.size, 1);
		const { kind, from, to } = draft;
		return { kind, from, to, text: this.source.slice(from, to), children, size };
	}

	private boundsProblem(depth: number, from: number, to: number): ExpressionProblem | null {
		this.nodes += 1;
		if (this.nodes > SOURCE_NODES_MAX) {
			const message = `The expression has more than ${SOURCE_NODES_MAX} parts. Split it over several assignments.`;
			return { code: 'too-many-parts', message, from, to: this.source.length };
		}
		return depth > SOURCE_DEPTH_MAX ? tooDeep(from, to) : null;
	}

	private syntaxProblem(errorFrom: number, errorTo: number): ParseResult {
		const { source } = this;
		const from = errorFrom + blanksAt(source, errorFrom);
		if (from >= source.trimEnd().length) {
			const message = `The expression is not finished: something is missing after "${shortened(source.trim())}".`;
			return { ok: false, problem: { code: 'syntax', message, from: source.length, to: source.length } };
		}
		const word = /^(?:[\p{L}\p{N}_]+|"[^"]*|&&|\|\||[=!<>]=|.)/su.exec(source.slice(from))?.[0] ?? '';
		const to = Math.max(errorTo, from + word.length);
		const hint = hints.find(([pattern]) => pattern.test(source.slice(from)))?.[1] ?? '';
		const message = `"${shortened(word)}" is not expected here.${hint}`;
		return { ok: false, problem: { code: 'syntax', message, from, to } };
	}
}

interface Draft {
	readonly kind: string;
	readonly from: number;
	readonly to: number;
	readonly children: Draft[];
}

/** What people used to other languages write, and what FEEL writes instead. */
const hints: readonly (readonly [RegExp, string])[] = [
	[/^&/, ' Write "and".'],
	[/^\|/, ' Write "or".'],
	[/^!/, ' Write "not(…)", or "!=" for "is not equal".'],
	[/^=/, ' One "=" compares; nothing is assigned in an expression.'],
	[/^['’`]/, ' Texts are written in double quotes: "like this".'],
	[/^"/, ' A text ends with a double quote on the same line.'],
	[/^%/, ' Write "modulo(a, b)".'],
	[/^\?/, ' Write "if … then … else …".'],
	[/^;/, ' An expression is one value; there is nothing to separate.'],
	[
		/^(if|then|else|for|in|return|some|every|satisfies|and|or|between|function|null|true|false)\b/,
		' It is a word of the language.',
	],
];

function blanksAt(source: string, from: number): number {
	return /^\s*/.exec(source.slice(from))?.[0].length ?? 0;
}

function shortened(text: string): string {
	return text.length <= 40 ? text : `…${text.slice(-39)}`;
}
