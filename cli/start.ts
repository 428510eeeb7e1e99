/**
 * `saga start`: asks for a saga of a deployed flow. Accepted means stored; --wait follows it to its end.
 * The same --key never starts a second saga, so a call whose answer was lost can be repeated.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { paths } from '@/contract/http/paths';
import { sagaAnswerSchema } from '@/contract/http/saga';
import { startSagaAnswerSchema } from '@/contract/http/starts';
import { callApi, printProblem, urlDefault } from './api';
import { parseArguments } from './arguments';
import { type Command, CommandError, type ExitCode, type Say } from './command';
import { parseJson, readText } from './read-flow';

const usage = 'start FLOW [--payload JSON | --payload @FILE] [--key KEY] [--wait] [--url URL]';
const lookEveryMs = 500;

export const startCommand: Command = {
	usage,
	summary: 'start a saga of a deployed flow through the HTTP API',
	run: async (args, say) => {
		const given = parseArguments(args, { usage, words: [1, 1], options: ['payload', 'key', 'url'], flags: ['wait'] });
		const url = given.options.get('url') ?? urlDefault;
		const started = await callApi(url, {
			method: 'POST',
			path: paths.starts(given.words[0] ?? ''),
			body: { payload: await readPayload(given.options.get('payload') ?? '{}') },
			headers: { 'idempotency-key': given.options.get('key') ?? randomUUID() },
			answer: startSagaAnswerSchema,
		});
		if (!started.ok) {
			say.err(printProblem(started.problem));
			return 1;
		}
		const { sagaId } = started.value;
		say.out(`${sagaId}  ${new URL(`/sagas/${sagaId}`, url).href}`);
		return given.flags.has('wait') ? follow(url, sagaId, say) : 0;
	},
};

async function readPayload(text: string): Promise<unknown> {
	if (!text.startsWith('@')) return parseJson(text, '--payload');
	const file = text.slice(1);
	return parseJson(await readText(file), file);
}

/** Exit code 0 only for `completed`. */
async function follow(url: string, sagaId: string, say: Say): Promise<ExitCode> {
	let shown = '';
	for (;;) {
		const found = await callApi(url, { method: 'GET', path: paths.saga(sagaId), answer: sagaAnswerSchema });
		if (!found.ok) throw new CommandError(printProblem(found.problem));
		const { status, refusal, endedAt, openIncidents } = found.value.saga;
		const words = `${status}${openIncidents > 0 ? `, ${openIncidents} open incidents` : ''}${refusal === null ? '' : `: ${refusal.message}`}`;
		if (words !== shown) say.out(words);
		shown = words;
		if (status === 'refused' || endedAt !== null) return status === 'completed' ? 0 : 1;
		await pause(lookEveryMs);
	}
}
