/** A suspended saga keeps what comes, in order, and judges no timers; operators still act. On resume what came runs first. */
import type { Draft } from './draft';
import { isEnded } from './ending';
import type { SagaInput } from './input';
import type { SagaState } from './state';

export function isParked(state: SagaState, input: SagaInput): boolean {
	return state.suspended && !isEnded(state) && input.type !== 'operatorActed';
}

export function parkInput(draft: Draft, input: SagaInput): void {
	if (input.type !== 'timeCame') draft.record({ type: 'inputParked', input });
}

/** `run` takes one of them; each is taken from the list before it runs, with the time of now. */
export function runParked(draft: Draft, run: (input: SagaInput) => void): void {
	for (let next = draft.state.parked[0]; next !== undefined; next = draft.state.parked[0]) {
		draft.record({ type: 'parkedTaken' });
		run({ ...next, at: draft.at });
		if (draft.isBlocked) return;
	}
}
