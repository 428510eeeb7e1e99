/** What a service registers for one command: the shape of its payload and the work. */
import type { PoolClient } from 'pg';
import type { z } from 'zod';

export interface CommandContext {
	/** The transaction in which what is remembered of the command is written: effects made through it happen once. */
	readonly db: PoolClient;
	/** Stable over all attempts: pass it on as idempotency key to whatever is called outside the transaction. */
	readonly key: string;
	readonly attempt: number;
	readonly sagaId: string;
	readonly flowId: string;
	readonly step: string;
	/** On an undo: whether the forward command is known to have completed. Null on a forward command. */
	readonly undo: { readonly outcome: 'completed' | 'unknown' } | null;
}

export interface CommandDefinition {
	readonly command: string;
	readonly schema: z.ZodType;
	/** Returns the reply (any JSON); throws `Failed` or `Unavailable` when there is no effect. */
	readonly handler: (payload: never, context: CommandContext) => Promise<unknown>;
	/** The command that undoes this one. */
	readonly undo: string | null;
}
