/** Where a saga begins, and what it must be given. */
import { z } from 'zod';
import { nodeBaseShape } from './node-base';

export const startFieldTypes = ['text', 'number', 'boolean', 'object', 'list'] as const;

/** One top-level variable that the start payload brings. Other keys are let through. */
export const startFieldSchema = z.strictObject({
	name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
	type: z.enum(startFieldTypes),
	required: z.boolean(),
	/** What the start dialog and the rehearsal offer; any JSON. */
	sample: z.json(),
});
export type StartField = z.infer<typeof startFieldSchema>;

export const startNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('start'),
	fields: z.array(startFieldSchema).max(100).readonly(),
	/** FEEL over the payload: what people know the saga by (an order number). Empty: none. */
	businessKey: z.string().max(4_000),
});
export type StartNode = z.infer<typeof startNodeSchema>;
