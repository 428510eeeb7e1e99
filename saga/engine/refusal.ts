/** An input that is not legal in this state: a value that says why and what is possible instead. */
import type { RefusalCode, Transition } from './transition-result';

export type Refusal = Extract<Transition, { kind: 'refused' }>;

export function refusal(code: RefusalCode, message: string, path?: string): Refusal {
	return { kind: 'refused', code, message, ...(path === undefined ? {} : { path }) };
}
