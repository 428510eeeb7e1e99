/**
 * PostgreSQL's errors in the runtime's words, by class of SQLSTATE. Whatever has none happened between us and the server:
 * it is away. A consequence (25P02: the transaction had failed before) never stands for its cause.
 */
import { StoreFault, type StoreFaultKind } from '@/server/runtime/ports';

const kindOfClass: Readonly<Record<string, StoreFaultKind>> = {
	'22': 'input',
	'23': 'input',
	'54': 'input',
	'40': 'busy',
	'55': 'busy',
	'08': 'away',
	'25': 'away',
	'53': 'away',
	'57': 'away',
	'58': 'away',
};

export function sqlStateOf(error: unknown): string | null {
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
	return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

export function toStoreFault(error: unknown): StoreFault {
	if (error instanceof StoreFault) return error;
	const cause = error instanceof Error ? error : new Error(String(error));
	const state = sqlStateOf(error);
	if (state === null) return new StoreFault('away', cause.message || 'PostgreSQL does not answer', { cause });
	if (isOfMovedPartition(error, state)) return new StoreFault('busy', cause.message, { cause });
	return new StoreFault(kindOfClass[state.slice(0, 2)] ?? 'fatal', `${cause.message} (SQLSTATE ${state})`, { cause });
}

/** A week was made while this transaction had the default partition in its plan: tried again, it goes to the new one. */
function isOfMovedPartition(error: unknown, state: string): boolean {
	const isNamed = error instanceof Error && 'constraint' in error && error.constraint !== undefined;
	return state === '23514' && !isNamed;
}

export const transactionHadFailed = '25P02';
