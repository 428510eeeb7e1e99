/**
 * Boundary events and event-started subflows that react: one that interrupts ends what is inside; one that does not adds
 * a token, once per event.
 */

import type { CompiledBoundary } from '../../compile/compiled-flow';
import type { JsonObject } from '../../expression/json';
import { type Draft, inScope } from '../draft';
import { couldNotStore } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import { clearScope, hostOf, interruptHost } from '../failures/interrupt';
import type { RunNumber } from '../input';
import { nodeOf } from '../invariant';
import { scopeOf } from '../scope-tree';
import type { Frontier, ScopeNumber } from '../state';
import { union } from '../tokens/frontier';
import { evaluateOutput, setVariables } from '../variables';
import { armReactions, type ReactionStart } from './arming';

/** `locals`: what its mapping reads (`event` or `error`). */
export function reactAtBoundary(
	draft: Draft,
	boundary: CompiledBoundary,
	host: RunNumber,
	locals: JsonObject,
	killed: Frontier = [],
): void {
	const open = hostOf(draft.state, host);
	const { scope } = open;
	let frontier: Frontier = open.frontier;
	if (boundary.interrupting) {
		const left = interruptHost(draft, host, killed);
		frontier = left.frontier;
		if (left.undoFirst) {
			const values = outputOf(draft, boundary, scope, locals);
			if (values.ok) setVariables(draft, scope, values.value);
			const place = { ...inScope(scope), node: boundary.id, set: [host], frontier };
			draft.record({ type: 'undoThrown', throw: draft.nextRun, ...place });
			return;
		}
	}
	draft.record({ type: 'tokenMade', ...inScope(scope), node: boundary.id, frontier });
	const values = outputOf(draft, boundary, scope, locals);
	if (values.ok) {
		setVariables(draft, scope, values.value);
		return;
	}
	const held = { output: locals, merged: false };
	const message = couldNotStore(boundary.name, 'what it brought', values.message);
	openIncident(draft, 'expression', { run: null, node: boundary.id, scope }, message, held);
}

function outputOf(draft: Draft, { on }: CompiledBoundary, scope: ScopeNumber, locals: JsonObject) {
	return evaluateOutput(draft, 'output' in on ? on.output : [], scope, locals);
}

/** Starts an event-started subflow of this scope instance. */
export function startReaction(
	draft: Draft,
	start: ReactionStart,
	scope: ScopeNumber,
	locals: JsonObject,
	killed: Frontier = [],
): void {
	const { on, interrupting } = start.reaction;
	let frontier = scopeOf(draft.state, scope)?.frontier ?? [];
	if (interrupting) {
		frontier = union([clearScope(draft, scope), killed]);
		for (const { subscription, host, node } of draft.state.subscriptions)
			if (host === scope && nodeOf(draft.flow, node).kind === 'start')
				draft.record({ type: 'unsubscribed', subscription });
	}
	const number = draft.nextRun;
	const node = start.scope;
	const values = evaluateOutput(draft, 'output' in on ? on.output : [], scope, locals);
	const starts = values.ok ? [start.id] : [];
	draft.record({ type: 'scopeOpened', scope: number, node, kind: 'reaction', parent: scope, starts, frontier });
	if (values.ok) setVariables(draft, number, values.value);
	else {
		draft.record({ type: 'tokenMade', ...inScope(number), node: start.id, frontier });
		const message = couldNotStore(start.name, 'what it brought', values.message);
		const held = { output: locals, merged: false };
		openIncident(draft, 'expression', { run: null, node: start.id, scope: number }, message, held);
	}
	armReactions(draft, node, number);
}
