/**
 * Trace text → lines, and problems at their places. A line with a problem is left out; the others stand, so that an
 * editor can mark all mistakes at once. Grammar and closed lists: docs/traces.md.
 */
import type { JsonObject } from '../expression/json';
import { durationMs } from './duration';
import { parseEffects } from './parse-effects';
import { TokenReader } from './token-reader';
import { TraceSyntaxError, tokenize } from './tokenize';
import type { RunRef, TraceInput, TraceLine, TraceProblem } from './trace';

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

/** Words of node kinds and actions that are not there yet: known, so that the message says so. */
const laterInputs: Readonly<Record<string, string>> = {
	event: 'Events are not available yet.',
	signal: 'Signals are not available yet.',
	approve: 'Approvals are not available yet.',
};
const laterActions = [
	'supply-reply',
	'skip-done',
	'skip-not-done',
	'mark-undone',
	'accept-gap',
	'undo-everything',
	'undo-back-to',
	'move-token',
	'cancel-with-undo',
	'cancel-without-undo',
	'suspend',
	'resume',
	'migrate',
];

function parseInput(reader: TokenReader): TraceInput {
	const first = reader.word('an input (start, reply, undo-reply, wait, operator, restart, duplicate)');
	switch (first.text) {
		case 'start':
			return { type: 'start', flow: reader.optionalWord(), payload: reader.optionalObject() };
		case 'late': {
			const kind = reader.word('reply or undo-reply');
			if (kind.text !== 'reply' && kind.text !== 'undo-reply') throw reader.wrong('reply or undo-reply', kind);
			return parseReply(reader, kind.text === 'undo-reply', true);
		}
		case 'reply':
			return parseReply(reader, false, false);
		case 'undo-reply':
			return parseReply(reader, true, false);
		case 'wait': {
			const duration = reader.word('a duration as in PT30S');
			const ms = durationMs(duration.text);
			if (ms === null)
				throw reader.wrong('an ISO 8601 duration in days, hours, minutes, seconds, as in PT1M30S', duration);
			return { type: 'wait', durationMs: ms };
		}
		case 'operator':
			return parseOperator(reader);
		case 'restart':
			return { type: 'restart' };
		case 'duplicate':
			return { type: 'duplicate', line: reader.count('the number of the line whose reply comes again') };
		default:
			throw new TraceSyntaxError(
				laterInputs[first.text] ??
					`"${first.text}" is no input. Known are start, reply, undo-reply, late, wait, operator, restart and duplicate.`,
				first.column,
			);
	}
}

function parseReply(reader: TokenReader, undo: boolean, late: boolean): TraceInput {
	const run = reader.run();
	const word = reader.word('ok, failed CODE or unavailable');
	const reply = { type: 'reply', undo, late, run } as const;
	switch (word.text) {
		case 'ok':
			return { ...reply, answer: { type: 'completed', output: reader.optionalJson() } };
		case 'failed': {
			const code = reader.word('the code of the failure').text;
			const message = reader.optionalObject()?.message;
			return { ...reply, answer: { type: 'failed', code, message: typeof message === 'string' ? message : '' } };
		}
		case 'unavailable':
			return { ...reply, answer: { type: 'unavailable', message: '' } };
		default:
			throw reader.wrong('ok, failed CODE or unavailable', word);
	}
}

function parseOperator(reader: TokenReader): TraceInput {
	const action = reader.word('an action (retry)');
	if (laterActions.includes(action.text))
		throw new TraceSyntaxError(`The action "${action.text}" is not available yet. Available is retry.`, action.column);
	if (action.text !== 'retry') throw reader.wrong('an action (retry)', action);
	const run: RunRef | null = reader.nextIsWord('because') ? null : reader.optionalRun();
	const changedInput: JsonObject | null = reader.optionalObject();
	reader.expectWord('because');
	return { type: 'retry', run, changedInput, because: reader.string('the reason, in double quotes') };
}
