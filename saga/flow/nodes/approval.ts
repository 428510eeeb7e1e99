/** A person decides, in the console. What they enter is the approval's output. */
import { z } from 'zod';
import { activityShape } from './activity';
import { mappingSchema } from './mapping';
import { startFieldSchema } from './start';

export const approvalNodeSchema = z.strictObject({
	...activityShape,
	kind: z.literal('approval'),
	/** What the person is asked, in the flow's own words. */
	question: z.string().max(2_000),
	fields: z.array(startFieldSchema).max(100).readonly(),
	/** Who is to answer, in the flow's own words (a team, a role). Shown, not enforced. */
	candidates: z.string().max(200),
	/** What the person is shown beside the question. */
	input: mappingSchema,
	/** Reads `reply`, what was entered. */
	output: mappingSchema,
});
