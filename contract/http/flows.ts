/**
 * /flows and /flows/:id/draft: the flows with their drafts.
 * Invariant: a draft is replaced only by who names the revision that stands there, so that no change is lost silently.
 */
import { z } from 'zod';
import { flowDocumentSchema, instantSchema } from './documents';
import { lintProblemSchema } from './lint';

export const flowIdSchema = z
	.string()
	.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 lower-case letters, digits and hyphens');

/** `draft`: never deployed. `deployed`: the draft is what runs. `changed`: the draft differs from what runs. */
const deploymentStates = ['draft', 'deployed', 'changed'] as const;

export const flowSummarySchema = z.object({
	id: z.string(),
	name: z.string(),
	revision: z.int(),
	state: z.enum(deploymentStates),
	/** The version that new sagas run; null: never deployed. */
	currentVersion: z.int().nullable(),
	deployedAt: instantSchema.nullable(),
	/** Of the draft. */
	errors: z.int(),
	warnings: z.int(),
	updatedAt: instantSchema,
	updatedBy: z.string(),
});
export type FlowSummary = z.infer<typeof flowSummarySchema>;

export const flowListAnswerSchema = z.object({ flows: z.array(flowSummarySchema).readonly() });
export type FlowListAnswer = z.infer<typeof flowListAnswerSchema>;

export const flowAnswerSchema = flowSummarySchema.extend({
	definition: flowDocumentSchema,
	problems: z.array(lintProblemSchema).readonly(),
});
export type FlowAnswer = z.infer<typeof flowAnswerSchema>;

/** Without id: made from the name. Without definition: a start and an end. The definition takes on id and name. */
export const createFlowRequestSchema = z.strictObject({
	name: z.string().trim().min(1).max(120),
	id: flowIdSchema.optional(),
	definition: z.unknown().optional(),
});
export type CreateFlowRequest = z.infer<typeof createFlowRequestSchema>;

/** `definition.id` must be the flow's; `definition.name` becomes its name. */
export const saveDraftRequestSchema = z.strictObject({
	/** The revision that was read; 409 when another one stands. */
	revision: z.int().min(1),
	definition: z.unknown(),
});
export type SaveDraftRequest = z.infer<typeof saveDraftRequestSchema>;

export const saveDraftAnswerSchema = z.object({
	revision: z.int(),
	savedAt: instantSchema,
	problems: z.array(lintProblemSchema).readonly(),
});
export type SaveDraftAnswer = z.infer<typeof saveDraftAnswerSchema>;
