/**
 * Traces as text: effects as they are written, a whole report as a trace that would pass (what happened stands on the
 * right), and a report of what went wrong for people.
 */
import { canonicalJson, type JsonObject } from '../expression/json';
import type { LineReport, TraceReport } from './run-trace';
import { wordText } from './tokenize';
import type { ExpectedEffect, ObservedEffect, RunRef } from './trace';

/** Names a line's effects as the line would have to list them. */
function printEffects(effects: readonly ObservedEffect[], withSaga: boolean, withJson = false): string {
	if (effects.length === 0) return 'wait';
	return effects
		.map(
			(effect) =>
				`${withSaga && effect.saga ? `${wordText(effect.saga)}: ` : ''}${printObserved(effect)}${withJson && 'json' in effect ? printJson(effect.json) : ''}`,
		)
		.join(', ');
}

function printObserved(effect: ObservedEffect): string {
	switch (effect.type) {
		case 'send':
		case 'undo':
			return `${effect.type} ${effect.run.text}${effect.attempt > 1 ? `@${effect.attempt}` : ''}`;
		case 'publish':
			return `publish ${wordText(effect.name)}`;
		case 'incident':
			return `incident ${effect.kind}${effect.run === null ? '' : ` ${effect.run.text}`}`;
		case 'refused':
			return `refused ${effect.code}`;
		case 'ignored':
			return `ignored ${effect.reason}`;
		case 'status':
			return effect.status;
		case 'suspended':
		case 'resumed':
			return effect.type;
	}
}

/** As it was written. */
function printRun({ parts, attempt }: RunRef): string {
	const path = parts.map(({ step, count }) => `${wordText(step)}${count === null ? '' : `#${count}`}`).join('/');
	return `${path}${attempt === null ? '' : `@${attempt}`}`;
}

function printExpected(effect: ExpectedEffect): string {
	return `${effect.saga === null ? '' : `${wordText(effect.saga)}: `}${printBody(effect)}`;
}

function printBody(effect: ExpectedEffect): string {
	switch (effect.type) {
		case 'send':
		case 'undo':
			return `${effect.type} ${printRun(effect.run)}${printJson(effect.json)}`;
		case 'publish':
			return `publish ${wordText(effect.name)}${printJson(effect.json)}`;
		case 'incident':
			return `incident ${effect.kind}${effect.run === null ? '' : ` ${printRun(effect.run)}`}`;
		case 'refused':
			return `refused${effect.code === null ? '' : ` ${effect.code}`}`;
		case 'ignored':
			return `ignored${effect.reason === null ? '' : ` ${effect.reason}`}`;
		case 'status':
			return effect.status;
		case 'suspended':
		case 'resumed':
			return effect.type;
	}
}

function printJson(json: JsonObject | null): string {
	return json === null ? '' : ` ${canonicalJson(json)}`;
}

/** The trace with what really happened on the right side of each line that was played. `withJson`: and what was sent. */
export function printTrace(report: TraceReport, { withJson = false } = {}): string {
	const inputs = report.lines.map((played) => inputOf(played.line.text));
	const width = Math.max(0, ...inputs.map((input) => input.length));
	return report.lines
		.map((played, at) => {
			const input = inputs[at] ?? '';
			return 'observed' in played
				? `${input.padEnd(width)} → ${printEffects(played.observed, isShared(report), withJson)}`
				: input;
		})
		.join('\n');
}

/** Up to the arrow, which may also stand in a string. */
function inputOf(text: string): string {
	return /^(?:"(?:[^"\\]|\\.)*"|(?!→|->)[^"])*/.exec(text)?.[0].trimEnd() ?? '';
}

function isShared({ lines }: TraceReport): boolean {
	return lines.some(({ line }) => line.saga !== null);
}

/** All that is wrong, one paragraph each, with the line's number; empty if nothing is. */
export function printFailures(report: TraceReport): string {
	return [
		...report.flowProblems.map(({ code, message, node, edge }) => `flow: ${node ?? edge ?? ''} ${message} (${code})`),
		...report.problems.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`),
		...report.lines.flatMap((played) => printFailure(played, isShared(report))),
	].join('\n');
}

function printFailure(played: LineReport, withSaga: boolean): readonly string[] {
	const words = differenceWords(played, withSaga);
	if (words.length === 0) return [];
	return [[`line ${played.line.line}: ${played.line.text}`, ...words.map((text) => `    ${text}`)].join('\n')];
}

/** Why a line is wrong, thing by thing; empty if it is not. */
export function differenceWords(played: LineReport, withSaga = true): readonly string[] {
	if (played.outcome === 'failed') return [played.message];
	if (played.outcome !== 'mismatched') return [];
	const { missing, unexpected } = played.difference;
	return [
		...missing.map((effect) => `did not happen: ${printExpected(effect)}`),
		...unexpected.map((effect) => `happened, too:  ${printUnexpected(effect, withSaga)}`),
	];
}

/** What a line caused, as the line would have to say it. */
export function observedWords(effects: readonly ObservedEffect[]): string {
	return printEffects(effects, true);
}

function printUnexpected(effect: ObservedEffect, withSaga: boolean): string {
	const text = printEffects([effect], withSaga);
	if ('json' in effect) return `${text} ${canonicalJson(effect.json)}`;
	return 'message' in effect ? `${text} (${effect.message})` : text;
}
