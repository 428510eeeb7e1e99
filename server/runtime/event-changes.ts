/** What a batch has come to for events, signals and other sagas; null where it has come to nothing. */
import type { EventBatch } from './event-batch';
import type { EventChanges, EventKey, SignalWait } from './event-ports';
import { signalsOf } from './saga-effects';
import { isOver } from './saga-row';
import type { SagaWork } from './saga-work';

export function eventChangesOf(works: readonly SagaWork[], batch: EventBatch | null): EventChanges | null {
	const concerned = works.filter(isConcerned);
	if (concerned.length === 0 && batch === null) return null;
	const over = concerned.filter(
		({ saga, before }) => saga !== null && isOver(saga.state) && !(before && isOver(before.state)),
	);
	for (const { effects, saga } of over) if (saga !== null) effects.stopAll(saga.state);
	const signals = concerned.map(signalChanges);
	return {
		shelved: batch?.shelved ?? [],
		counts: batch?.counts ?? [],
		taken: batch?.taken ?? [],
		offered: batch?.offered ?? [],
		refused: batch?.refused ?? [],
		waitsBegun: concerned.flatMap(({ effects }) => effects.waitsBegun),
		waitsEnded: concerned.flatMap(({ effects, sagaId }) =>
			effects.waitsEnded.map((subscription) => ({ sagaId, subscription })),
		),
		signalsBegun: signals.flatMap(({ begun }) => begun),
		signalsEnded: signals.flatMap(({ ended }) => ended),
		broadcasts: concerned.flatMap(({ effects }) => effects.broadcasts),
		queued: concerned.flatMap(({ effects }) => effects.queued),
		startsEnded: over.filter(isOnePerKey).map(({ sagaId }) => sagaId),
		startsReleased: batch?.released ?? [],
	};
}

/** Where what this batch has written may meet what others have: new events, new waits, and keys that are free again. */
export function touchedBy(works: readonly SagaWork[], changes: EventChanges | null): readonly EventKey[] {
	if (changes === null) return [];
	const freed = new Set(changes.startsEnded);
	const starts = works.filter(({ sagaId }) => freed.has(sagaId)).flatMap(startKeyOf);
	return [...changes.shelved, ...changes.waitsBegun, ...starts];
}

function startKeyOf({ flow, saga }: SagaWork): readonly EventKey[] {
	const { trigger } = flow.start;
	const key = saga?.state.businessKey ?? null;
	return trigger?.type === 'message' && key !== null ? [{ flowId: flow.id, name: trigger.message, key }] : [];
}

/** Most sagas know neither events nor other sagas: nothing is sent for them. */
function isConcerned(work: SagaWork): boolean {
	if (work.history.length === 0) return !work.effects.isEmpty;
	return !work.effects.isEmpty || hasSubscriptions(work.saga) || hasSubscriptions(work.before) || isOnePerKey(work);
}

function hasSubscriptions(saga: SagaWork['saga']): boolean {
	return saga !== null && saga.state.subscriptions.length > 0;
}

function isOnePerKey({ flow }: SagaWork): boolean {
	const { trigger } = flow.start;
	return trigger?.type === 'message' && trigger.perKey !== 'per-event';
}

function signalChanges({ sagaId, before, saga }: SagaWork): { begun: SignalWait[]; ended: SignalWait[] } {
	const old = signalsOf(before?.state ?? null);
	const now = saga !== null && isOver(saga.state) ? new Set<string>() : signalsOf(saga?.state ?? null);
	const of = (signals: ReadonlySet<string>, except: ReadonlySet<string>) =>
		[...signals].filter((signal) => !except.has(signal)).map((signal) => ({ sagaId, signal }));
	return { begun: of(now, old), ended: of(old, now) };
}
