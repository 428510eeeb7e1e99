/** What stands around flows and sagas: who asks (GET /me), how the parts are (GET /health), who works (GET /participants). */
import { z } from 'zod';
import { instantSchema, jsonObjectSchema } from './documents';

export const roles = ['admin', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const meAnswerSchema = z.object({
	id: z.string(),
	role: z.enum(roles),
	/** False: every write is answered 403; screens show why their buttons are off. */
	mayWrite: z.boolean(),
});
export type MeAnswer = z.infer<typeof meAnswerSchema>;

const orchestratorSchema = z.object({
	id: z.string(),
	pid: z.int(),
	host: z.string(),
	startedAt: instantSchema,
	beatAt: instantSchema,
	/** It has beaten within the last seconds. */
	alive: z.boolean(),
	bus: z.enum(['kafka', 'postgres']),
	/** What it is waiting for, in words; empty: all well. */
	trouble: z.string(),
	/** It may be killed for the demo. */
	demo: z.boolean(),
});

export const healthAnswerSchema = z.object({
	status: z.enum(['ok', 'trouble']),
	/** One sentence for the health dot: what is wrong and what happens next, or that all is well. */
	words: z.string(),
	database: z.enum(['up', 'away']),
	/** Null: no orchestrator is alive to tell. */
	bus: z.enum(['kafka', 'postgres']).nullable(),
	/** Those alive, and those that fell silent in the last hour. */
	orchestrators: z.array(orchestratorSchema).readonly(),
	/** Starts and actions that no orchestrator has taken yet. */
	waitingRequests: z.int(),
	openIncidents: z.int(),
	/** Counted up to 1,000. */
	deadLetters: z.int(),
	at: instantSchema,
});
export type HealthAnswer = z.infer<typeof healthAnswerSchema>;

/** As the participant itself has said. */
const participantCommandSchema = z.object({
	command: z.string(),
	/** The command that undoes it; null: it cannot be undone, or is an undo itself. */
	undo: z.string().nullable(),
	/** JSON Schema of the payload, for people to read. */
	payload: jsonObjectSchema,
});

export const participantSchema = z.object({
	name: z.string(),
	commands: z.array(participantCommandSchema).readonly(),
	seenAt: instantSchema,
});
export type ParticipantAnswer = z.infer<typeof participantSchema>;

export const participantListAnswerSchema = z.object({ participants: z.array(participantSchema).readonly() });
export type ParticipantListAnswer = z.infer<typeof participantListAnswerSchema>;
