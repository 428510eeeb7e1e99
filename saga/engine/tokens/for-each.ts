/**
 * An activity for each element: a scope with an iteration per element, each with its own variables. Elements and results
 * are kept beside the variables, under a key that no expression can name.
 */

import type { CompiledActivity, CompiledForEach } from '../../compile/compiled-flow';
import { isJsonList, type Json, type JsonObject } from '../../expression/json';
import type { Draft } from '../draft';
import { armBoundaries } from '../events/arming';
import { correctedFlow } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import { interruptScope } from '../failures/interrupt';
import { activityOf, invariant } from '../invariant';
import { scopeOf, undoAround } from '../scope-tree';
import type { Frontier, OpenScope, ScopeNumber } from '../state';
import { evaluate, setVariables } from '../variables';
import { isGoingRound } from './going-round';

const eachKey = (scope: ScopeNumber) => `${scope}#each`;

export function openForEach(draft: Draft, activity: CompiledActivity, each: CompiledForEach, scope: ScopeNumber): void {
	const result = evaluate(draft, each.collection, scope);
	const elements = result.ok ? listOf(result.value) : null;
	if (elements === null) {
		const why = result.ok ? `${each.collection.source} is no list.` : result.message;
		const message = `"${activity.name}" is done for each element, but the elements could not be found: ${why} ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: activity.id, scope }, message);
		return;
	}
	if (elements.length === 0 && isGoingRound(draft, activity.id, scope)) {
		const message = `"${activity.name}" has no elements, and a loop leads back to it again and again without anything that waits. ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: activity.id, scope }, message);
		return;
	}
	const number = draft.nextRun;
	draft.record({
		type: 'scopeOpened',
		scope: number,
		node: activity.id,
		kind: 'forEach',
		parent: scope,
		starts: [],
		count: elements.length,
	});
	const results = elements.map((): Json => null);
	draft.record({ type: 'variablesSet', scope: eachKey(number), values: { elements, results } });
	armBoundaries(draft, activity, number, scope);
	openIterations(draft, number);
}

/** A missing list has no elements. */
function listOf(value: Json): readonly Json[] | null {
	if (value === null) return [];
	return isJsonList(value) ? value : null;
}

function openIterations(draft: Draft, number: ScopeNumber, after: Frontier | null = null): void {
	const activity = activityOf(draft.flow, scopeOf(draft.state, number)?.node ?? '');
	const { forEach } = activity;
	invariant(forEach, `${activity.id} is done for each element`);
	const limit = forEach.mode === 'sequential' ? 1 : (forEach.limit ?? Number.POSITIVE_INFINITY);
	for (;;) {
		const around = scopeOf(draft.state, number);
		invariant(around?.iterations, `scope ${number} counts its iterations`);
		const { entered, of } = around.iterations;
		const open = draft.state.scopes.filter(({ parent, kind }) => parent === number && kind === 'iteration').length;
		if (entered >= of || open >= limit) return;
		openIteration(draft, activity, around, entered, after ?? around.frontier);
	}
}

function openIteration(
	draft: Draft,
	activity: CompiledActivity,
	around: OpenScope,
	place: number,
	frontier: Frontier,
): void {
	const scope = draft.nextRun;
	const { scope: parent } = around;
	const node = activity.id;
	draft.record({ type: 'scopeOpened', scope, node, kind: 'iteration', parent, starts: [node], of: place, frontier });
	const name = activity.forEach?.element ?? '';
	const element = elementsOf(draft, parent).elements[place] ?? null;
	setVariables(draft, scope, { loopCounter: place + 1, ...(name === '' ? {} : { [name]: element }) });
}

function elementsOf(draft: Draft, scope: ScopeNumber): { elements: readonly Json[]; results: readonly Json[] } {
	const kept: JsonObject = draft.saga.variables[eachKey(scope)] ?? {};
	return { elements: listOf(kept.elements ?? null) ?? [], results: listOf(kept.results ?? null) ?? [] };
}

/** The token inside the activity of this iteration has come out of it. */
export function completeIteration(draft: Draft, { scope, node: id, kind, parent, of }: OpenScope): void {
	const activity = activityOf(draft.flow, id);
	const judged = judgeIteration(draft, activity, scope);
	if (!judged.ok) {
		const message = `"${activity.name}" is done for an element, but ${judged.message} ${correctedFlow}`;
		const held = { output: null, merged: true };
		openIncident(draft, 'expression', { run: null, node: id, scope }, message, held);
		return;
	}
	const { passing } = draft.state;
	draft.record({ type: 'tokenEnded', scope, node: id });
	draft.record({ type: 'scopeCompleted', scope, node: id, kind, output: judged.result });
	if (activity.forEach?.result) {
		const results = elementsOf(draft, parent).results.map((was, place) => (place === of ? judged.result : was));
		draft.record({ type: 'variablesSet', scope: eachKey(parent), values: { results } });
	}
	if (judged.isEnough) {
		endEarly(draft, parent);
		return;
	}
	openIterations(draft, parent, activity.forEach?.mode === 'sequential' ? (passing?.frontier ?? null) : null);
}

type Judged =
	| { readonly ok: true; readonly result: Json; readonly isEnough: boolean }
	| { readonly ok: false; readonly message: string };

function judgeIteration(draft: Draft, { forEach }: CompiledActivity, scope: ScopeNumber): Judged {
	let result: Json = null;
	if (forEach?.result) {
		const collected = evaluate(draft, forEach.result.expression, scope);
		if (!collected.ok) return { ok: false, message: `its result could not be computed: ${collected.message}` };
		result = collected.value;
	}
	if (!forEach?.completion) return { ok: true, result, isEnough: false };
	const enough = evaluate(draft, forEach.completion, scope);
	if (!enough.ok) return { ok: false, message: `whether it is enough could not be decided: ${enough.message}` };
	return { ok: true, result, isEnough: enough.value === true };
}

/** The completion condition holds: iterations still open are left, those not begun never begin. */
function endEarly(draft: Draft, number: ScopeNumber): void {
	for (const open of draft.state.scopes.filter(({ parent, kind }) => parent === number && kind === 'iteration'))
		interruptScope(draft, open);
	const around = scopeOf(draft.state, number);
	invariant(around, `for-each ${number} is open`);
	completeForEach(draft, around);
}

export function completeForEach(draft: Draft, { scope, node: id, kind, parent }: OpenScope): void {
	const activity = activityOf(draft.flow, id);
	const { results } = elementsOf(draft, scope);
	const values = activity.forEach?.result ? { [activity.forEach.result.variable]: results } : {};
	const isUndo = undoAround(draft.state, scope) !== null;
	draft.record({
		type: 'scopeCompleted',
		scope,
		node: id,
		kind,
		output: values,
		...(isUndo ? {} : { undo: { type: 'inner' as const } }),
	});
	setVariables(draft, parent, values);
}
