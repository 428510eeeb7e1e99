/**
 * `saga rehearse`: plays a flow without any server. With a trace: whether it happens as written, and what happens where
 * the trace does not say. Without: the way on which all goes well, and for each step on it what is undone if it fails.
 */
import { lint } from '@/saga/lint/lint';
import { playThrough } from '@/saga/rehearsal/play-through';
import { parseTrace } from '@/saga/trace/parse-trace';
import { printFailures, printTrace } from '@/saga/trace/print-trace';
import { runTrace, type TraceReport } from '@/saga/trace/run-trace';
import { parseArguments } from './arguments';
import { type Command, CommandError, type ExitCode, type Say } from './command';
import type { FileFlow } from './flow-file';
import { printProblems } from './lint';
import { loadRehearsal, type RehearsedFlows } from './load-rehearsal';
import { readText } from './read-flow';
import { rehearsalJson } from './rehearsal-json';
import { overFlows, textsOf } from './trace-source';

const usage = 'rehearse FILE[#PROCESS] [TRACE] [--json]';

export const rehearseCommand: Command = {
	usage,
	summary: 'play a flow, or a trace over it; exit code 1 if the trace does not match, 2 if it cannot run',
	run: async (args, say) => {
		const { words, flags } = parseArguments(args, { usage, words: [1, 2], flags: ['json'] });
		const [file = '', trace] = words;
		const isJson = flags.has('json');
		try {
			const source = trace === undefined ? null : await readText(trace);
			const rehearsed = await loadRehearsal(file, source === null ? [] : startedIn(source));
			sayFindings(rehearsed, say);
			return source === null ? playAll(rehearsed, file, say, isJson) : playTrace(rehearsed, source, say, isJson);
		} catch (error) {
			if (isJson && error instanceof CommandError) say.out(JSON.stringify(cannotRun(error.message), null, 2));
			throw error;
		}
	},
};

/** Also a rehearsal that cannot run is one object. */
const cannotRun = (reason: string) => ({ ok: false, status: null, steps: [], open: [], variables: {}, reason });

function startedIn(source: string): readonly string[] {
	return parseTrace(source).lines.flatMap(({ input }) =>
		input.type === 'start' && input.flow !== null ? [input.flow] : [],
	);
}

/** Whatever compiles runs; what is unwise in it is said beside. */
function sayFindings({ flows, notes }: RehearsedFlows, say: Say): void {
	for (const note of notes) say.err(note);
	for (const { definition, report } of flows) {
		const problems = lint(definition);
		if (problems.length > 0) say.err(printProblems(definition, problems));
		for (const { level, id, reason } of report?.entries ?? [])
			if (reason !== '' && level !== 'runs') say.err(`${definition.name}: ${id}: ${reason}`);
	}
}

function playTrace({ main, flows }: RehearsedFlows, source: string, say: Say, isJson: boolean): ExitCode {
	const played = runTrace(
		flows.map(({ definition }) => definition),
		overFlows(source, main, flows),
	);
	const report = asWritten(played, textsOf(source));
	const failures = report.ok ? '' : printFailures(report);
	if (isJson) say.out(JSON.stringify(rehearsalJson(report, failures), null, 2));
	else if (!isUnplayed(report)) say.out(printTrace(report));
	if (report.ok) {
		const compared = report.lines.filter(({ line }) => line.expected !== null).length;
		if (!isJson && compared > 0)
			say.out(`\nAll ${report.lines.length} lines happened; ${compared} say what they cause, and all are right.`);
		return 0;
	}
	say.err(failures);
	return isUnplayed(report) ? 2 : 1;
}

function asWritten(report: TraceReport, texts: ReadonlyMap<number, string>): TraceReport {
	const lines = report.lines.map((played) => {
		const { line } = played;
		return { ...played, line: { ...line, text: texts.get(line.line) ?? line.text } };
	});
	return { ...report, lines };
}

function isUnplayed({ flowProblems, problems }: TraceReport): boolean {
	return flowProblems.length + problems.length > 0;
}

interface Play {
	readonly title: string;
	readonly report: TraceReport;
}

function playAll(rehearsed: RehearsedFlows, file: string, say: Say, isJson: boolean): ExitCode {
	const main = mainOf(rehearsed, file);
	const { definition } = main;
	const called = rehearsed.flows.filter((flow) => flow !== main).map((flow) => flow.definition);
	const well = playThrough(definition, { called });
	if (isUnplayed(well)) throw new CommandError(printFailures(well));
	const plays: readonly Play[] = [
		{ title: 'all goes well', report: well },
		...stepsOn(well).map((step) => ({
			title: `${step} fails`,
			report: playThrough(definition, { called, failing: step }),
		})),
	];
	if (isJson) {
		const failures = plays.slice(1).map(({ title, report }) => ({ title, ...rehearsalJson(report) }));
		say.out(JSON.stringify({ ...rehearsalJson(well), failures }, null, 2));
	} else say.out(plays.map(({ title, report }) => `// ${title}\n${printTrace(report)}`).join('\n\n'));
	return plays.every(({ report }) => endOf(report) !== null) ? 0 : 1;
}

function mainOf({ main, flows }: RehearsedFlows, file: string): FileFlow {
	if (main !== null) return main;
	throw new CommandError(
		`${file} has several processes. Say which: ${flows.map(({ processId }) => `${file}#${processId}`).join(' or ')}.`,
	);
}

function stepsOn(report: TraceReport): readonly string[] {
	const sent = report.lines.flatMap((line) => ('observed' in line ? line.observed : []));
	return [...new Set(sent.flatMap((effect) => (effect.type === 'send' ? [effect.run.text] : [])))];
}

/** The status with which the saga ended; null if it did not. */
function endOf(report: TraceReport): string | null {
	const observed = report.lines.flatMap((line) => ('observed' in line ? line.observed : []));
	const last = observed.flatMap((effect) => (effect.type === 'status' ? [effect.status] : [])).at(-1);
	return last === undefined || last === 'running' || last === 'compensating' ? null : last;
}
