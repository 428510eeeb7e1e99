/** A jump within one scope, instead of a long edge: tokens that come to a link `from` go on at the link `to` of that name. */
import { z } from 'zod';
import { nodeBaseShape } from './node-base';

export const linkNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('link'),
	end: z.enum(['from', 'to']),
	link: z.string().max(120),
});
