/** Tokens that wait for an event: at a catch, or at an event race, where the first of several wins. */

import type { CompiledCatch, CompiledEventRace } from '../../compile/compiled-flow';
import type { JsonObject } from '../../expression/json';
import { type Draft, inScope } from '../draft';
import { correctedFlow, couldNotStore } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import { invariant, nodeOf } from '../invariant';
import type { OpenWait, ScopeNumber, SubscribedTo } from '../state';
import { evaluateOutput, setVariables } from '../variables';
import { evaluateTrigger, subscribe } from './subscriptions';

/** If what it waits for cannot be evaluated, the token stays before it with an incident. */
export function openWait(draft: Draft, node: CompiledCatch | CompiledEventRace, scope: ScopeNumber): void {
	const catches = node.kind === 'catch' ? [node] : node.catches.map((id) => catchOf(draft, id));
	const evaluated = catches.map((each) => ({ id: each.id, trigger: evaluateTrigger(draft, each.on, scope) }));
	const listened: { id: string; on: SubscribedTo }[] = [];
	for (const { id, trigger } of evaluated) {
		if (!trigger.ok) {
			const message = `"${node.name}" cannot wait: it could not evaluate ${trigger.message} ${correctedFlow}`;
			openIncident(draft, 'expression', { run: null, node: node.id, scope }, message);
			return;
		}
		if (trigger.on !== null) listened.push({ id, on: trigger.on });
	}
	const wait = draft.nextRun;
	draft.record({ type: 'waitOpened', ...inScope(scope), wait, node: node.id });
	for (const { id, on } of listened) subscribe(draft, id, wait, on);
}

export function catchOf(draft: Draft, id: string): CompiledCatch {
	const node = nodeOf(draft.flow, id);
	invariant(node.kind === 'catch', `${id} is a catch`);
	return node;
}

/** The event has come: the token goes on behind the catch, and whatever else it waited for is given up. */
export function endWait(draft: Draft, { wait, scope }: OpenWait, node: CompiledCatch, locals: JsonObject): void {
	draft.record({ type: 'waitEnded', wait, node: node.id });
	const values = evaluateOutput(draft, 'output' in node.on ? node.on.output : [], scope, locals);
	if (values.ok) {
		setVariables(draft, scope, values.value);
		return;
	}
	const message = couldNotStore(node.name, 'what came', values.message);
	const held = { output: locals, merged: false };
	openIncident(draft, 'expression', { run: null, node: node.id, scope }, message, held);
}
