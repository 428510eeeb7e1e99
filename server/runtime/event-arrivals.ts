/**
 * An event of the shelf in its saga's hands: verified by the engine, which knows whether the wait is still open. Not used
 * means that its row stays, for another wait or a later one.
 */
import type { JsonObject } from '@/saga/expression/json';
import type { StoredEvent } from './event-ports';
import type { SagaArrival } from './saga-arrival';
import { type Need, needOf, type SagaInHand } from './saga-in-hand';

export function takeEvent(
	work: SagaInHand,
	{ subscription, event, used }: Extract<SagaArrival, { kind: 'take' }>,
): Need | null {
	// While inputs are parked it is better kept where another flow's operator sees it; a suspended saga keeps one per wait.
	if (work.queueUp || work.fault || isKept(work, subscription)) return null;
	const result = work.applyOrPark({ type: 'eventReceived', subscription, event: receivedOf(event) });
	if (result === null || result.kind === 'applied') used();
	return needOf(result);
}

function isKept({ saga }: SagaInHand, subscription: number): boolean {
	const parked = saga?.state.parked ?? [];
	return parked.some((input) => input.type === 'eventReceived' && input.subscription === subscription);
}

/** A start by message takes the event's payload as the saga's, its key as the business key. */
export function eventStart(work: SagaInHand, arrival: Extract<SagaArrival, { kind: 'eventStart' }>): null {
	const { sagaId, event, used, refused } = arrival;
	const payload = JSON.parse(event.payload) as JsonObject;
	const at = work.context.atMs;
	const result = work.apply({ type: 'sagaStarted', sagaId, payload, businessKey: event.key, at });
	if (result?.kind === 'applied') used();
	else refused(result?.kind === 'refused' ? result.message : (work.fault?.message ?? ''));
	work.fault = null;
	return null;
}

function receivedOf({ eventId: id, name, key, payload }: StoredEvent) {
	return { id, name, key, payload: JSON.parse(payload) as JsonObject };
}
