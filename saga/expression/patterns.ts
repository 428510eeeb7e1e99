// `matches`, `replace` and `split` with regular expressions, matched by re2js in
// time linear in the text: no pattern can run away.
//
// Invariant: a pattern is a text literal, so it is compiled, and judged, with
// the expression. A search pays for the text ahead of it times the pattern's
// size. What needs backtracking (look-around, \1) is refused at its place.

import { RE2JS, RE2JSException } from 're2js';
import type { Compilation, Part } from './compilation';
import type { Evaluation } from './evaluation';
import { PATTERN_LENGTH_MAX, PATTERN_SIZE_MAX } from './limits';
import type { SyntaxNode } from './parse';
import type { Value } from './value';

/** One place where a pattern matches; `groups[0]` is the whole match. */
interface Match {
	readonly start: number;
	readonly end: number;
	readonly groups: readonly (string | null)[];
}

/** Instructions of a pattern tried at one character for one step of ours. */
const instructionsPerStep = 8;

class Pattern {
	private readonly cost: number;

	constructor(private readonly regex: RE2JS) {
		this.cost = regex.programSize() / instructionsPerStep;
	}

	test(text: string, evaluation: Evaluation): boolean {
		evaluation.spend((text.length + 1) * this.cost);
		return this.regex.test(text);
	}

	/** All matches from left to right; `visit` runs once for each. */
	each(text: string, evaluation: Evaluation, visit: (match: Match) => void): void {
		const matcher = this.regex.matcher(text);
		let position = 0;
		for (;;) {
			evaluation.spend(1 + (text.length - position + 1) * this.cost);
			if (!matcher.find()) return;
			const end = matcher.end();
			const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? null);
			visit({ start: matcher.start(), end, groups });
			position = end;
		}
	}
}

export function compileMatches(nodes: readonly (SyntaxNode | undefined)[], compilation: Compilation): Part {
	const [inputNode, patternNode, flagsNode] = nodes;
	const input = compilation.compile(inputNode).run;
	const pattern = compilePattern(patternNode, flagsNode, compilation);
	return {
		gives: 'unknown',
		run: (evaluation) => {
			const text = input(evaluation);
			return typeof text === 'string' && pattern ? pattern.test(text, evaluation) : null;
		},
	};
}

export function compileReplace(nodes: readonly (SyntaxNode | undefined)[], compilation: Compilation): Part {
	const [inputNode, patternNode, replacementNode, flagsNode] = nodes;
	const input = compilation.compile(inputNode).run;
	const pattern = compilePattern(patternNode, flagsNode, compilation);
	const replacement = compilation.compile(replacementNode).run;
	return {
		gives: 'unknown',
		run: (evaluation) => {
			const text = input(evaluation);
			const by = replacement(evaluation);
			return typeof text === 'string' && typeof by === 'string' && pattern
				? replaced(text, pattern, by, evaluation)
				: null;
		},
	};
}

function replaced(text: string, pattern: Pattern, replacement: string, evaluation: Evaluation): string {
	const pieces: string[] = [];
	let length = text.length;
	let position = 0;
	pattern.each(text, evaluation, ({ start, end, groups }) => {
		const piece = expanded(replacement, groups);
		length += piece.length;
		evaluation.spendNewText(length);
		pieces.push(text.slice(position, start), piece);
		position = end;
	});
	return pieces.join('') + text.slice(position);
}

/** `$1` is the first group, `$0` and `$&` the whole match, `$$` a dollar sign. */
function expanded(replacement: string, groups: readonly (string | null)[]): string {
	if (!replacement.includes('$')) return replacement;
	return replacement.replace(/\$(\$|&|\d)/g, (whole, sign: string) => {
		if (sign === '$') return '$';
		const index = sign === '&' ? 0 : Number(sign);
		return index < groups.length ? (groups[index] ?? '') : whole;
	});
}

export function compileSplit(nodes: readonly (SyntaxNode | undefined)[], compilation: Compilation): Part {
	const [inputNode, patternNode] = nodes;
	const input = compilation.compile(inputNode).run;
	const pattern = compilePattern(patternNode, undefined, compilation);
	return {
		gives: 'unknown',
		run: (evaluation): Value => {
			const text = input(evaluation);
			return typeof text === 'string' && pattern ? split(text, pattern, evaluation) : null;
		},
	};
}

/** An empty match parts two characters, and nothing at the ends. */
function split(text: string, pattern: Pattern, evaluation: Evaluation): string[] {
	const pieces: string[] = [];
	let position = 0;
	let matched = false;
	pattern.each(text, evaluation, ({ start, end }) => {
		matched = true;
		if (end === start && (start === position || start >= text.length)) return;
		pieces.push(text.slice(position, start));
		position = end;
	});
	if (text === '' && matched) return [];
	return [...pieces, text.slice(position)];
}

function compilePattern(
	patternNode: SyntaxNode | undefined,
	flagsNode: SyntaxNode | undefined,
	compilation: Compilation,
): Pattern | null {
	if (!patternNode) return null;
	const pattern = compilation.compile(patternNode).constant;
	const flags = flagsNode ? compilation.compile(flagsNode).constant : '';
	if (typeof pattern !== 'string' || typeof flags !== 'string') {
		compilation.refuse(patternNode, 'bad-pattern', 'Write the pattern, and its flags, as a text here: "[0-9]+".');
		return null;
	}
	const compiled = patternOf(pattern, flags, compilation);
	if (typeof compiled !== 'string') return compiled;
	compilation.refuse(patternNode, 'bad-pattern', compiled);
	return null;
}

const tooLarge =
	'The patterns of this expression are too large together: write fewer, or smaller repetitions than {100}.';

/** The pattern, or what is wrong with it. */
function patternOf(source: string, flags: string, compilation: Compilation): Pattern | string {
	// Compiling a large pattern takes long, so it is not done again once there was one.
	if (compilation.patternSize > PATTERN_SIZE_MAX) return tooLarge;
	if (source.length > PATTERN_LENGTH_MAX) return `The pattern is longer than ${PATTERN_LENGTH_MAX} characters.`;
	if (/[^ims]/.test(flags))
		return `The flags "${flags}" are not known: i (ignore case), m (lines) and s (dot matches line ends) are.`;
	try {
		const regex = RE2JS.compile(source, flagsOf(flags));
		compilation.patternSize += regex.programSize();
		return compilation.patternSize <= PATTERN_SIZE_MAX ? new Pattern(regex) : tooLarge;
	} catch (error) {
		if (!(error instanceof RE2JSException)) throw error;
		return `The pattern cannot be used: ${error.message}. Look-around and \\1 are not supported.`;
	}
}

function flagsOf(flags: string): number {
	const { CASE_INSENSITIVE, MULTILINE, DOTALL } = RE2JS;
	const bits = { i: CASE_INSENSITIVE, m: MULTILINE, s: DOTALL };
	return [...flags].reduce((sum, flag) => sum | (flag === 'i' ? bits.i : flag === 'm' ? bits.m : bits.s), 0);
}
