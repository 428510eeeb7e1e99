/**
 * What every node of a flow has, whatever its kind.
 * Invariant: a node id is unique in its flow and never changes; a name is what people read and may change.
 */
import { z } from 'zod';

/** Also usable as a word of a trace and as part of a message key, hence the narrow alphabet. */
export const nodeIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);
export type NodeId = z.infer<typeof nodeIdSchema>;

export const nodeBaseShape = {
	id: nodeIdSchema,
	name: z.string().max(120),
};
