/** Why an attempt of a step has not succeeded, as the state and the history tell it. */
export type AttemptCause = 'failed' | 'unavailable' | 'timeout' | 'send-refused';

export interface RunFailure {
	readonly cause: AttemptCause;
	readonly code: string;
	readonly message: string;
}

/** How a called saga ended. */
export interface CallFailure {
	readonly code: string;
	readonly message: string;
	/** Why something of the called saga stays. */
	readonly gap: string | null;
}
