/**
 * What a wait, an activity or a scope listens for: keys and times are evaluated when it begins to listen. The messages
 * that the store must match are told by the difference of a transition's first and last state.
 */

import type { CompiledTrigger } from '../../compile/compiled-event';
import type { NodeId } from '../../flow/nodes/node-base';
import type { Draft } from '../draft';
import type { Effect } from '../effect';
import { correctedFlow } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import type { RunNumber } from '../input';
import { nodeOf } from '../invariant';
import type { SagaState, ScopeNumber, SubscribedTo } from '../state';
import { evaluate, keyOf, visibleVariables } from '../variables';

type Evaluated =
	/** Null: nothing to listen for (errors and escalations are searched for when they are thrown). */
	{ readonly ok: true; readonly on: SubscribedTo | null } | { readonly ok: false; readonly message: string };

export function evaluateTrigger(draft: Draft, trigger: CompiledTrigger, scope: ScopeNumber): Evaluated {
	switch (trigger.type) {
		case 'message': {
			const result = evaluate(draft, trigger.key, scope);
			if (!result.ok) return { ok: false, message: `the key ${trigger.key.source}: ${result.message}` };
			const key = keyOf(result.value);
			if (key === null)
				return { ok: false, message: `the key ${trigger.key.source}: it is neither a text nor a number.` };
			return { ok: true, on: { type: 'message', name: trigger.message, key } };
		}
		case 'timer': {
			const schedule = trigger.timer.schedule(visibleVariables(draft.saga, scope), draft.at);
			if (!schedule.ok) return { ok: false, message: `the time ${trigger.timer.source}: ${schedule.message}` };
			return { ok: true, on: { type: 'timer', dueAt: schedule.dueAt, repeat: schedule.repeat } };
		}
		case 'signal':
			return { ok: true, on: { type: 'signal', signal: trigger.signal } };
		case 'error':
		case 'escalation':
			return { ok: true, on: null };
	}
}

export function subscribe(draft: Draft, node: NodeId, host: RunNumber, on: SubscribedTo): void {
	draft.record({ type: 'subscribed', subscription: draft.nextRun, node, host, on });
}

/** For a boundary event or an event-started subflow: what cannot be evaluated is an incident at its place, and is tried again there. */
export function listen(
	draft: Draft,
	node: NodeId,
	trigger: CompiledTrigger,
	host: RunNumber,
	scope: ScopeNumber,
): void {
	const result = evaluateTrigger(draft, trigger, scope);
	if (result.ok) {
		if (result.on !== null) subscribe(draft, node, host, result.on);
		return;
	}
	const { name } = nodeOf(draft.flow, node);
	const message = `"${name}" does not react: it could not evaluate ${result.message} ${correctedFlow}`;
	openIncident(draft, 'expression', { run: null, node, scope }, message);
}

/** What the store has to match from now on, and what no longer. */
export function subscriptionEffects(before: SagaState | null, after: SagaState): readonly Effect[] {
	const old = before?.subscriptions ?? [];
	const kept = new Set(after.subscriptions.map(({ subscription }) => subscription));
	const known = new Set(old.map(({ subscription }) => subscription));
	const stopped = old.flatMap(({ subscription, on }): Effect[] =>
		on.type === 'message' && !kept.has(subscription) ? [{ type: 'stopAwaiting', subscription }] : [],
	);
	const begun = after.subscriptions.flatMap(({ subscription, on }): Effect[] =>
		on.type === 'message' && !known.has(subscription)
			? [{ type: 'awaitMessage', subscription, name: on.name, key: on.key }]
			: [],
	);
	return [...stopped, ...begun];
}
