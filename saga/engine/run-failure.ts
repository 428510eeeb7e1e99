/** Why an attempt of a step has not succeeded, as the state and the history tell it. */
export type AttemptCause = 'failed' | 'unavailable' | 'timeout' | 'send-refused';

export interface RunFailure {
	readonly cause: AttemptCause;
	readonly code: string;
	readonly message: string;
}
