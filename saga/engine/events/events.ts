/** Events that come to a saga, and what their subscription stands for. */
import { nextOccurrence } from '../../compile/timer';
import type { JsonObject } from '../../expression/json';
import { advance } from '../advance';
import type { Draft } from '../draft';
import type { EventReceived, SignalReceived } from '../input';
import { invariant, nodeOf } from '../invariant';
import { type Refusal, refusal } from '../refusal';
import type { Subscription } from '../state';
import { tryAgain } from '../steps/parking';
import { boundaryOf, interruptsItsHost } from './arming';
import { reactAtBoundary, startReaction } from './reacting';
import { catchOf, endWait } from './waits';

export function receiveEvent(draft: Draft, { subscription, event }: EventReceived): Refusal | null {
	const open = draft.state.subscriptions.find((each) => each.subscription === subscription);
	if (open?.on.type !== 'message' || open.on.name !== event.name || open.on.key !== event.key)
		return refusal('not-open', `Nothing here waits for "${event.name}" with the key ${event.key} any more.`);
	draft.record({ type: 'eventTaken', subscription, event });
	react(draft, open, { event: event.payload });
	return null;
}

/** Reaches every subscription that is open as it comes; one that it closes on its way is passed over. */
export function receiveSignal(draft: Draft, { signal, payload }: SignalReceived): null {
	const reached = draft.state.subscriptions.filter(({ on }) => on.type === 'signal' && on.signal === signal);
	for (const open of reached) {
		if (!draft.state.subscriptions.includes(open)) continue;
		draft.record({ type: 'signalTaken', subscription: open.subscription, signal });
		react(draft, open, { event: payload });
		advance(draft);
		if (draft.isBlocked) return null;
	}
	return null;
}

/** A repeating timer goes on beside a host that it does not interrupt; else its first occurrence counts. */
export function fireTimer(draft: Draft, open: Subscription): void {
	const { subscription, on } = open;
	invariant(on.type === 'timer', `subscription ${subscription} is a timer`);
	const next = on.repeat === null ? null : nextOccurrence(on.repeat, on.dueAt);
	const isRepeated = next !== null && interruptsItsHost(nodeOf(draft.flow, open.node)) === false;
	draft.record({
		type: 'timerFired',
		subscription,
		next: isRepeated ? { type: 'timer', dueAt: next.dueAt, repeat: next.repeat } : null,
	});
	react(draft, open, {});
}

/** `locals`: what the output mapping at the place reads. */
function react(draft: Draft, { node: id, host }: Subscription, locals: JsonObject): void {
	const node = nodeOf(draft.flow, id);
	switch (node.kind) {
		case 'catch': {
			const wait = draft.state.waits.find((open) => open.wait === host);
			invariant(wait, `wait ${host} is open`);
			endWait(draft, wait, catchOf(draft, id), locals);
			return;
		}
		case 'boundary':
			reactAtBoundary(draft, boundaryOf(draft, id), host, locals);
			return;
		case 'start':
			invariant(node.reaction, `${id} starts an event-started subflow`);
			startReaction(draft, { ...node, reaction: node.reaction }, host, locals);
			return;
		case 'step': {
			const run = draft.state.runs.find((open) => open.run === host);
			invariant(run, `run ${host} is open`);
			tryAgain(draft, run, null);
			return;
		}
		default:
			throw new Error(`Broken invariant: a ${node.kind} listens for nothing`);
	}
}
