/** Entries about waits and about what is listened for. A subscription is gone with its host. */
import type { WaitEntry } from '../entries/event-entries';
import type { RunNumber } from '../input';
import { invariant } from '../invariant';
import type { SagaState } from '../state';
import { nextState } from './next-state';
import { takenFromNode } from './take-token';

export function applyToWait(state: SagaState, entry: WaitEntry): SagaState {
	switch (entry.type) {
		case 'waitOpened': {
			const scope = entry.scope ?? 0;
			const [left, frontier] = takenFromNode(state, entry.node, scope);
			const wait = { wait: entry.wait, node: entry.node, scope, frontier };
			return nextState(left, { waits: [...left.waits, wait], nextRun: entry.wait + 1 });
		}
		case 'waitEnded': {
			const wait = state.waits.find((open) => open.wait === entry.wait);
			invariant(wait, `wait ${entry.wait} is open`);
			const waits = state.waits.filter((open) => open !== wait);
			const passing = { node: entry.node, scope: wait.scope, frontier: wait.frontier };
			return withoutHosted(nextState(state, { waits, passing }), entry.wait);
		}
		case 'subscribed': {
			const { subscription, node, host, on } = entry;
			const subscriptions = [...state.subscriptions, { subscription, node, host, on }];
			return nextState(state, { subscriptions, nextRun: subscription + 1 });
		}
		case 'unsubscribed':
			return nextState(state, {
				subscriptions: state.subscriptions.filter(({ subscription }) => subscription !== entry.subscription),
			});
		case 'timerFired': {
			const { subscription, next } = entry;
			const subscriptions = state.subscriptions.flatMap((open) =>
				open.subscription !== subscription ? [open] : next === null ? [] : [{ ...open, on: next }],
			);
			return nextState(state, { subscriptions });
		}
		case 'eventTaken':
		case 'signalTaken':
		case 'errorCaught':
		case 'escalationCaught':
			return state;
		case 'eventPublished':
			return nextState(state, { nextRun: entry.run + 1 });
	}
}

/** `park`: only what a parked step itself listens for, not its boundary events. */
export function withoutHosted(state: SagaState, host: RunNumber, only: 'all' | 'park' = 'all'): SagaState {
	if (state.subscriptions.length === 0) return state;
	const step = only === 'park' ? state.runs.find(({ run }) => run === host)?.step : undefined;
	const goes = (subscription: SagaState['subscriptions'][number]) =>
		subscription.host === host && (only === 'all' || subscription.node === step);
	return state.subscriptions.some(goes)
		? nextState(state, { subscriptions: state.subscriptions.filter((subscription) => !goes(subscription)) })
		: state;
}
