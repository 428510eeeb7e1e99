/** Events that go out: messages for others, signals for all, escalations for whoever is around. */

import type { CompiledThrow } from '../../compile/compiled-event';
import type { CompiledNode } from '../../compile/compiled-flow';
import type { JsonObject } from '../../expression/json';
import { type Draft, inScope } from '../draft';
import { searchOutwards } from '../failures/handlers';
import { correctedFlow } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import type { ScopeNumber } from '../state';
import { evaluate, evaluateInput, keyOf } from '../variables';
import { interruptsItsHost } from './arming';
import { reactAtBoundary, startReaction } from './reacting';

/** True: the token is still before the node. False: an incident holds it, or an escalation has interrupted its scope. */
export function publish(draft: Draft, node: CompiledNode, event: CompiledThrow, scope: ScopeNumber): boolean {
	const payload = evaluateInput(draft, event.input, scope);
	if (!payload.ok) return cannotPublish(draft, node, scope, payload.message);
	switch (event.type) {
		case 'message': {
			const key = messageKey(draft, event, scope);
			if (!key.ok) return cannotPublish(draft, node, scope, key.message);
			const run = draft.nextRun;
			const { sagaId } = draft.state;
			const [name, to] = [event.message, key.value];
			draft.record({ type: 'eventPublished', ...inScope(scope), run, node: node.id, name, key: to });
			const id = `${sagaId}/${run}`;
			draft.order({ type: 'publishEvent', node: node.id, name, key: to, id, payload: payload.value });
			return true;
		}
		case 'signal':
			draft.record({
				type: 'eventPublished',
				...inScope(scope),
				run: draft.nextRun,
				node: node.id,
				name: event.signal,
				key: null,
			});
			draft.order({ type: 'broadcastSignal', node: node.id, signal: event.signal, payload: payload.value });
			return true;
		case 'escalation':
			return escalate(draft, event.code, payload.value, scope);
	}
}

function messageKey(
	draft: Draft,
	{ key }: Extract<CompiledThrow, { type: 'message' }>,
	scope: ScopeNumber,
): { ok: true; value: string } | { ok: false; message: string } {
	if (key === null) {
		const { businessKey } = draft.state;
		return businessKey === null
			? { ok: false, message: 'the saga has no business key, and no other key is named.' }
			: { ok: true, value: businessKey };
	}
	const result = evaluate(draft, key, scope);
	if (!result.ok) return { ok: false, message: `the key ${key.source}: ${result.message}` };
	const value = keyOf(result.value);
	return value === null
		? { ok: false, message: `the key ${key.source}: it is neither a text nor a number.` }
		: { ok: true, value };
}

function cannotPublish(draft: Draft, node: CompiledNode, scope: ScopeNumber, reason: string): false {
	const message = `The event of "${node.name}" could not be made: ${reason} ${correctedFlow}`;
	openIncident(draft, 'expression', { run: null, node: node.id, scope }, message);
	return false;
}

/** Nobody around who listens: it is forgotten, as BPMN has it. */
function escalate(draft: Draft, code: string, payload: JsonObject, scope: ScopeNumber): boolean {
	const handler = searchOutwards(draft, scope, 'escalation', code);
	if (handler === null || handler.type === 'undo') return true;
	draft.record({ type: 'escalationCaught', ...inScope(handler.scope), node: handler.node.id, code });
	if (handler.type === 'boundary') reactAtBoundary(draft, handler.node, handler.host, { event: payload });
	else startReaction(draft, handler.node, handler.scope, { event: payload });
	return interruptsItsHost(handler.node) === false;
}
