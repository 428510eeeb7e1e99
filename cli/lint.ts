/** `saga lint`: what is wrong with a flow, by the same rules and codes as the designer and the deployment. */
import type { FlowDefinition } from '@/saga/flow/definition';
import type { Problem } from '@/saga/flow/problem';
import { edgeById, nodeById, nodeTitle } from '@/saga/flow/queries/graph';
import { hasErrors, lint } from '@/saga/lint/lint';
import { parseArguments } from './arguments';
import type { Command } from './command';
import { readFlowFile } from './flow-file';

const usage = 'lint FILE [--json]';

export const lintCommand: Command = {
	usage,
	summary: 'say what is wrong with a flow; exit code 1 if anything blocks its deployment',
	run: async (args, say) => {
		const { words, flags } = parseArguments(args, { usage, words: [1, 1], flags: ['json'] });
		const { flows, main } = await readFlowFile(words[0] ?? '');
		const judged = (main === null ? flows : [main]).map(({ definition }) => ({
			definition,
			problems: lint(definition),
		}));
		const problems = judged.flatMap((each) => each.problems);
		if (flags.has('json')) say.out(JSON.stringify({ problems }, null, 2));
		else say.out(judged.map((each) => printProblems(each.definition, each.problems)).join('\n'));
		return hasErrors(problems) ? 1 : 0;
	},
};

export function printProblems(definition: FlowDefinition, problems: readonly Problem[]): string {
	if (problems.length === 0) return `${definition.name}: no problems.`;
	const errors = problems.filter((problem) => problem.severity === 'error').length;
	const lines = problems.map(
		(problem) =>
			`${problem.severity.padEnd(7)}  ${placeOf(definition, problem)}: ${problem.message}  [${problem.code}]`,
	);
	return [...lines, `${definition.name}: ${errors} errors, ${problems.length - errors} warnings.`].join('\n');
}

function placeOf(definition: FlowDefinition, { node: id, edge: edgeId, field }: Problem): string {
	const title = (nodeId: string) => {
		const node = nodeById(definition, nodeId);
		return node === null ? nodeId : nodeTitle(node);
	};
	const edge = edgeId === null ? null : edgeById(definition, edgeId);
	const place = id !== null ? title(id) : edge !== null ? `${title(edge.source)} → ${title(edge.target)}` : 'the flow';
	return field === null ? place : `${place}, ${field}`;
}
