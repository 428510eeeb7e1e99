/** `operator ACTION [RUN [to STEP]] [json] because STRING`, where each action says what it needs. */
import { isJsonList } from '../expression/json';
import type { TokenReader } from './token-reader';
import { TraceSyntaxError } from './tokenize';
import { type OperatorWord, operatorActions, type TraceInput } from './trace';

interface Needs {
	/** `incident`: without it, what the only open incident is about. `call`: without it, the saga; else the one that it calls. */
	readonly run: 'no' | 'yes' | 'incident' | 'call';
	readonly json: 'no' | 'object' | 'any';
}

const needs: Readonly<Record<OperatorWord, Needs>> = {
	retry: { run: 'incident', json: 'object' },
	'supply-reply': { run: 'yes', json: 'any' },
	'skip-done': { run: 'yes', json: 'object' },
	'skip-not-done': { run: 'yes', json: 'no' },
	'mark-undone': { run: 'yes', json: 'no' },
	'accept-gap': { run: 'yes', json: 'no' },
	'undo-everything': { run: 'call', json: 'no' },
	'undo-back-to': { run: 'yes', json: 'no' },
	'move-token': { run: 'yes', json: 'no' },
	'cancel-with-undo': { run: 'call', json: 'no' },
	'cancel-without-undo': { run: 'call', json: 'no' },
	suspend: { run: 'call', json: 'no' },
	resume: { run: 'call', json: 'no' },
	migrate: { run: 'no', json: 'object' },
};

export function parseOperator(reader: TokenReader): TraceInput {
	const word = reader.word('an action');
	const action = operatorActions.find((known) => known === word.text);
	if (action === undefined) throw reader.wrong(`one of the actions ${operatorActions.join(', ')}`, word);
	const need = needs[action];
	const run = need.run === 'no' || reader.nextIsWord('because') ? null : reader.optionalRun();
	if (run === null && need.run === 'yes')
		throw new TraceSyntaxError(`"${action}" needs a run, as in "operator ${action} STEP".`, word.column);
	const to = action === 'move-token' ? destination(reader) : null;
	const json = need.json === 'no' ? null : need.json === 'object' ? reader.optionalObject() : reader.optionalJson();
	if (action === 'migrate' && !isVersion(json))
		throw new TraceSyntaxError('"migrate" needs the version, as in {"version": 2}.', word.column);
	reader.expectWord('because');
	return { type: 'operator', action, run, to, json, because: reader.string('the reason, in double quotes') };
}

function destination(reader: TokenReader): string {
	reader.expectWord('to');
	return reader.word('the node before which the token is put').text;
}

function isVersion(json: unknown): boolean {
	if (typeof json !== 'object' || json === null || isJsonList(json as never)) return false;
	return 'version' in json && Number.isInteger(json.version);
}
