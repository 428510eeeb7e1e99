/** Who did what, and why: recorded before anything that follows from it. */
import type { Draft } from '../draft';
import type { OperatorActed, RunNumber } from '../input';

export function recordAct(draft: Draft, input: OperatorActed, run: RunNumber | null): void {
	const { actor, reason } = input;
	draft.record({ type: 'operatorActed', action: input.action.type, run, actor, reason });
}
