/** What the console is told when a request was not done. */
import type { Transition } from '@/saga/engine/transition-result';
import type { RequestAnswer } from './ports';

/** Null: it was done. `result` is null when the engine could not process it, for the reason in `fault`. */
export function refusalOf(
	result: Transition | null,
	fault: { readonly message: string } | null,
): RequestAnswer['refusal'] {
	if (result === null)
		return {
			code: 'engine-fault',
			message: `It cannot be processed; nothing was changed. Tell whoever runs Unwind: ${fault?.message ?? ''}`,
		};
	if (result.kind !== 'refused') return null;
	const { code, message, path } = result;
	return { code, message, ...(path === undefined ? {} : { path }) };
}
