/**
 * Everything that can go wrong between the browser and the API, as one error with the reader's words.
 * `problem` is there when the server answered in its own form; its `detail` names cause and next step.
 */
import type { ProblemAnswer, ProblemCode } from '@/contract/http/problem';

export type FailureKind = 'unreachable' | 'refused' | 'unreadable';

export class ApiFailure extends Error {
	constructor(
		readonly kind: FailureKind,
		message: string,
		readonly problem: ProblemAnswer | null = null,
	) {
		super(message);
		this.name = 'ApiFailure';
	}

	get code(): ProblemCode | null {
		return this.problem?.code ?? null;
	}

	/** Whether the same request may succeed later without anybody changing anything. */
	get isPassing(): boolean {
		return this.kind === 'unreachable' || this.problem?.code === 'unavailable';
	}
}

export function toFailure(error: unknown): ApiFailure {
	if (error instanceof ApiFailure) return error;
	return new ApiFailure(
		'unreadable',
		error instanceof Error ? error.message : 'Something unexpected happened. Reload the page.',
	);
}

/** Whether asking again is all that is needed. */
export function isAway(error: unknown): boolean {
	return error instanceof ApiFailure && error.isPassing;
}
