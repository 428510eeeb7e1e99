/**
 * A mapping fills named targets from FEEL expressions: a command's payload, or the saga's variables.
 * A target is a dotted path (`trip.paymentId`); entries apply in order. Whether an expression parses is lint's business,
 * so that a half-typed draft can be saved.
 */
import { z } from 'zod';

export const mappingEntrySchema = z.strictObject({
	target: z.string().max(200),
	expression: z.string().max(4_000),
});
export type MappingEntry = z.infer<typeof mappingEntrySchema>;

export const mappingSchema = z.array(mappingEntrySchema).max(200).readonly();
export type Mapping = z.infer<typeof mappingSchema>;
