/**
 * Every answer that is no success: application/problem+json (RFC 9457). `type` tells programs what happened, `detail`
 * tells people the cause and the next step. The other members are there for the types that name them.
 */
import { z } from 'zod';
import { flowDocumentSchema, instantSchema } from './documents';
import { lintProblemSchema } from './lint';
import { scenarioFailureSchema, scenarioSchema } from './scenarios';

export const problemCodes = [
	/** 400: the body is no JSON, or a parameter is not understood. */
	'bad-request',
	/** 400: the request needs an `Idempotency-Key`. */
	'idempotency-key-missing',
	/** 403: the actor's role does not allow it. */
	'forbidden',
	/** 404 */
	'not-found',
	/** 409: the draft has changed since it was read; carries `yours` and `current`. */
	'draft-conflict',
	/** 409: the scenario has changed since it was read, or is gone; carries `currentScenario` if it is there. */
	'scenario-conflict',
	/** 409: a flow with this id exists. */
	'flow-exists',
	/** 409: the flow has no deployed version to start. */
	'not-deployed',
	/** 409: only a demo orchestrator can be killed, and none is alive. */
	'no-demo',
	/** 413: the body is larger than allowed. */
	'too-large',
	/** 422: the body does not fit; carries `errors` with paths. */
	'invalid',
	/** 422: deployment refused; carries `problems`, the same as the designer shows. */
	'lint-errors',
	/** 422: deployment refused; carries `scenarios` with the line at which each fails. */
	'scenarios-fail',
	/** 422: the key was used before with another request. */
	'idempotency-key-reused',
	/** 500: a defect of the program; nothing was stored. */
	'internal',
	/** 503: the database is away; try again, it recovers by itself. */
	'unavailable',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

const problemTypePrefix = 'urn:unwind:problem:';
export const problemType = (code: ProblemCode): string => `${problemTypePrefix}${code}`;

export const fieldErrorSchema = z.object({
	/** Where in the body, as `definition.nodes[3].name`; empty for the body itself. */
	path: z.string(),
	message: z.string(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** What stands in the database instead of what the sender had read. */
const currentDraftSchema = z.object({
	revision: z.int(),
	definition: flowDocumentSchema,
	updatedBy: z.string(),
	updatedAt: instantSchema,
});

export const problemSchema = z.object({
	/** `urn:unwind:problem:<code>` */
	type: z.string(),
	code: z.enum(problemCodes),
	title: z.string(),
	status: z.int(),
	detail: z.string(),
	/** `invalid` */
	errors: z.array(fieldErrorSchema).readonly().optional(),
	/** `lint-errors` */
	problems: z.array(lintProblemSchema).readonly().optional(),
	/** `scenarios-fail` */
	scenarios: z.array(scenarioFailureSchema).readonly().optional(),
	/** `draft-conflict`: the revision and, for a save, the definition that were sent. */
	yours: z.object({ revision: z.int(), definition: flowDocumentSchema.optional() }).optional(),
	/** `draft-conflict` */
	current: currentDraftSchema.optional(),
	/** `scenario-conflict` */
	currentScenario: scenarioSchema.optional(),
});
export type ProblemAnswer = z.infer<typeof problemSchema>;
