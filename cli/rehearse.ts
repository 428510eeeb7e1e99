/**
 * `saga rehearse`: plays a flow without any server. With a trace: whether it happens as written. Without: the way on
 * which all goes well, and for each step on it what is undone if it fails.
 */
import type { FlowDefinition } from '@/saga/flow/definition';
import { playThrough } from '@/saga/rehearsal/play-through';
import { printFailures, printTrace } from '@/saga/trace/print-trace';
import { runTrace, type TraceReport } from '@/saga/trace/run-trace';
import { parseArguments } from './arguments';
import type { Command, ExitCode, Say } from './command';
import { readFlow, readText } from './read-flow';

const usage = 'rehearse FILE [TRACE] [--json]';

export const rehearseCommand: Command = {
	usage,
	summary: 'play a flow, or a trace over it; exit code 1 if the trace does not match',
	run: async (args, say) => {
		const { words, flags } = parseArguments(args, { usage, words: [1, 2], flags: ['json'] });
		const [file = '', trace] = words;
		const definition = await readFlow(file);
		const isJson = flags.has('json');
		return trace === undefined
			? playAll(definition, say, isJson)
			: playTrace(definition, await readText(trace), say, isJson);
	},
};

function playTrace(definition: FlowDefinition, source: string, say: Say, isJson: boolean): ExitCode {
	const report = runTrace([definition], source);
	if (isJson) say.out(JSON.stringify(report, null, 2));
	else {
		if (report.flowProblems.length + report.problems.length === 0) say.out(printTrace(report));
		const compared = report.lines.filter(({ line }) => line.expected !== null).length;
		if (report.ok)
			say.out(`\nAll ${report.lines.length} lines happened; ${compared} say what they cause, and all are right.`);
		else say.err(printFailures(report));
	}
	return report.ok ? 0 : 1;
}

interface Play {
	readonly title: string;
	readonly report: TraceReport;
}

function playAll(definition: FlowDefinition, say: Say, isJson: boolean): ExitCode {
	const well = playThrough(definition);
	if (well.flowProblems.length > 0) {
		if (isJson) say.out(JSON.stringify({ plays: [{ title: 'all goes well', report: well }] }, null, 2));
		else say.err(`${printFailures(well)}\nMend the flow first; "saga lint" says more.`);
		return 1;
	}
	const plays: readonly Play[] = [
		{ title: 'all goes well', report: well },
		...stepsOn(well).map((step) => ({ title: `${step} fails`, report: playThrough(definition, { failing: step }) })),
	];
	if (isJson) say.out(JSON.stringify({ plays }, null, 2));
	else say.out(plays.map(({ title, report }) => `// ${title}\n${printTrace(report)}`).join('\n\n'));
	return plays.every(({ report }) => endOf(report) !== null) ? 0 : 1;
}

function stepsOn(report: TraceReport): readonly string[] {
	const sent = report.lines.flatMap((line) => ('observed' in line ? line.observed : []));
	return [...new Set(sent.flatMap((effect) => (effect.type === 'send' ? [effect.step] : [])))];
}

/** The status with which the saga ended; null if it did not. */
function endOf(report: TraceReport): string | null {
	const observed = report.lines.flatMap((line) => ('observed' in line ? line.observed : []));
	const last = observed.flatMap((effect) => (effect.type === 'status' ? [effect.status] : [])).at(-1);
	return last === undefined || last === 'running' || last === 'compensating' ? null : last;
}
