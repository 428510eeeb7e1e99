/**
 * Plays a trace over flows with the real engine and compares each line. The answer has a report per line, so that an
 * editor, the CLI and a spec show the same. After a line that cannot be played the rest is not played either: what
 * follows would speak of another saga than the one that is there.
 */
import { EndlessFlow } from '../engine/draft';
import type { FlowDefinition } from '../flow/definition';
import type { Problem } from '../flow/problem';
import { type Comparison, compareEffects } from './compare-effects';
import { parseTrace } from './parse-trace';
import { TraceError } from './resolve-run';
import type { ObservedEffect, TraceEnd, TraceLine, TraceProblem } from './trace';
import { compileFlows } from './trace-flows';
import { TraceWorld } from './trace-world';

export type LineReport = { readonly line: TraceLine } & (
	| { readonly outcome: 'matched' | 'delivered'; readonly observed: readonly ObservedEffect[] }
	| { readonly outcome: 'mismatched'; readonly observed: readonly ObservedEffect[]; readonly difference: Comparison }
	| { readonly outcome: 'failed'; readonly message: string }
	| { readonly outcome: 'notPlayed' }
);

export interface TraceReport {
	/** Every line was understood, played and, where it says what it causes, right. */
	readonly ok: boolean;
	/** Of the flows: nothing is played then. */
	readonly flowProblems: readonly Problem[];
	readonly problems: readonly TraceProblem[];
	readonly lines: readonly LineReport[];
	/** Null: nothing was played. */
	readonly end: TraceEnd | null;
}

/** Several definitions of one id are its versions: sagas start with the first, and may migrate to the others. */
export function runTrace(definitions: readonly FlowDefinition[], source: string): TraceReport {
	const { flows, problems: flowProblems } = compileFlows(definitions);
	const parsed = parseTrace(source);
	if (flowProblems.length > 0 || parsed.problems.length > 0) {
		const lines = parsed.lines.map((line): LineReport => ({ line, outcome: 'notPlayed' }));
		return { ok: false, flowProblems, problems: parsed.problems, lines, end: null };
	}
	const world = new TraceWorld(flows);
	const lines = playLines(world, parsed.lines);
	const ok = lines.every(({ outcome }) => outcome === 'matched' || outcome === 'delivered');
	return { ok, flowProblems, problems: [], lines, end: world.end() };
}

function playLines(world: TraceWorld, lines: readonly TraceLine[]): readonly LineReport[] {
	let isBroken = false;
	return lines.map((line): LineReport => {
		if (isBroken) return { line, outcome: 'notPlayed' };
		try {
			return playLine(world, line);
		} catch (error) {
			if (!(error instanceof TraceError || error instanceof EndlessFlow)) throw error;
			isBroken = true;
			return { line, outcome: 'failed', message: error.message };
		}
	});
}

function playLine(world: TraceWorld, line: TraceLine): LineReport {
	const observed = world.play(line);
	if (line.expected === null) return { line, outcome: 'delivered', observed };
	const own = ownSaga(world, line);
	// Several sagas, and an effect that does not say whose it is.
	for (const { type, saga } of line.expected)
		if ((saga ?? own) === null && type !== 'ignored' && type !== 'refused') world.sagaOf(null);
	const difference = compareEffects(line.expected, observed, own, (saga, wanted, happened) =>
		world.isRun(saga, wanted, happened),
	);
	const isSame = difference.missing.length === 0 && difference.unexpected.length === 0;
	return isSame ? { line, outcome: 'matched', observed } : { line, outcome: 'mismatched', observed, difference };
}

/** That an effect without a name means. Null: there are several sagas, and the line is about none of them. */
function ownSaga(world: TraceWorld, line: TraceLine): string | null {
	return line.saga ?? (line.input.type === 'start' ? '' : world.nameWhereOne());
}
