/** A scope of its own: its nodes name it in `scope`. It has its own variables, reads outwards, and ends as one activity. */
import { z } from 'zod';
import { activityShape } from './activity';
import { mappingSchema } from './mapping';

export const subflowNodeSchema = z.strictObject({
	...activityShape,
	kind: z.literal('subflow'),
	/** True: no edge leads to it; the reaction of its start node starts it while its scope is alive. */
	eventStarted: z.boolean(),
	/** What becomes of its completed steps when it is interrupted: kept for a later undo, or undone before anything else goes on. */
	whenInterrupted: z.enum(['keep', 'undo-now']),
	/** Read around it, set inside it, when it is entered. */
	input: mappingSchema,
	/** Read inside it, set around it, when it has completed. */
	output: mappingSchema,
});
