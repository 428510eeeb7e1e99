/**
 * GET /sagas: the list, newest first, by pages that stay stable while sagas are added.
 * A saga's row has two statuses more than the engine knows: asked for and not begun, and refused before it began.
 */
import { z } from 'zod';
import { instantSchema } from './documents';
import { flowIdSchema } from './flows';
import { SAGA_PAGE_DEFAULT, SAGA_PAGE_MAX } from './limits';

export const sagaStatuses = ['running', 'compensating', 'completed', 'compensated', 'failed', 'cancelled'] as const;
export const sagaRowStatuses = ['starting', 'refused', ...sagaStatuses] as const;
export type SagaRowStatus = (typeof sagaRowStatuses)[number];

/** Why the orchestrator did not do what was asked. */
export const refusalSchema = z.object({
	code: z.string(),
	message: z.string(),
	path: z.string().optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

export const sagaSummarySchema = z.object({
	id: z.uuid(),
	flowId: z.string(),
	flowName: z.string(),
	flowVersion: z.int(),
	businessKey: z.string().nullable(),
	status: z.enum(sagaRowStatuses),
	suspended: z.boolean(),
	/** Node ids of the open steps (while compensating: of the open undos). */
	steps: z.array(z.string()).readonly(),
	openIncidents: z.int(),
	startedAt: instantSchema,
	updatedAt: instantSchema,
	endedAt: instantSchema.nullable(),
	/** With `refused` only. */
	refusal: refusalSchema.nullable(),
});
export type SagaSummary = z.infer<typeof sagaSummarySchema>;

/** A parameter given once or several times (`status=running&status=failed`). */
const oneOrMany = <T extends z.ZodType>(item: T) =>
	z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item));

/** Query parameters, all optional; without `status` all statuses. */
export const sagaListQuerySchema = z.strictObject({
	status: oneOrMany(z.enum(sagaStatuses)).optional(),
	flow: flowIdSchema.optional(),
	/** How the business key begins, or a whole saga id. */
	text: z.string().trim().max(200).optional(),
	/** Only those with open incidents. */
	incidents: z.enum(['open']).optional(),
	/** `next` of the page before, unread. */
	cursor: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(SAGA_PAGE_MAX).default(SAGA_PAGE_DEFAULT),
});
export type SagaListQuery = z.infer<typeof sagaListQuerySchema>;

export const sagaListAnswerSchema = z.object({
	sagas: z.array(sagaSummarySchema).readonly(),
	/** Null: that was the last page. */
	next: z.string().nullable(),
});
export type SagaListAnswer = z.infer<typeof sagaListAnswerSchema>;
