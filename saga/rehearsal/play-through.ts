/**
 * Plays a flow to its end with participants that always answer at once: all is done, or one step fails the first time it
 * is sent. The answer is a trace report, so it can be printed, kept as a scenario and played again.
 */
import type { JsonObject } from '../expression/json';
import type { FlowDefinition } from '../flow/definition';
import { runTrace, type TraceReport } from '../trace/run-trace';
import type { ObservedEffect } from '../trace/trace';

export interface PlayWishes {
	/** The step that answers `failed`. */
	readonly failing?: string;
	/** Of the start; without it the samples of its fields. */
	readonly payload?: JsonObject;
}

/** A flow that has not ended by then goes in a loop that no answer leaves. */
const linesMax = 400;

/** Branches answer in the order in which they were sent. Ends early at an incident: only a person could go on. */
export function playThrough(definition: FlowDefinition, { failing, payload }: PlayWishes = {}): TraceReport {
	const lines = [payload === undefined ? 'start' : `start ${JSON.stringify(payload)}`];
	let answered = 0;
	let isFailed = false;
	for (;;) {
		const report = runTrace([definition], lines.join('\n'));
		const commands = report.lines.flatMap((line) => ('observed' in line ? line.observed.filter(isCommand) : []));
		const next = commands[answered];
		if (!report.ok || next === undefined || lines.length >= linesMax) return report;
		answered += 1;
		const fails: boolean = !isFailed && next.type === 'send' && next.run.place.at(-1)?.node === failing;
		isFailed ||= fails;
		lines.push(answerTo(next, fails));
	}
}

type Command = Extract<ObservedEffect, { type: 'send' | 'undo' }>;

function isCommand(effect: ObservedEffect): effect is Command {
	return effect.type === 'send' || effect.type === 'undo';
}

function answerTo({ type, run, attempt }: Command, fails: boolean): string {
	const command = `${run.text}${attempt > 1 ? `@${attempt}` : ''}`;
	if (type === 'undo') return `undo-reply ${command} ok`;
	return `reply ${command} ${fails ? 'failed REHEARSED' : 'ok'}`;
}
