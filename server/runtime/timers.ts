/**
 * Sagas whose `wake_at` has passed, into the lanes. The engine decides what is due; here only time passes.
 * Any number of processes look: whoever locks the saga judges it, for the others nothing is due any more.
 */
import type { Lanes } from './lanes';
import { Loop } from './loop';
import type { LoopStore } from './ports';
import type { Trouble } from './trouble';

/** How late a timer may be when nothing else is going on. */
const everyMs = 200;
const dueMax = 500;

export interface TimerOptions {
	readonly store: Pick<LoopStore, 'dueSagas'>;
	readonly lanes: Lanes;
	readonly trouble: Trouble;
}

export function watchTimers({ store, lanes, trouble }: TimerOptions): Loop {
	return new Loop({
		name: 'timers',
		everyMs,
		trouble,
		turn: async () => {
			const due = await store.dueSagas(dueMax);
			await Promise.all(due.map((sagaId) => lanes.submit({ kind: 'time', sagaId })));
			return due.length === dueMax ? 'again' : 'rest';
		},
	});
}
