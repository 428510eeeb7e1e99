/**
 * Trace text → lines, and problems at their places. A line with a problem is left out; the others stand, so that an
 * editor can mark all mistakes at once. Grammar and closed lists: docs/traces.md.
 */
import { parseEffects } from './parse-effects';
import { parseInput } from './parse-input';
import { TokenReader } from './token-reader';
import { TraceSyntaxError, tokenize } from './tokenize';
import type { TraceLine, TraceProblem } from './trace';

export interface ParsedTrace {
	readonly lines: readonly TraceLine[];
	readonly problems: readonly TraceProblem[];
}

export function parseTrace(source: string): ParsedTrace {
	const lines: TraceLine[] = [];
	const problems: TraceProblem[] = [];
	source.split(/\r?\n/).forEach((text, at) => {
		try {
			const line = parseLine(text, at + 1);
			if (line !== null) lines.push(line);
		} catch (error) {
			if (!(error instanceof TraceSyntaxError)) throw error;
			problems.push({ line: at + 1, column: error.column, message: error.message });
		}
	});
	return { lines, problems };
}

function parseLine(source: string, line: number): TraceLine | null {
	const tokens = tokenize(source);
	if (tokens.length === 0) return null;
	const reader = new TokenReader(tokens, source.trimEnd().length);
	const saga = reader.sagaName();
	const input = parseInput(reader);
	const expected = reader.takeMark('→') ? parseEffects(reader) : null;
	reader.expectEnd(expected === null ? '"→" and what it causes, or nothing' : '"," and a further effect, or nothing');
	return { line, text: withoutComment(source), saga, input, expected };
}

function withoutComment(source: string): string {
	return source.replace(/^((?:[^"/]|"(?:[^"\\]|\\.)*"|\/(?!\/))*)\/\/.*$/, '$1').trim();
}
