/**
 * What an access function answers: the value, or the problem as the API sends it. Expected outcomes are values; what is
 * thrown is a database that is away (503) or a defect (500), and app/api tells them apart.
 */
import { type ProblemAnswer, type ProblemCode, problemType } from '@/contract/http/problem';

export type Outcome<Value> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly problem: ProblemAnswer };

const kinds: Record<ProblemCode, { readonly status: number; readonly title: string }> = {
	'bad-request': { status: 400, title: 'The request is not understood' },
	'idempotency-key-missing': { status: 400, title: 'The request has no idempotency key' },
	forbidden: { status: 403, title: 'Not allowed' },
	'not-found': { status: 404, title: 'Not found' },
	'draft-conflict': { status: 409, title: 'The draft has changed since it was read' },
	'scenario-conflict': { status: 409, title: 'The scenario has changed since it was read' },
	'flow-exists': { status: 409, title: 'The flow exists already' },
	'not-deployed': { status: 409, title: 'The flow is not deployed' },
	'no-demo': { status: 409, title: 'No demo orchestrator is alive' },
	'too-large': { status: 413, title: 'The body is too large' },
	invalid: { status: 422, title: 'The body does not fit' },
	'scenarios-fail': { status: 422, title: 'A scenario fails' },
	'lint-errors': { status: 422, title: 'The flow has errors' },
	'idempotency-key-reused': { status: 422, title: 'The idempotency key was used for another request' },
	internal: { status: 500, title: 'The program failed' },
	unavailable: { status: 503, title: 'The database is away' },
};

export type ProblemExtensions = Pick<
	ProblemAnswer,
	'errors' | 'problems' | 'scenarios' | 'yours' | 'current' | 'currentScenario'
>;

/** `detail` names the cause and the next step. */
export function problem(code: ProblemCode, detail: string, extensions: ProblemExtensions = {}): ProblemAnswer {
	return { type: problemType(code), code, ...kinds[code], detail, ...extensions };
}

export function refuse(
	code: ProblemCode,
	detail: string,
	extensions: ProblemExtensions = {},
): { readonly ok: false; readonly problem: ProblemAnswer } {
	return { ok: false, problem: problem(code, detail, extensions) };
}

export function done<Value>(value: Value): { readonly ok: true; readonly value: Value } {
	return { ok: true, value };
}
