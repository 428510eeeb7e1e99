/** A step: one command to one participant, whose reply is awaited. */
import { z } from 'zod';
import { activityShape } from './activity';
import { commandNameSchema, participantNameSchema } from './command-names';
import { codeSchema, eventNameSchema } from './event';
import { mappingSchema } from './mapping';
import { retriesSchema, timeoutMsSchema } from './retries';

export const stepClasses = ['compensable', 'pivot', 'retriable'] as const;
export type StepClass = (typeof stepClasses)[number];

/** What happens to a failure that no error boundary of the step catches. */
const parkSchema = z.strictObject({
	/** The step is tried again when this message comes; null: only when a person says so. */
	until: z.strictObject({ message: eventNameSchema, key: z.string().max(4_000) }).nullable(),
	/** After so long the saga unwinds; null: never. */
	atMostMs: z
		.int()
		.min(100)
		.max(366 * 86_400_000)
		.nullable(),
});

export const stepNodeSchema = z.strictObject({
	...activityShape,
	kind: z.literal('step'),
	participant: participantNameSchema,
	command: commandNameSchema,
	/** Reads the saga's variables; what it yields is the command's payload. */
	input: mappingSchema,
	/** Reads the saga's variables and `reply`; targets are saga variables. Empty: nothing is merged. */
	output: mappingSchema,
	timeoutMs: timeoutMsSchema,
	retries: retriesSchema,
	/** Business errors that the participant may answer, and which of them are worth another attempt. */
	expectedErrors: z
		.array(z.strictObject({ code: codeSchema.min(1), retry: z.boolean() }))
		.max(50)
		.readonly(),
	class: z.enum(stepClasses),
	/** Absent: a failure that nothing catches unwinds the saga. */
	park: parkSchema.exactOptional(),
});
export type StepNode = z.infer<typeof stepNodeSchema>;
