/**
 * Documents that pass through the API and whose exact shape belongs to saga/, which contract/ does not import.
 * Only what addresses them is checked here. The server fills these places from saga's own types, and checks what comes
 * in with saga's own schemas (422 with paths); a client narrows them once, where it receives them.
 */
import { z } from 'zod';

/** Milliseconds since the epoch, by the database clock: one unit for every instant of the API, history included. */
export const instantSchema = z.number();

/** A `FlowDefinition` of saga/flow/definition. */
export const flowDocumentSchema = z.looseObject({
	schemaVersion: z.literal(1),
	id: z.string(),
	name: z.string(),
});
export type FlowDocument = z.infer<typeof flowDocumentSchema>;

/** A `HistoryRecord` of saga/engine/entry. */
export const historyDocumentSchema = z.object({
	/** Gap-free per saga, from 1. */
	seq: z.int().min(1),
	at: instantSchema,
	/** `SagaInput` */
	input: z.unknown(),
	/** `HistoryEntry[]` */
	entries: z.array(z.unknown()).readonly(),
});

/** Any JSON object: a payload, a command's input, the variables of a scope. */
export const jsonObjectSchema = z.record(z.string(), z.unknown());
