/** An event goes out, and the token goes on at once: nobody's answer is awaited. */
import { z } from 'zod';
import { thrownEscalationSchema, thrownMessageSchema, thrownSignalSchema } from './event';
import { nodeBaseShape } from './node-base';

const publishedEventSchema = z.discriminatedUnion('type', [
	thrownMessageSchema,
	thrownSignalSchema,
	thrownEscalationSchema,
]);
export type PublishedEvent = z.infer<typeof publishedEventSchema>;

export const publishNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('publish'),
	event: publishedEventSchema,
});
