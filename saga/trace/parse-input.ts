/** The left side of a line: what happens. */
import { durationMs } from './duration';
import { parseOperator } from './parse-operator';
import type { TokenReader } from './token-reader';
import { TraceSyntaxError } from './tokenize';
import type { TraceInput } from './trace';

export function parseInput(reader: TokenReader): TraceInput {
	const first = reader.word('an input (start, reply, undo-reply, event, signal, approve, wait, operator, …)');
	switch (first.text) {
		case 'start':
			return { type: 'start', flow: reader.optionalWord(), payload: reader.optionalObject() };
		case 'late': {
			const kind = reader.word('reply or undo-reply');
			if (kind.text !== 'reply' && kind.text !== 'undo-reply') throw reader.wrong('reply or undo-reply', kind);
			return parseReply(reader, kind.text === 'undo-reply', true);
		}
		case 'reply':
		case 'undo-reply':
			return parseReply(reader, first.text === 'undo-reply', false);
		case 'event': {
			const name = reader.word('the name of the message').text;
			const key = reader.word('its correlation key').text;
			return { type: 'event', name, key, id: reader.optionalWord(), payload: reader.optionalObject() ?? {} };
		}
		case 'signal': {
			const name = reader.word('the name of the signal').text;
			return { type: 'signal', name, payload: reader.optionalObject() ?? {} };
		}
		case 'approve':
			return { type: 'approve', run: reader.runWithoutAttempt(), output: reader.optionalObject() ?? {} };
		case 'wait':
			return { type: 'wait', durationMs: parseDuration(reader) };
		case 'operator':
			return parseOperator(reader);
		case 'restart':
			return { type: 'restart' };
		case 'duplicate':
			return { type: 'duplicate', line: reader.count('the number of the line whose reply or event comes again') };
		default:
			throw new TraceSyntaxError(
				`"${first.text}" is no input. Known are start, reply, undo-reply, late, event, signal, approve, wait, operator, restart and duplicate.`,
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

function parseDuration(reader: TokenReader): number {
	const duration = reader.word('a duration as in PT30S');
	const ms = durationMs(duration.text);
	if (ms === null) throw reader.wrong('an ISO 8601 duration in days, hours, minutes, seconds, as in PT1M30S', duration);
	return ms;
}
