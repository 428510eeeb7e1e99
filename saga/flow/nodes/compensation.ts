/**
 * What undoes an activity. A property of the activity, so that it can neither be orphaned nor be drawn twice. A
 * compensation that is more than one command is a scope of its own, whose nodes stand in `ACTIVITY/undo`.
 */
import { z } from 'zod';
import { commandNameSchema, participantNameSchema } from './command-names';
import { mappingSchema } from './mapping';
import { retriesSchema, timeoutMsSchema } from './retries';

export const commandCompensationSchema = z.strictObject({
	type: z.literal('command'),
	name: z.string().max(120),
	/** Empty: the participant of the step. */
	participant: participantNameSchema,
	command: commandNameSchema,
	/** Reads the saga's variables, `input` (the activity's input as sent) and `output` (its reply, null if unknown). */
	input: mappingSchema,
	timeoutMs: timeoutMsSchema,
	retries: retriesSchema,
});
export type CommandCompensation = z.infer<typeof commandCompensationSchema>;

/** A subflow, a call, a for-each: whatever stands in the scope `ACTIVITY/undo`. Its expressions also read `input` and `output`. */
const scopeCompensationSchema = z.strictObject({ type: z.literal('scope'), name: z.string().max(120) });

export const noCompensationSchema = z.strictObject({
	type: z.literal('none'),
	/** `harmless`: nothing is left behind that matters. `gap`: something stays, and the saga says so when it ends. */
	effect: z.enum(['harmless', 'gap']),
	because: z.string().max(500),
});
export type NoCompensation = z.infer<typeof noCompensationSchema>;

export const compensationSchema = z.discriminatedUnion('type', [
	commandCompensationSchema,
	scopeCompensationSchema,
	noCompensationSchema,
]);
export type Compensation = z.infer<typeof compensationSchema>;
