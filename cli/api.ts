/**
 * The HTTP API as the CLI calls it: answers read by contract/http, problems (RFC 9457) turned into words. Nothing is
 * repeated by itself: a write that may have arrived is for the caller to judge (starts carry an idempotency key).
 */
import type { z } from 'zod';
import { type ProblemAnswer, problemSchema } from '@/contract/http/problem';
import { CommandError } from './command';
import { reasonOf } from './read-flow';

export const urlDefault = 'http://127.0.0.1:3000';
const answerWithinMs = 30_000;

export type Answer<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly problem: ProblemAnswer };

export interface Call<Schema extends z.ZodType> {
	readonly method: 'GET' | 'POST' | 'PUT';
	readonly path: string;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly answer: Schema;
}

/** A refusal is a value; no server, or one that is not ours, is a CommandError. */
export async function callApi<Schema extends z.ZodType>(
	url: string,
	call: Call<Schema>,
): Promise<Answer<z.output<Schema>>> {
	const response = await fetch(addressOf(url, call.path), {
		method: call.method,
		headers: { accept: 'application/json', 'content-type': 'application/json', ...call.headers },
		...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
		signal: AbortSignal.timeout(answerWithinMs),
	}).catch((error: unknown) => {
		throw new CommandError(
			`${url} does not answer (${causeOf(error)}). Is Unwind running there? Start it with "npm start", or give --url.`,
		);
	});
	const json: unknown = await response.json().catch(() => null);
	if (response.ok) {
		const read = call.answer.safeParse(json);
		if (read.success) return { ok: true, value: read.data };
	}
	const problem = problemSchema.safeParse(json);
	if (problem.success) return { ok: false, problem: problem.data };
	throw new CommandError(`${url} answered ${response.status} with something else than Unwind would. Check --url.`);
}

function addressOf(url: string, path: string): URL {
	try {
		return new URL(path, url);
	} catch {
		throw new CommandError(`"${url}" is no address. Write it as ${urlDefault}.`);
	}
}

/** fetch hides the reason in the cause. */
function causeOf(error: unknown): string {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
	return code === '' ? reasonOf(cause) : code;
}

/** For people: what happened, then each place. */
export function printProblem({ title, detail, errors = [], problems = [] }: ProblemAnswer): string {
	return [
		`${title}: ${detail}`,
		...errors.map(({ path, message }) => `  ${path === '' ? 'the body' : path}: ${message}`),
		...problems.map(
			({ severity, node, edge, message, code }) =>
				`  ${severity}  ${node ?? edge ?? 'the flow'}: ${message}  [${code}]`,
		),
	].join('\n');
}
