/** A rehearsal for programs: what each line caused, by step ids, and where the saga stands at its end. */
import type { Json, JsonObject } from '@/saga/expression/json';
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
		status: statusOf(report),
		steps: report.lines.map(stepOf),
		open: openOf(report),
		variables: {} satisfies Record<string, Json>,
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

function stepIdOf(effect: Extract<ObservedEffect, { readonly type: 'send' | 'undo' }>): string {
	return effect.run.text;
}

function statusOf({ lines }: TraceReport): string | null {
	const observed = lines.flatMap((line) => ('observed' in line ? line.observed : []));
	if (!lines.some((line) => 'observed' in line && line.line.input.type === 'start')) return null;
	return observed.flatMap((effect) => (effect.type === 'status' ? [effect.status] : [])).at(-1) ?? 'running';
}

/** Sent and not answered yet. */
function openOf({ lines }: TraceReport): readonly string[] {
	const open: string[] = [];
	for (const line of lines) {
		if (!('observed' in line)) continue;
		const { input } = line.line;
		if (input.type === 'reply') {
			const path = input.run.parts.map(({ step }) => step).join('/');
			const at = open.findIndex((text) => text.replace(/#\d+/g, '') === path);
			if (at >= 0) open.splice(at, 1);
		}
		for (const effect of line.observed)
			if (effect.type === 'send' || effect.type === 'undo') open.push(stepIdOf(effect));
	}
	return open;
}
