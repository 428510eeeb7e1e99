/** An event on the border of an activity: it reacts while the activity is open. */
import { z } from 'zod';
import { reactionTriggerSchema } from './event';
import { nodeBaseShape, nodeIdSchema } from './node-base';

export const boundaryNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('boundary'),
	attachedTo: nodeIdSchema,
	/** Errors always interrupt. */
	interrupting: z.boolean(),
	on: reactionTriggerSchema,
});
export type BoundaryNode = z.infer<typeof boundaryNodeSchema>;
