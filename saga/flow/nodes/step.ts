/**
 * A step: one command to one participant, whose reply is awaited, and the compensation that undoes it.
 * The compensation is a property of the step, not a node, so that it can neither be orphaned nor be drawn twice.
 */
import { z } from 'zod';
import { mappingSchema } from './mapping';
import { nodeBaseShape } from './node-base';

/** `<participant>.commands` is a topic name, hence the alphabet. Empty while a draft is being drawn: lint asks for it. */
const participantNameSchema = z.string().regex(/^([a-z][a-z0-9-]{0,62})?$/);
export const commandNameSchema = z.string().regex(/^([a-z][a-z0-9-]{0,62})?$/);

export const retriesSchema = z.strictObject({
	/** Attempts in all, the first included. */
	attemptsMax: z.int().min(1).max(100),
	backoffMs: z.int().min(0).max(86_400_000),
	backoffFactor: z.number().min(1).max(10),
	backoffMaxMs: z.int().min(0).max(86_400_000),
});
export type Retries = z.infer<typeof retriesSchema>;
export const retriesDefault: Retries = { attemptsMax: 3, backoffMs: 1_000, backoffFactor: 2, backoffMaxMs: 60_000 };

const timeoutMsSchema = z
	.int()
	.min(100)
	.max(30 * 86_400_000);
export const timeoutMsDefault = 60_000;

export const stepClasses = ['compensable', 'pivot', 'retriable'] as const;
export type StepClass = (typeof stepClasses)[number];

export const commandCompensationSchema = z.strictObject({
	type: z.literal('command'),
	name: z.string().max(120),
	/** Empty: the participant of the step. */
	participant: participantNameSchema,
	command: commandNameSchema,
	/** Reads the saga's variables, `input` (the step's command as sent) and `output` (its reply, null if unknown). */
	input: mappingSchema,
	timeoutMs: timeoutMsSchema,
	retries: retriesSchema,
});
export type CommandCompensation = z.infer<typeof commandCompensationSchema>;

export const noCompensationSchema = z.strictObject({
	type: z.literal('none'),
	/** `harmless`: nothing is left behind that matters. `gap`: something stays, and the saga says so when it ends. */
	effect: z.enum(['harmless', 'gap']),
	because: z.string().max(500),
});
export type NoCompensation = z.infer<typeof noCompensationSchema>;

export const compensationSchema = z.discriminatedUnion('type', [commandCompensationSchema, noCompensationSchema]);
export type Compensation = z.infer<typeof compensationSchema>;

export const stepNodeSchema = z.strictObject({
	...nodeBaseShape,
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
		.array(z.strictObject({ code: z.string().min(1).max(64), retry: z.boolean() }))
		.max(50)
		.readonly(),
	class: z.enum(stepClasses),
	/** Null: not said yet, which lint reports. */
	compensation: compensationSchema.nullable(),
});
export type StepNode = z.infer<typeof stepNodeSchema>;
