/**
 * Plays a trace over flows with the real engine and compares each line. The answer has a report per line, so that an
 * editor, the CLI and a spec show the same. After a line that cannot be played the rest is not played either: what
 * follows would speak of another saga than the one that is there.
 */
import { compile } from '../compile/compile';
import type { FlowDefinition } from '../flow/definition';
import type { Problem } from '../flow/problem';
import { sampleInput } from '../flow/queries/sample-input';
import { type Comparison, compareEffects } from './compare-effects';
import { parseTrace } from './parse-trace';
import { resolveStep, TraceError } from './resolve-run';
import type { ExpectedEffect, ObservedEffect, TraceLine, TraceProblem } from './trace';
import { type TraceFlow, TraceWorld } from './trace-world';
import type { TracedSaga } from './traced-saga';

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
}

export function runTrace(definitions: readonly FlowDefinition[], source: string): TraceReport {
	const flows: TraceFlow[] = [];
	const flowProblems: Problem[] = [];
	for (const definition of definitions) {
		const compiled = compile(definition, 1);
		if (compiled.ok) flows.push({ flow: compiled.flow, sample: sampleInput(definition) });
		else flowProblems.push(...compiled.problems);
	}
	const parsed = parseTrace(source);
	if (flowProblems.length > 0 || parsed.problems.length > 0) {
		const lines = parsed.lines.map((line): LineReport => ({ line, outcome: 'notPlayed' }));
		return { ok: false, flowProblems, problems: parsed.problems, lines };
	}
	const lines = playLines(new TraceWorld(flows), parsed.lines);
	const ok = lines.every(({ outcome }) => outcome === 'matched' || outcome === 'delivered');
	return { ok, flowProblems, problems: [], lines };
}

function playLines(world: TraceWorld, lines: readonly TraceLine[]): readonly LineReport[] {
	let isBroken = false;
	return lines.map((line): LineReport => {
		if (isBroken) return { line, outcome: 'notPlayed' };
		try {
			return playLine(world, line);
		} catch (error) {
			if (!(error instanceof TraceError)) throw error;
			isBroken = true;
			return { line, outcome: 'failed', message: error.message };
		}
	});
}

function playLine(world: TraceWorld, line: TraceLine): LineReport {
	const observed = world.play(line);
	if (line.expected === null) return { line, outcome: 'delivered', observed };
	const own = ownSaga(line);
	const expected = line.expected.map((effect) => withStepId(effect, () => world.sagaOf(effect.saga ?? own)));
	const difference = compareEffects(expected, observed, own ?? world.nameWhereOne());
	const isSame = difference.missing.length === 0 && difference.unexpected.length === 0;
	return isSame ? { line, outcome: 'matched', observed } : { line, outcome: 'mismatched', observed, difference };
}

/** Null: the line speaks of all sagas, or of the only one. */
function ownSaga(line: TraceLine): string | null {
	return line.saga ?? (line.input.type === 'start' ? '' : null);
}

/** A command that one step only sends stands for that step. */
function withStepId(effect: ExpectedEffect, sagaOf: () => TracedSaga): ExpectedEffect {
	if (!('run' in effect) || effect.run === null) return effect;
	return { ...effect, run: { ...effect.run, step: resolveStep(sagaOf().flow, effect.run.step) } };
}
