/** The right side of a line: what it causes. `wait` stands alone and says that it causes nothing. */
import type { IgnoredReason } from '../engine/entry';
import { type IncidentKind, incidentKinds, sagaStatuses } from '../engine/state';
import type { TokenReader, Word } from './token-reader';
import { TraceSyntaxError } from './tokenize';
import type { ExpectedEffect, TraceRefusal } from './trace';

/** Closed lists, as in docs/traces.md. */
export const refusalCodes: readonly TraceRefusal[] = [
	'status',
	'pivot',
	'not-open',
	'no-such-run',
	'other-token',
	'payload',
	'ever',
];
export const ignoredReasons: readonly IgnoredReason[] = ['duplicate', 'late', 'old-attempt'];

export function parseEffects(reader: TokenReader): readonly ExpectedEffect[] {
	const effects: ExpectedEffect[] = [];
	let waits: Word | null = null;
	do {
		const saga = reader.sagaName();
		const word = reader.word('an effect (send, undo, publish, incident, refused, ignored, wait or a status)');
		if (word.text === 'wait') waits = word;
		else effects.push(...parseEffect(reader, word, saga));
	} while (reader.takeMark(','));
	if (waits !== null && effects.length > 0)
		throw new TraceSyntaxError('"wait" says that nothing happens, so it stands alone.', waits.column);
	return effects;
}

function parseEffect(reader: TokenReader, word: Word, saga: string | null): readonly ExpectedEffect[] {
	switch (word.text) {
		case 'send':
		case 'undo': {
			const effects: ExpectedEffect[] = [];
			do effects.push({ type: word.text, saga, run: reader.run(), json: reader.optionalObject() });
			while (reader.nextIsItem());
			return effects;
		}
		case 'publish': {
			const name = reader.word('the name of the event').text;
			return [{ type: 'publish', saga, name, json: reader.optionalObject() }];
		}
		case 'incident': {
			const kind = reader.word('the kind of the incident');
			return [{ type: 'incident', saga, kind: incidentKind(reader, kind), run: reader.optionalRun() }];
		}
		case 'refused':
			return [{ type: 'refused', saga, code: optionalOf(reader, refusalCodes) }];
		case 'ignored':
			return [{ type: 'ignored', saga, reason: optionalOf(reader, ignoredReasons) }];
		case 'suspended':
		case 'resumed':
			return [{ type: word.text, saga }];
		default:
			return [status(reader, word, saga)];
	}
}

function incidentKind(reader: TokenReader, word: Word): IncidentKind {
	const kind = incidentKinds.find((known) => known === word.text);
	if (kind === undefined) throw reader.wrong(`one of ${incidentKinds.join(', ')}`, word);
	return kind;
}

function status(reader: TokenReader, word: Word, saga: string | null): ExpectedEffect {
	const known = sagaStatuses.find((candidate) => candidate === word.text);
	if (known === undefined)
		throw reader.wrong(
			`send, undo, publish, incident, refused, ignored, suspended, resumed, wait or one of ${sagaStatuses.join(', ')}`,
			word,
		);
	return { type: 'status', saga, status: known };
}

function optionalOf<Known extends string>(reader: TokenReader, list: readonly Known[]): Known | null {
	if (!reader.nextIsItem()) return null;
	const word = reader.word('');
	const known = list.find((candidate) => candidate === word.text);
	if (known === undefined) throw reader.wrong(`one of ${list.join(', ')}`, word);
	return known;
}
