/**
 * What a flow can wait for and what it can throw. A trigger is caught (start, catch, boundary); an event is thrown
 * (publish, end). Names are plain text; keys, payloads and times are FEEL or what is named beside them.
 */
import { z } from 'zod';
import { mappingSchema } from './mapping';

const expressionSchema = z.string().max(4_000);
export const eventNameSchema = z.string().max(200);
/** Of errors and escalations. */
export const codeSchema = z.string().max(64);

export const messageTriggerSchema = z.strictObject({
	type: z.literal('message'),
	message: eventNameSchema,
	/** FEEL that yields the correlation key, a text or a number. Not read on the start of a flow: the event brings it. */
	key: expressionSchema,
	/** Reads `event`, the message's payload; targets are variables. */
	output: mappingSchema,
});
export const timerTriggerSchema = z.strictObject({
	type: z.literal('timer'),
	/** `cycle`: an ISO 8601 repetition or a cron expression of 6 or 7 fields. */
	timer: z.enum(['duration', 'date', 'cycle']),
	/** An ISO 8601 text (`PT5M`, `2031-05-12T08:00:00Z`, `R3/PT10M`), a cron expression, or FEEL that yields one. */
	value: expressionSchema,
});
export type TimerTrigger = z.infer<typeof timerTriggerSchema>;
const signalTriggerSchema = z.strictObject({
	type: z.literal('signal'),
	signal: eventNameSchema,
	output: mappingSchema,
});
const errorTriggerSchema = z.strictObject({
	type: z.literal('error'),
	/** Null: every error that no specific code catches. */
	code: codeSchema.nullable(),
	/** Reads `error` with `code` and `message`. */
	output: mappingSchema,
});
const escalationTriggerSchema = z.strictObject({
	type: z.literal('escalation'),
	code: codeSchema.nullable(),
	/** Reads `event`, what the escalation brought. */
	output: mappingSchema,
});

/** What a token can wait for in the middle of the way. */
export const catchTriggerSchema = z.discriminatedUnion('type', [
	messageTriggerSchema,
	timerTriggerSchema,
	signalTriggerSchema,
]);

/** What a boundary event or an event-started subflow reacts to. */
export const reactionTriggerSchema = z.discriminatedUnion('type', [
	messageTriggerSchema,
	timerTriggerSchema,
	signalTriggerSchema,
	errorTriggerSchema,
	escalationTriggerSchema,
]);
export type ReactionTrigger = z.infer<typeof reactionTriggerSchema>;

export const thrownMessageSchema = z.strictObject({
	type: z.literal('message'),
	message: eventNameSchema,
	/** FEEL; empty: the business key. */
	key: expressionSchema,
	/** What it yields is the payload. */
	input: mappingSchema,
});
export const thrownSignalSchema = z.strictObject({
	type: z.literal('signal'),
	signal: eventNameSchema,
	input: mappingSchema,
});
export const thrownEscalationSchema = z.strictObject({
	type: z.literal('escalation'),
	code: codeSchema,
	input: mappingSchema,
});
