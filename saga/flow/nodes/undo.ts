/** Undo by the flow itself: what its scope has done, or one activity, is undone; then the token goes on. */
import { z } from 'zod';
import { nodeBaseShape, nodeIdSchema } from './node-base';

export const undoNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('undo'),
	/** Null: everything that its scope has done. */
	activity: nodeIdSchema.nullable(),
});
