/** POST /sagas/:id/actions: ask the orchestrator to act on a saga; GET /requests/:id says what became of it. */
import { z } from 'zod';
import { instantSchema, jsonObjectSchema } from './documents';
import { refusalSchema } from './sagas';

/** For the audit trail. */
const reasonSchema = z.string().trim().min(1, 'must say why, in a few words').max(500);

export const actionRequestSchema = z.discriminatedUnion('type', [
	/** Send the open command of this run (forward or undo) again now, with the attempts counted anew. */
	z.strictObject({
		type: z.literal('retry'),
		run: z.int().min(1),
		undo: z.boolean(),
		/** Replaces the command's payload. */
		changedInput: jsonObjectSchema.optional(),
		reason: reasonSchema,
	}),
	/** Let the tokens that an incident holds before this node (no path, an expression that failed) try again. */
	z.strictObject({ type: z.literal('retry-node'), node: z.string().min(1).max(64), reason: reasonSchema }),
	/** Run the inputs that wait because the store or the engine failed on them (`parked` of the saga). */
	z.strictObject({ type: z.literal('retry-parked'), reason: reasonSchema }),
]);
export type ActionRequest = z.infer<typeof actionRequestSchema>;

export const actionAnswerSchema = z.object({ requestId: z.uuid(), statusUrl: z.string() });
export type ActionAnswer = z.infer<typeof actionAnswerSchema>;

const requestKinds = ['start', 'action', 'demo-kill'] as const;
const requestStatuses = ['open', 'done', 'refused'] as const;

export const requestAnswerSchema = z.object({
	id: z.uuid(),
	kind: z.enum(requestKinds),
	status: z.enum(requestStatuses),
	refusal: refusalSchema.nullable(),
	sagaId: z.uuid().nullable(),
	actor: z.string(),
	createdAt: instantSchema,
	answeredAt: instantSchema.nullable(),
});
export type RequestAnswer = z.infer<typeof requestAnswerSchema>;

/** POST /demo/kill-orchestrator; answered like an action. */
export const killRequestSchema = z.strictObject({});
