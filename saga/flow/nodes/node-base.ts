/**
 * What every node of a flow has, whatever its kind.
 * Invariant: a node id is unique in its flow and never changes; a name is what people read and may change.
 */
import { z } from 'zod';

/** Also usable as a word of a trace and as part of a message key, hence the narrow alphabet. */
export const nodeIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);
export type NodeId = z.infer<typeof nodeIdSchema>;

/**
 * Where a node stands: absent at the top of the flow, the id of the subflow around it, or `ACTIVITY/undo` inside the
 * compensation of an activity. Scopes nest; an edge never crosses the border of one.
 */
const scopeIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}(\/undo)?$/);
/** `''`: the top of the flow. */
export type ScopeId = string;

export const nodeBaseShape = {
	id: nodeIdSchema,
	name: z.string().max(120),
	scope: scopeIdSchema.exactOptional(),
};
