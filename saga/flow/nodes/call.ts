/** Another flow is run as a saga of its own, whose end is awaited. Bound to the version that is current when the caller is deployed. */
import { z } from 'zod';
import { activityShape } from './activity';
import { mappingSchema } from './mapping';

export const callNodeSchema = z.strictObject({
	...activityShape,
	kind: z.literal('call'),
	/** A flow id; empty while a draft is being drawn. */
	flow: z.string().regex(/^([A-Za-z0-9_][A-Za-z0-9_.-]{0,63})?$/),
	/** What it yields is the payload of the called saga. */
	input: mappingSchema,
	/** Reads `reply`, the called saga's variables at its end. */
	output: mappingSchema,
});
