/** How often and how fast a command is tried again: the same words for a step and for its undo. */
import { z } from 'zod';

export const retriesSchema = z.strictObject({
	/** Attempts in all, the first included. */
	attemptsMax: z.int().min(1).max(100),
	backoffMs: z.int().min(0).max(86_400_000),
	backoffFactor: z.number().min(1).max(10),
	backoffMaxMs: z.int().min(0).max(86_400_000),
});
export type Retries = z.infer<typeof retriesSchema>;
export const retriesDefault: Retries = { attemptsMax: 3, backoffMs: 1_000, backoffFactor: 2, backoffMaxMs: 60_000 };

export const timeoutMsSchema = z
	.int()
	.min(100)
	.max(30 * 86_400_000);
export const timeoutMsDefault = 60_000;
