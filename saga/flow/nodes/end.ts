/** Where a token ends. The saga ends when its last token has ended. */
import { z } from 'zod';
import { nodeBaseShape } from './node-base';

export const endNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('end'),
});
export type EndNode = z.infer<typeof endNodeSchema>;
