/**
 * What a command of `npm run saga` is. Exit codes: 0 all well; 1 the answer is no (errors in the flow, a trace that does
 * not match, a refusal by the server); 2 it could not be done (wrong arguments, an unreadable file, no server).
 */
export interface Command {
	/** As in `lint FILE [--json]`. */
	readonly usage: string;
	readonly summary: string;
	readonly run: (args: readonly string[], say: Say) => Promise<ExitCode>;
}

export type ExitCode = 0 | 1 | 2;

/** Where the answer goes: standard output for what was asked, standard error for what went wrong. */
export interface Say {
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
	/** How far it has come: each text replaces the one before. Absent: nobody watches. */
	readonly passing?: (text: string) => void;
}

/** It could not be done. The message names the cause and the next step. */
export class CommandError extends Error {}
