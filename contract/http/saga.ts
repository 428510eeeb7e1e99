/** GET /sagas/:id: all that the saga's page shows, as of history record `seq`, in one consistent read. */
import { z } from 'zod';
import { flowDocumentSchema, historyDocumentSchema, instantSchema, jsonObjectSchema } from './documents';
import { sagaSummarySchema } from './sagas';

/** An open incident; `number` counts those of one saga. */
export const sagaIncidentSchema = z.object({
	number: z.int().nullable(),
	kind: z.string(),
	run: z.int().nullable(),
	node: z.string().nullable(),
	message: z.string(),
	openedAt: instantSchema,
});
export type SagaIncident = z.infer<typeof sagaIncidentSchema>;

/** What the saga waits for: the reply to an attempt, the next attempt after a back-off, or a person (`stuck`). */
const openCommandSchema = z.object({
	run: z.int(),
	undo: z.boolean(),
	step: z.string(),
	attempt: z.int(),
	phase: z.enum(['sent', 'backoff', 'parked', 'stuck', 'failed', 'inside', 'called']),
	dueAt: instantSchema.nullable(),
	/** The command's payload as sent; null for an undo, whose command stands in the plan. */
	input: jsonObjectSchema.nullable(),
});

export const undoPlanItemSchema = z.object({
	run: z.int(),
	step: z.string(),
	participant: z.string().nullable(),
	command: z.string().nullable(),
	order: z.int(),
	status: z.enum(['planned', 'conditional', 'running', 'stuck', 'undone', 'harmless', 'gap']),
	because: z.string().nullable(),
});

/** An `UndoPlan` of saga/engine/undo-plan-types. */
const undoPlanSchema = z.object({
	exact: z.boolean(),
	items: z.array(undoPlanItemSchema).readonly(),
	undone: z.int(),
	toUndo: z.int(),
});

/** An input that waits for its saga: it could not be processed, or the saga is suspended. */
const parkedInputSchema = z.object({
	reason: z.enum(['store-fault', 'engine-fault', 'suspended']),
	detail: z.string(),
	at: instantSchema,
});

export const sagaAnswerSchema = z.object({
	saga: sagaSummarySchema,
	/** Newest history record that this answer reflects; 0 while starting. Subscribe to `saga:<id>@<seq>`. */
	seq: z.int(),
	/** Of the version that the saga runs. */
	definition: flowDocumentSchema,
	/** By scope instance; the root scope is ''. */
	variables: z.record(z.string(), jsonObjectSchema),
	incidents: z.array(sagaIncidentSchema).readonly(),
	open: z.array(openCommandSchema).readonly(),
	parked: z.array(parkedInputSchema).readonly(),
	/** Null before it has begun. */
	undoPlan: undoPlanSchema.nullable(),
	/** Why it unwinds or unwound. */
	cause: z.object({ step: z.string().nullable(), code: z.string(), message: z.string() }).nullable(),
	/** From here it only goes forward. */
	sealed: z.boolean(),
	/** When time alone makes it go on, at the earliest. */
	wakeAt: instantSchema.nullable(),
});
export type SagaAnswer = z.infer<typeof sagaAnswerSchema>;

/** GET /sagas/:id/history?after=seq */
export const historyQuerySchema = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });
export const historyAnswerSchema = z.object({
	records: z.array(historyDocumentSchema).readonly(),
	/** More records follow: ask again after the last one. */
	more: z.boolean(),
});
export type HistoryAnswer = z.infer<typeof historyAnswerSchema>;
