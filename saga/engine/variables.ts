/**
 * What expressions read: the variables of their own scope instance and, outwards, of those around it. What a mapping
 * yields is written to the scope instance in which it stands.
 */
import { type CompiledMapping, evaluateMapping, type MappingResult } from '../compile/compile-mapping';
import type { CompiledExpression } from '../expression/compile-expression';
import type { Json, JsonObject } from '../expression/json';
import type { Draft } from './draft';
import { scopeOf, variablesKey } from './scope-tree';
import type { Saga, ScopeNumber } from './state';

export function visibleVariables({ state, variables }: Saga, scope: ScopeNumber): JsonObject {
	if (scope === 0) return variables[''] ?? {};
	const outer = visibleVariables({ state, variables }, scopeOf(state, scope)?.parent ?? 0);
	return { ...outer, ...variables[variablesKey(scope)] };
}

export function evaluate(draft: Draft, expression: CompiledExpression, scope: ScopeNumber) {
	return expression.evaluate(visibleVariables(draft.saga, scope), draft.at);
}

export function evaluateInput(
	draft: Draft,
	mapping: CompiledMapping,
	scope: ScopeNumber,
	locals: JsonObject | null = null,
): MappingResult {
	return evaluateMapping(mapping, visibleVariables(draft.saga, scope), locals, draft.at);
}

/** The top-level variables that the mapping sets; dotted targets keep what is beside them. */
export function evaluateOutput(
	draft: Draft,
	mapping: CompiledMapping,
	scope: ScopeNumber,
	locals: JsonObject | null,
): MappingResult {
	const variables = visibleVariables(draft.saga, scope);
	return evaluateMapping(mapping, variables, locals, draft.at, variables);
}

export function setVariables(draft: Draft, scope: ScopeNumber, values: JsonObject): void {
	if (Object.keys(values).length > 0) draft.record({ type: 'variablesSet', scope: variablesKey(scope), values });
}

/** A key as messages are told apart by: a text, or a number written as text. */
export function keyOf(value: Json): string | null {
	if (typeof value === 'string') return value;
	return typeof value === 'number' ? String(value) : null;
}
