/**
 * `saga deploy`: a flow from a file becomes the version that new sagas run: its draft is saved, then deployed.
 * Drafts are other people's work, too: one that differs from what is deployed is replaced only with --overwrite.
 */
import { flowAnswerSchema, saveDraftAnswerSchema } from '@/contract/http/flows';
import { paths } from '@/contract/http/paths';
import { deployAnswerSchema } from '@/contract/http/versions';
import type { FlowDefinition } from '@/saga/flow/definition';
import { hasErrors, lint } from '@/saga/lint/lint';
import { type Answer, callApi, printProblem, urlDefault } from './api';
import { parseArguments } from './arguments';
import { type Command, CommandError } from './command';
import { readOneFlow } from './flow-file';
import { printProblems } from './lint';

const usage = 'deploy FILE [--url URL] [--message TEXT] [--overwrite]';

export const deployCommand: Command = {
	usage,
	summary: `save and deploy a flow through the HTTP API (${urlDefault})`,
	run: async (args, say) => {
		const given = parseArguments(args, { usage, words: [1, 1], options: ['url', 'message'], flags: ['overwrite'] });
		const { definition } = await readOneFlow(given.words[0] ?? '');
		const problems = lint(definition);
		if (hasErrors(problems)) {
			say.err(printProblems(definition, problems));
			return 1;
		}
		const url = given.options.get('url') ?? urlDefault;
		const draft = await saveDraft(url, definition, given.flags.has('overwrite'));
		if (!draft.ok) {
			say.err(printProblem(draft.problem));
			return 1;
		}
		const deployed = await callApi(url, {
			method: 'POST',
			path: paths.versions(definition.id),
			body: { revision: draft.value, message: given.options.get('message') ?? '' },
			answer: deployAnswerSchema,
		});
		if (!deployed.ok) {
			say.err(printProblem(deployed.problem));
			return 1;
		}
		const { version, unchanged } = deployed.value;
		say.out(
			unchanged
				? `${definition.name}: version ${version} runs this already.`
				: `${definition.name}: version ${version} deployed.`,
		);
		return 0;
	},
};

/** The revision under which the definition stands now. */
async function saveDraft(url: string, definition: FlowDefinition, overwrite: boolean): Promise<Answer<number>> {
	const { id, name } = definition;
	const found = await callApi(url, { method: 'GET', path: paths.flow(id), answer: flowAnswerSchema });
	if (!found.ok && found.problem.code !== 'not-found') return found;
	if (!found.ok) {
		const created = await callApi(url, {
			method: 'POST',
			path: paths.flows,
			body: { id, name, definition },
			answer: flowAnswerSchema,
		});
		return created.ok ? { ok: true, value: created.value.revision } : created;
	}
	const { state, revision, updatedBy } = found.value;
	if (state !== 'deployed' && !overwrite)
		throw new CommandError(
			`The draft of "${id}" (revision ${revision}, by ${updatedBy}) has changes that are not deployed. Deploy it in the designer first, or replace it with --overwrite.`,
		);
	const saved = await callApi(url, {
		method: 'PUT',
		path: paths.draft(id),
		body: { revision, definition },
		answer: saveDraftAnswerSchema,
	});
	return saved.ok ? { ok: true, value: saved.value.revision } : saved;
}
