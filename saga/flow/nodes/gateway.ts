/** Gateways split and join. Conditions stand on their outgoing edges, in the order of the edges. */
import { z } from 'zod';
import { nodeBaseShape } from './node-base';

export const parallelNodeSchema = z.strictObject({ ...nodeBaseShape, kind: z.literal('parallel') });
export type ParallelNode = z.infer<typeof parallelNodeSchema>;

export const exclusiveNodeSchema = z.strictObject({ ...nodeBaseShape, kind: z.literal('exclusive') });
export type ExclusiveNode = z.infer<typeof exclusiveNodeSchema>;

export const inclusiveNodeSchema = z.strictObject({ ...nodeBaseShape, kind: z.literal('inclusive') });

/** Event-based gateway: the first of the catches behind it wins. */
export const eventRaceNodeSchema = z.strictObject({ ...nodeBaseShape, kind: z.literal('event-race') });
