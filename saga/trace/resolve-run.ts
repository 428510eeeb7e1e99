/** What a RUN of a trace means in a saga: which step, which run of it, whether its command is open. */
import type { CompiledFlow, CompiledStep } from '../compile/compiled-flow';
import type { RunRef } from './trace';
import type { TracedSaga } from './traced-saga';

/** A line that cannot be played as it is written. */
export class TraceError extends Error {}

export interface ResolvedRun {
	readonly run: number;
	readonly isOpen: boolean;
	/** Of the command (or undo) as the state knows it; null where it is closed. */
	readonly newestAttempt: number | null;
}

/** The id of the step: itself an id, else a command that one step only sends. Throws TraceError. */
export function resolveStep(flow: CompiledFlow, name: string): string {
	const steps = [...flow.nodes.values()].filter((node): node is CompiledStep => node.kind === 'step');
	if (flow.nodes.has(name)) return name;
	const senders = steps.filter((step) => step.command === name);
	const [only] = senders;
	if (only !== undefined && senders.length === 1) return only.id;
	const known = steps.map((step) => step.id).join(', ');
	throw new TraceError(
		senders.length > 1
			? `"${name}" is the command of several steps. Name the step: ${senders.map((step) => step.id).join(' or ')}.`
			: `The flow has no step "${name}". It has ${known}.`,
	);
}

/** Without a number: the one open run, else the newest. Throws TraceError. */
export function resolveRun(saga: TracedSaga, ref: RunRef, undo: boolean): ResolvedRun {
	const step = resolveStep(saga.flow, ref.step);
	const state = saga.saga?.state;
	const runs = saga.runsOf(step);
	if (runs.length === 0) throw new TraceError(`"${step}" has not been started yet in this trace.`);
	const open = (undo ? state?.undos : state?.runs)?.filter((candidate) => candidate.step === step) ?? [];
	if (ref.count !== null) {
		const run = runs[ref.count - 1];
		if (run === undefined) throw new TraceError(`"${step}" has ${runs.length} run(s), so there is no #${ref.count}.`);
		const found = open.find((candidate) => candidate.run === run);
		return { run, isOpen: found !== undefined, newestAttempt: found?.attempt ?? null };
	}
	if (open.length > 1) {
		const numbers = open.map((candidate) => `#${runs.indexOf(candidate.run) + 1}`).join(' or ');
		throw new TraceError(`"${step}" has several open runs. Say which: ${numbers}.`);
	}
	const [only] = open;
	if (only !== undefined) return { run: only.run, isOpen: true, newestAttempt: only.attempt };
	return { run: runs.at(-1) ?? 0, isOpen: false, newestAttempt: null };
}

/** The newest attempt of a closed command, as the history tells. */
export function newestAttemptOf(saga: TracedSaga, run: number, undo: boolean): number {
	const sent = undo ? 'undoAttemptSent' : 'attemptSent';
	const attempts = saga.records.flatMap(({ entries }) =>
		entries.flatMap((entry) => (entry.type === sent && entry.run === run ? [entry.attempt] : [])),
	);
	return Math.max(1, ...attempts);
}
