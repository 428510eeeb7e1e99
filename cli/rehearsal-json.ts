/** A rehearsal for programs: what each line caused, by step ids, and where the saga stands at its end. */
import type { JsonObject } from '@/saga/expression/json';
import type { LineReport, TraceReport } from '@/saga/trace/run-trace';
import type { ObservedEffect } from '@/saga/trace/trace';

interface RehearsedStep {
	readonly line: number;
	readonly text: string;
	readonly sent: readonly string[];
	readonly undone: readonly string[];
	readonly published: readonly string[];
	readonly incidents: readonly string[];
	/** Why the input was recorded and ignored; null: it was not. */
	readonly ignored: string | null;
}

export interface RehearsalJson {
	readonly ok: boolean;
	/** Of the saga at the end; null: none was started. */
	readonly status: string | null;
	readonly steps: readonly RehearsedStep[];
	readonly open: readonly string[];
	readonly variables: JsonObject;
	/** Why it cannot run, or is not as expected. */
	readonly reason?: string;
}

export function rehearsalJson(report: TraceReport, reason?: string): RehearsalJson {
	return {
		ok: report.ok,
		status: report.end?.status ?? null,
		steps: report.lines.map(stepOf),
		open: report.end?.open ?? [],
		variables: report.end?.variables ?? {},
		...(reason === undefined || reason === '' ? {} : { reason }),
	};
}

function stepOf(played: LineReport): RehearsedStep {
	const observed = 'observed' in played ? played.observed : [];
	const { line, text } = played.line;
	return {
		line,
		text,
		sent: observed.flatMap((effect) => (effect.type === 'send' ? [stepIdOf(effect)] : [])),
		undone: observed.flatMap((effect) => (effect.type === 'undo' ? [stepIdOf(effect)] : [])),
		published: observed.flatMap((effect) => (effect.type === 'publish' ? [effect.name] : [])),
		incidents: observed.flatMap((effect) => (effect.type === 'incident' ? [effect.kind] : [])),
		ignored: observed.flatMap((effect) => (effect.type === 'ignored' ? [effect.reason] : []))[0] ?? null,
	};
}

/** The node itself, however deep it stands. */
function stepIdOf({ run }: Extract<ObservedEffect, { readonly type: 'send' | 'undo' }>): string {
	return run.place.at(-1)?.node ?? run.text;
}
