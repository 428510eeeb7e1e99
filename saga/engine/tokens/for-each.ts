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
import { scopeOf } from '../scope-tree';
import type { Frontier, OpenScope, ScopeNumber } from '../state';
import { standingAsOne } from '../undo/ledger';
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
	openIterations(draft, each, number, null);
}

/** A missing list has no elements. */
function listOf(value: Json): readonly Json[] | null {
	if (value === null) return [];
	return isJsonList(value) ? value : null;
}

/** `after`: what one that begins comes after, if not only what the whole comes after. */
function openIterations(draft: Draft, each: CompiledForEach, number: ScopeNumber, after: Frontier | null): void {
	const limit = each.mode === 'sequential' ? 1 : (each.limit ?? Number.POSITIVE_INFINITY);
	for (;;) {
		const { around, iterations } = countedScope(draft, number);
		const { entered, of } = iterations;
		const open = draft.state.scopes.filter(({ parent }) => parent === number).length;
		if (entered >= of || open >= limit) return;
		openIteration(draft, each, around, entered, after ?? around.frontier);
	}
}

function countedScope(draft: Draft, number: ScopeNumber) {
	const around = scopeOf(draft.state, number);
	invariant(around?.iterations, `scope ${number} counts its iterations`);
	return { around, iterations: around.iterations };
}

function openIteration(
	draft: Draft,
	each: CompiledForEach,
	around: OpenScope,
	place: number,
	frontier: Frontier,
): void {
	const scope = draft.nextRun;
	const { scope: parent, node } = around;
	draft.record({ type: 'scopeOpened', scope, node, kind: 'iteration', parent, starts: [node], of: place, frontier });
	const { element: name } = each;
	const element = elementsOf(draft, parent).elements[place] ?? null;
	setVariables(draft, scope, { loopCounter: place + 1, ...(name === '' ? {} : { [name]: element }) });
}

function elementsOf(draft: Draft, scope: ScopeNumber): { elements: readonly Json[]; results: readonly Json[] } {
	const kept: JsonObject = draft.saga.variables[eachKey(scope)] ?? {};
	return { elements: listOf(kept.elements ?? null) ?? [], results: listOf(kept.results ?? null) ?? [] };
}

/** The token inside the activity of this iteration has come out of it. `after`: its frontier. */
export function completeIteration(
	draft: Draft,
	{ scope, node: id, kind, parent, of }: OpenScope,
	after: Frontier,
): void {
	const activity = activityOf(draft.flow, id);
	const each = eachOf(activity);
	const judged = judgeIteration(draft, each, scope);
	if (!judged.ok) {
		const message = `"${activity.name}" is done for an element, but ${judged.message} ${correctedFlow}`;
		const held = { output: null, merged: true };
		openIncident(draft, 'expression', { run: null, node: id, scope }, message, held);
		return;
	}
	draft.record({ type: 'tokenEnded', scope, node: id });
	draft.record({ type: 'scopeCompleted', scope, node: id, kind, output: judged.result });
	if (each.result !== null) {
		const results = elementsOf(draft, parent).results.map((was, place) => (place === of ? judged.result : was));
		draft.record({ type: 'variablesSet', scope: eachKey(parent), values: { results } });
	}
	if (judged.isEnough) {
		endEarly(draft, parent);
		return;
	}
	openIterations(draft, each, parent, each.mode === 'sequential' ? after : null);
}

function eachOf({ id, forEach }: CompiledActivity): CompiledForEach {
	invariant(forEach, `${id} is done for each element`);
	return forEach;
}

type Judged =
	| { readonly ok: true; readonly result: Json; readonly isEnough: boolean }
	| { readonly ok: false; readonly message: string };

function judgeIteration(draft: Draft, each: CompiledForEach, scope: ScopeNumber): Judged {
	let result: Json = null;
	if (each.result !== null) {
		const collected = evaluate(draft, each.result.expression, scope);
		if (!collected.ok) return { ok: false, message: `its result could not be computed: ${collected.message}` };
		result = collected.value;
	}
	if (each.completion === null) return { ok: true, result, isEnough: false };
	const enough = evaluate(draft, each.completion, scope);
	if (!enough.ok) return { ok: false, message: `whether it is enough could not be decided: ${enough.message}` };
	return { ok: true, result, isEnough: enough.value === true };
}

/** The completion condition holds: iterations still open are left, those not begun never begin. */
function endEarly(draft: Draft, number: ScopeNumber): void {
	for (const open of draft.state.scopes.filter(({ parent }) => parent === number)) interruptScope(draft, open);
	const around = scopeOf(draft.state, number);
	invariant(around, `for-each ${number} is open`);
	completeForEach(draft, around);
}

export function completeForEach(draft: Draft, { scope, node: id, kind, parent }: OpenScope): void {
	const { result } = eachOf(activityOf(draft.flow, id));
	const values = result === null ? {} : { [result.variable]: elementsOf(draft, scope).results };
	draft.record({ type: 'scopeCompleted', scope, node: id, kind, output: values, ...standingAsOne(draft, scope) });
	setVariables(draft, parent, values);
}
