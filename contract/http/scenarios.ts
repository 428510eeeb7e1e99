/**
 * /flows/:id/scenarios: traces that the flow must do as they say (docs/traces.md). One that fails keeps the draft from
 * being deployed; those that a version has passed are copied with it.
 */
import { z } from 'zod';
import { flowDocumentSchema, instantSchema } from './documents';

const scenarioNameSchema = z.string().trim().min(1).max(120);

export const scenarioSchema = z.object({
	id: z.uuid(),
	name: scenarioNameSchema,
	trace: z.string(),
	updatedAt: instantSchema,
	updatedBy: z.string(),
});
export type ScenarioAnswer = z.infer<typeof scenarioSchema>;

/** By name. `called`: the deployed flows that the draft calls, and what they call, to play them with. */
export const scenarioListAnswerSchema = z.object({
	scenarios: z.array(scenarioSchema).readonly(),
	called: z.array(flowDocumentSchema).readonly(),
});
export type ScenarioListAnswer = z.infer<typeof scenarioListAnswerSchema>;

/**
 * PUT makes it or replaces it. A trace that cannot be read is kept, too, and fails. `updatedAt`: of the scenario that the
 * sender has read, null where there was none; what stands now must be that one. Left out: replaced whatever it is.
 */
export const saveScenarioRequestSchema = z.strictObject({
	updatedAt: instantSchema.nullable().optional(),
	name: scenarioNameSchema,
	trace: z
		.string()
		.max(65_536)
		.refine((text) => !text.includes('\u0000'), 'must not contain the character U+0000'),
});
export type SaveScenarioRequest = z.infer<typeof saveScenarioRequestSchema>;

export const deleteScenarioAnswerSchema = z.object({ deleted: z.boolean() });
export type DeleteScenarioAnswer = z.infer<typeof deleteScenarioAnswerSchema>;

/** The first line that is wrong; line 0: the flow as a whole cannot run. */
export const scenarioFailureSchema = z.object({
	name: z.string(),
	line: z.int(),
	text: z.string(),
	message: z.string(),
});
export type ScenarioFailureAnswer = z.infer<typeof scenarioFailureSchema>;
