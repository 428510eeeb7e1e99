/** `saga import`: what a BPMN file becomes, element by element. It exits 0 when the file could be read, whatever is in it. */
import { countsOf, type ImportReport, levelWords, reportLevels } from '@/saga/bpmn/read/report';
import type { FlowDefinition } from '@/saga/flow/definition';
import { lint } from '@/saga/lint/lint';
import { parseArguments } from './arguments';
import { type Command, CommandError } from './command';
import { readFlowFile } from './flow-file';

const usage = 'import FILE [--participant NAME] [--json]';

export const importCommand: Command = {
	usage,
	summary: 'say what of a BPMN file runs, what runs otherwise and what is only kept; --json prints the flows, too',
	run: async (args, say) => {
		const { words, flags, options } = parseArguments(args, {
			usage,
			words: [1, 1],
			options: ['participant'],
			flags: ['json'],
		});
		const { flows, path } = await readFlowFile(words[0] ?? '', { participant: options.get('participant') });
		const imported = flows.flatMap(({ report, definition }) => (report === null ? [] : [{ report, definition }]));
		if (imported.length === 0)
			throw new CommandError(`${path} is no BPMN file. "saga lint" says what is wrong with a flow.`);
		if (flags.has('json'))
			say.out(
				JSON.stringify(
					{ flows: flows.map(({ processId, definition, report }) => ({ processId, definition, report })) },
					null,
					2,
				),
			);
		else
			say.out(
				imported
					.map(({ report, definition }) => [...printReport(report), ...sayBlocked(definition)].join('\n'))
					.join('\n\n'),
			);
		return 0;
	},
};

/** What was read as it stands, but cannot be deployed yet: a decision without conditions, for example. */
function sayBlocked(definition: FlowDefinition): readonly string[] {
	const errors = lint(definition).filter(({ severity, code }) => severity === 'error' && code !== 'import-error');
	if (errors.length === 0) return [];
	const what = errors.length === 1 ? 'One thing has' : `${errors.length} things have`;
	return [`  ${what} to be settled before it is deployed: "saga lint" says what.`];
}

function printReport(report: ImportReport): readonly string[] {
	const counts = countsOf(report);
	const told = report.entries.filter(({ reason }) => reason !== '');
	const byLevel = [...reportLevels].reverse().flatMap((level) => {
		const entries = told.filter((entry) => entry.level === level);
		if (entries.length === 0) return [];
		return [
			`  ${levelWords[level]}:`,
			...entries.map(
				({ id, element, name, reason, remedy }) =>
					`    ${id} (${element}${name === '' ? '' : ` "${name}"`}): ${reason}${remedy === '' ? '' : ` ${remedy}`}`,
			),
		];
	});
	const total = reportLevels.map((level) => `${counts[level]} ${levelWords[level]}`).join(', ');
	const undo =
		report.withoutUndo === 0
			? []
			: [
					`  ${report.withoutUndo} activities have no compensation: cannot be undone, harmless, because the model names no undo.`,
				];
	return [`${report.process} → flow ${report.flow}: ${total}`, ...undo, ...byLevel];
}
