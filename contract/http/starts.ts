/** POST /flows/:id/sagas: ask for a saga. Accepted (202) means stored; the orchestrator begins it. */
import { z } from 'zod';
import { jsonObjectSchema } from './documents';

/** The header `Idempotency-Key`, required on starts and actions: the same key never does a thing twice. */
export const idempotencyKeySchema = z
	.string()
	.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters, such as a UUID');

export const startSagaRequestSchema = z.strictObject({
	payload: jsonObjectSchema,
	/** What people know the saga by; without it, the flow's start node says. */
	businessKey: z.string().min(1).max(200).optional(),
});
export type StartSagaRequest = z.infer<typeof startSagaRequestSchema>;

export const startSagaAnswerSchema = z.object({
	sagaId: z.uuid(),
	/** GET it; it answers `starting` until the saga has begun. */
	statusUrl: z.string(),
});
export type StartSagaAnswer = z.infer<typeof startSagaAnswerSchema>;
