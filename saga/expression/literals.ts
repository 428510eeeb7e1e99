// Numbers, texts, true, false, null, lists and contexts as they are written.
//
// Invariant: a context that is made here has no forbidden key, so it can be
// stored and spread like any JSON object. Entries see the entries before them.

import type { Compilation, Part } from './compilation';
import { isForbiddenKey, textProblem } from './json';
import type { SyntaxNode } from './parse';
import type { Value } from './value';

export function constant(value: Value): Part {
	return { run: () => value, gives: typeof value === 'number' ? 'number' : 'unknown', constant: value };
}

export function compileNumber(node: SyntaxNode, compilation: Compilation): Part {
	const value = Number(node.text.replace(/\s+/g, ''));
	if (Number.isFinite(value)) return constant(value);
	return compilation.refuse(node, 'bad-text', `${node.text} is too large for a number.`);
}

export function compileText(node: SyntaxNode, compilation: Compilation): Part {
	const value = textOf(node);
	const problem = textProblem(value);
	if (problem) return compilation.refuse(node, 'bad-text', `This text is not allowed: ${problem}.`);
	return constant(value);
}

const escapes = /\\(?:(["\\nrt])|u([0-9a-fA-F]{5,6}|[0-9a-fA-F]{1,4}))/g;
const plainEscapes: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };

/** The value of a string literal; an unknown escape stays as it is written. */
function textOf(node: SyntaxNode): string {
	return node.text.slice(1, -1).replace(escapes, (whole, letter?: string, hex?: string) => {
		if (letter !== undefined) return plainEscapes[letter] ?? letter;
		const code = Number.parseInt(hex ?? '', 16);
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}

export function compileList(node: SyntaxNode, compilation: Compilation): Part {
	const items = compilation.compileAll(node.children.slice(1, -1)).map((part) => part.run);
	return { run: (evaluation) => items.map((item) => item(evaluation)), gives: 'unknown' };
}

interface Entry {
	readonly key: string;
	readonly slot: number;
	readonly run: Part['run'];
}

export function compileContext(node: SyntaxNode, compilation: Compilation): Part {
	const entries = compilation.scoped(() =>
		node.children.filter((child) => child.kind === 'ContextEntry').map((entry) => compileEntry(entry, compilation)),
	);
	return {
		gives: 'unknown',
		run: (evaluation) => {
			const context: { [key: string]: Value } = {};
			for (const { key, slot, run } of entries) {
				const value = run(evaluation);
				evaluation.slots[slot] = value;
				context[key] = value;
			}
			return context;
		},
	};
}

function compileEntry(node: SyntaxNode, compilation: Compilation): Entry {
	const [keyNode, valueNode] = node.children;
	const name = keyNode?.children[0];
	const key = name?.kind === 'StringLiteral' ? textOf(name) : (name?.text ?? '').replace(/\s+/g, ' ');
	const problem = textProblem(key);
	if (problem) compilation.refuse(node, 'bad-text', `This key is not allowed: ${problem}.`);
	if (isForbiddenKey(key))
		compilation.refuse(node, 'forbidden-key', `The key "${key}" is not allowed. Choose another.`);
	const { run } = compilation.compile(valueNode);
	return { key, run, slot: compilation.bind(key) };
}
