/** POST /flows/:id/lint: what is wrong with a flow, by the same rules and codes as in the designer and at deployment. */
import { z } from 'zod';

/** A `Problem` of saga/flow/problem. */
export const lintProblemSchema = z.object({
	code: z.string(),
	severity: z.enum(['error', 'warning']),
	message: z.string(),
	node: z.string().nullable(),
	edge: z.string().nullable(),
	field: z.string().nullable(),
});

/** Without a definition the saved draft is checked. */
export const lintRequestSchema = z.strictObject({ definition: z.unknown().optional() });
export type LintRequest = z.infer<typeof lintRequestSchema>;

export const lintAnswerSchema = z.object({ problems: z.array(lintProblemSchema).readonly() });
export type LintAnswer = z.infer<typeof lintAnswerSchema>;
