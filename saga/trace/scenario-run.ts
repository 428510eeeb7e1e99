/**
 * A scenario, a trace that a flow must do as it says, played over the flow and what it calls: per line what became of it,
 * and the first line that is wrong. The same for the page, which shows it, and for deployment, which refuses by it.
 */
import type { FlowDefinition } from '../flow/definition';
import { differenceWords, observedWords } from './print-trace';
import { type LineReport, runTrace, type TraceReport } from './run-trace';

export interface ScenarioLine {
	/** From 1. */
	readonly line: number;
	/** `played`: it does not say what it causes. */
	readonly outcome: 'right' | 'played' | 'wrong' | 'notPlayed';
	/** What really happened, as a trace says it; null: it was not played. */
	readonly happened: string | null;
	/** Why it is wrong; empty otherwise. */
	readonly difference: readonly string[];
}

export interface ScenarioFailure {
	/** From 1; 0: the flow itself cannot run. */
	readonly line: number;
	/** As written. */
	readonly text: string;
	readonly message: string;
}

export interface ScenarioRun {
	readonly lines: readonly ScenarioLine[];
	/** The first; null: it happens as written. */
	readonly failure: ScenarioFailure | null;
}

/** `definitions`: the flow first, then what it calls. */
export function runScenario(definitions: readonly FlowDefinition[], trace: string): ScenarioRun {
	try {
		return runOf(runTrace(definitions, trace), trace);
	} catch (error) {
		// A fault of the engine: the scenario cannot pass, and its reader should see why.
		const message = error instanceof Error ? error.message : String(error);
		return { lines: [], failure: { line: 0, text: '', message } };
	}
}

function runOf(report: TraceReport, trace: string): ScenarioRun {
	const source = trace.split('\n');
	const misread = report.problems.map(
		({ line, message }): ScenarioLine => ({ line, outcome: 'wrong', happened: null, difference: [message] }),
	);
	const lines = [...report.lines.map(lineOf), ...misread].sort((left, right) => left.line - right.line);
	const [flowProblem] = report.flowProblems;
	if (flowProblem !== undefined) return { lines, failure: { line: 0, text: '', message: flowProblem.message } };
	const wrong = lines.find(({ outcome }) => outcome === 'wrong');
	if (wrong !== undefined) {
		const text = source[wrong.line - 1]?.trim() ?? '';
		return { lines, failure: { line: wrong.line, text, message: wrong.difference.join('; ') } };
	}
	const isEmpty = lines.length === 0;
	return {
		lines,
		failure: isEmpty ? { line: 1, text: '', message: 'The scenario is empty: nothing happens in it.' } : null,
	};
}

const outcomes = {
	matched: 'right',
	delivered: 'played',
	mismatched: 'wrong',
	failed: 'wrong',
	notPlayed: 'notPlayed',
} as const;

function lineOf(played: LineReport): ScenarioLine {
	return {
		line: played.line.line,
		outcome: outcomes[played.outcome],
		happened: 'observed' in played ? observedWords(played.observed) : null,
		difference: differenceWords(played),
	};
}
