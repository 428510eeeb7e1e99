/** An activity done once for each element of a list: a scope with one iteration per element. */
import { z } from 'zod';

const variableNameSchema = z.string().regex(/^([A-Za-z_][A-Za-z0-9_]{0,63})?$/);

export const forEachSchema = z.strictObject({
	/** FEEL that yields the list. */
	collection: z.string().max(4_000),
	/** The variable that holds the element in its own iteration; `loopCounter` counts from 1. Empty: none. */
	element: variableNameSchema,
	mode: z.enum(['parallel', 'sequential']),
	/** Of a parallel for-each: how many iterations may be open at once; null: all. */
	limit: z.int().min(1).max(10_000).nullable(),
	/** FEEL, judged in the iteration that has just completed; true ends the for-each. Empty: all elements are done. */
	completion: z.string().max(4_000),
	/** Where the results are collected, in the order of the elements. Null: nowhere. */
	result: z.strictObject({ variable: variableNameSchema, expression: z.string().max(4_000) }).nullable(),
});
export type ForEach = z.infer<typeof forEachSchema>;
