/**
 * What every route of the API has in common: parse → server/access → answer. A route states its schemas and its one
 * access function; everything that can go wrong on the way becomes a problem here (RFC 9457).
 *
 * Invariant: nothing that was thrown reaches a reader. A database that is away is 503 with the remedy, anything else a
 * defect: logged whole, answered without its insides.
 */
import type { z } from 'zod';
import { idempotencyKeySchema } from '@/contract/http/starts';
import { type Actor, currentActor } from '@/server/access/actor';
import { databaseTrouble } from '@/server/access/database';
import { fieldErrors } from '@/server/access/field-errors';
import { type Outcome, problem, refuse } from '@/server/access/outcome';
import { answerProblem } from './answer';
import { readJson } from './read-json';

export interface Call<Params> {
	readonly actor: Actor;
	readonly params: Params;
	readonly request: Request;
}

type Context<Params> = { readonly params: Promise<Params> };

export function endpoint<Params = Record<never, never>>(work: (call: Call<Params>) => Promise<Response>) {
	return async (request: Request, context: Context<Params>): Promise<Response> => {
		try {
			return await work({ actor: currentActor(), params: await context.params, request });
		} catch (error) {
			return answerThrown(error, request);
		}
	};
}

function answerThrown(error: unknown, request: Request): Response {
	const trouble = databaseTrouble(error);
	if (trouble !== null)
		return answerProblem(
			problem(
				'unavailable',
				`${trouble}. Nothing is lost; send the request again in a moment, it works as soon as PostgreSQL does.`,
			),
			{ 'retry-after': '2' },
		);
	console.error(`${request.method} ${new URL(request.url).pathname} failed:`, error);
	return answerProblem(
		problem(
			'internal',
			'The program failed on this request. Its log tells more; report it with the time and this address.',
		),
	);
}

/** The body by its schema, or the problem with paths. */
export async function bodyOf<Schema extends z.ZodType>(
	{ request }: Call<unknown>,
	schema: Schema,
	bytesMax: number,
): Promise<Outcome<z.output<Schema>>> {
	const json = await readJson(request, bytesMax);
	if (!json.ok) return json;
	const parsed = schema.safeParse(json.value);
	if (parsed.success) return { ok: true, value: parsed.data };
	return refuse('invalid', 'The body does not fit this address. Mend what the errors name and send it again.', {
		errors: fieldErrors(parsed.error),
	});
}

/** The query parameters by their schema; one given several times is a list. */
export function queryOf<Schema extends z.ZodType>(
	{ request }: Call<unknown>,
	schema: Schema,
): Outcome<z.output<Schema>> {
	const given: Record<string, string | string[]> = {};
	const { searchParams } = new URL(request.url);
	for (const name of new Set(searchParams.keys())) {
		const values = searchParams.getAll(name);
		const [first] = values;
		if (first !== undefined) given[name] = values.length === 1 ? first : values;
	}
	const parsed = schema.safeParse(given);
	if (parsed.success) return { ok: true, value: parsed.data };
	return refuse('bad-request', 'The parameters in the address are not understood. Mend what the errors name.', {
		errors: fieldErrors(parsed.error),
	});
}

/** The header that makes a repeat harmless; without it a double click would do things twice. */
export function idempotencyKeyOf({ request }: Call<unknown>): Outcome<string> {
	const given = request.headers.get('idempotency-key');
	const remedy = 'Send the header Idempotency-Key with a new UUID, and the same one when you repeat this request.';
	if (given === null) return refuse('idempotency-key-missing', `The request has no idempotency key. ${remedy}`);
	const parsed = idempotencyKeySchema.safeParse(given);
	if (parsed.success) return { ok: true, value: parsed.data };
	return refuse('idempotency-key-missing', `The idempotency key ${parsed.error.issues[0]?.message}. ${remedy}`);
}
