/** Where a token ends. The scope completes when its last token has ended. */
import { z } from 'zod';
import { codeSchema, thrownEscalationSchema, thrownMessageSchema, thrownSignalSchema } from './event';
import { nodeBaseShape, nodeIdSchema } from './node-base';

const endResultSchema = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('error'), code: codeSchema, message: z.string().max(500) }),
	/** Undoes the named activity, or all that is done in this scope, before the token ends. */
	z.strictObject({ type: z.literal('compensate'), activity: nodeIdSchema.nullable() }),
	/** Ends its own scope instance at once. */
	z.strictObject({ type: z.literal('terminate') }),
	thrownMessageSchema,
	thrownSignalSchema,
	thrownEscalationSchema,
]);

export const endNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('end'),
	/** Absent: nothing beside the end. */
	result: endResultSchema.exactOptional(),
});
export type EndNode = z.infer<typeof endNodeSchema>;
