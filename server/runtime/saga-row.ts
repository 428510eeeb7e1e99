/** What the console's list shows of a saga, written only when it differs from before. */
import type { HistoryEntry } from '@/saga/engine/entry';
import type { Saga, SagaState } from '@/saga/engine/state';
import { summarise } from '@/saga/engine/summary';
import type { SagaRow } from './ports';

/** The end: nothing is awaited any more, and the stored state is deleted. */
export function isOver({ status }: SagaState): boolean {
	return status !== 'running' && status !== 'compensating';
}

/** `anew`: write it although it looks the same. */
export function rowOf(
	saga: Saga,
	before: Saga | null,
	entries: readonly HistoryEntry[],
	anew: boolean,
): SagaRow | null {
	const { status, steps, incidents } = summarise(saga.state);
	if (before !== null && !anew) {
		const old = summarise(before.state);
		const same =
			old.status === status &&
			old.incidents === incidents &&
			before.state.suspended === saga.state.suspended &&
			old.steps.join() === steps.join();
		if (same) return null;
	}
	const started = entries.find((entry) => entry.type === 'sagaStarted');
	return {
		businessKey: started?.businessKey ?? null,
		status,
		suspended: saga.state.suspended,
		steps,
		openIncidents: incidents,
		ended: isOver(saga.state),
	};
}
