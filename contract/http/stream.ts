/**
 * GET /stream?topics=saga:<id>@12,sagas,flows,health: server-sent events, one stream per browser.
 * Invariant: each event's id names the position in every topic of the stream, so that `Last-Event-ID` (or `last`, for a
 * new connection with other topics) resumes without a gap and without asking which topic the last event was of.
 * A saga's history comes gap-free and in order; the other events say what has changed and may be merged.
 */
import { z } from 'zod';
import { historyDocumentSchema, instantSchema } from './documents';
import { healthAnswerSchema } from './installation';
import { sagaSummarySchema } from './sagas';

export const streamEventSchemas = {
	/** First event of every connection; `at` is the server's time, for clocks that differ. */
	ready: z.object({ at: instantSchema }),
	/** Topic `saga:<id>`: the records after the last ones, in order. */
	history: z.object({ sagaId: z.uuid(), records: z.array(historyDocumentSchema).readonly() }),
	/** Topic `saga:<id>`: its row, once at the beginning and whenever it has changed. */
	saga: sagaSummarySchema,
	/** Topic `sagas`: rows that are new or changed. `more`: there were too many to tell; read the list again. */
	'sagas-changed': z.object({ sagas: z.array(sagaSummarySchema).readonly(), more: z.boolean() }),
	/** Topic `flows`: a draft was saved, or a version deployed. */
	'flow-changed': z.object({
		flowId: z.string(),
		name: z.string(),
		revision: z.int(),
		currentVersion: z.int().nullable(),
		updatedBy: z.string(),
	}),
	/** Topic `health`: once at the beginning and whenever it has changed. */
	health: healthAnswerSchema,
} as const;

export type StreamEventName = keyof typeof streamEventSchemas;
export type StreamEvent = {
	[Name in StreamEventName]: { readonly event: Name; readonly data: z.infer<(typeof streamEventSchemas)[Name]> };
}[StreamEventName];
