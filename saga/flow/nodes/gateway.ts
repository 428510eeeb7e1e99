/** Gateways split and join. Conditions stand on the outgoing edges of an exclusive gateway, in the order of the edges. */
import { z } from 'zod';
import { nodeBaseShape } from './node-base';

export const parallelNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('parallel'),
});
export type ParallelNode = z.infer<typeof parallelNodeSchema>;

export const exclusiveNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('exclusive'),
});
export type ExclusiveNode = z.infer<typeof exclusiveNodeSchema>;
