/** Where a flow, a subflow or a compensation begins, and what starts it. */
import { z } from 'zod';
import { messageTriggerSchema, reactionTriggerSchema, timerTriggerSchema } from './event';
import { nodeBaseShape } from './node-base';

export const startFieldTypes = ['text', 'number', 'boolean', 'object', 'list'] as const;

/** One top-level variable that the start payload brings. Other keys are let through. */
export const startFieldSchema = z.strictObject({
	name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
	type: z.enum(startFieldTypes),
	required: z.boolean(),
	/** What the start dialog and the rehearsal offer; any JSON. */
	sample: z.json(),
});
export type StartField = z.infer<typeof startFieldSchema>;

/** How many sagas of a flow one correlation key may start. */
export const sagasPerKey = ['while-active', 'ever', 'per-event'] as const;

/** A start by message takes the event's payload as the saga's, its key as the business key. */
const flowTriggerSchema = z.discriminatedUnion('type', [
	messageTriggerSchema.extend({ perKey: z.enum(sagasPerKey) }),
	timerTriggerSchema,
]);

export const startNodeSchema = z.strictObject({
	...nodeBaseShape,
	kind: z.literal('start'),
	fields: z.array(startFieldSchema).max(100).readonly(),
	/** FEEL over the payload: what people know the saga by (an order number). Empty: none. */
	businessKey: z.string().max(4_000),
	/** At the top of a flow: what starts a saga beside people and programs. */
	trigger: flowTriggerSchema.exactOptional(),
	/** In an event-started subflow: what starts it, and whether the scope around it is interrupted. */
	reaction: z.strictObject({ on: reactionTriggerSchema, interrupting: z.boolean() }).exactOptional(),
});
export type StartNode = z.infer<typeof startNodeSchema>;
