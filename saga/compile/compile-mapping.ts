/**
 * Mappings as closures: each entry's target split, its expression compiled. The target `*` stands for all keys of the
 * object that its expression yields, the expression `*` beside it for all variables that are visible.
 * Invariant: evaluation reads the variables as they were before the first entry and never changes them; entries apply in
 * order, so a later one wins. Its result passed `checkJson`.
 */
import { type CompiledExpression, compileExpression } from '../expression/compile-expression';
import { checkJson, isForbiddenKey, isJsonList, type Json, type JsonObject, textProblem } from '../expression/json';
import type { Mapping, MappingEntry } from '../flow/nodes/mapping';

interface CompiledMappingEntry {
	/** Null: all keys. */
	readonly path: readonly [string, ...string[]] | null;
	/** Null: all variables. */
	readonly expression: CompiledExpression | null;
}

export type CompiledMapping = readonly CompiledMappingEntry[];

/** `field`: the path inside the mapping, as `2.expression`. */
export interface MappingProblem {
	readonly field: string;
	readonly message: string;
}

export type MappingResult =
	| { readonly ok: true; readonly value: JsonObject }
	/** In words that name the target. */
	| { readonly ok: false; readonly message: string };

export function compileMapping(mapping: Mapping): { mapping: CompiledMapping; problems: MappingProblem[] } {
	const problems: MappingProblem[] = [];
	const entries: CompiledMappingEntry[] = [];
	mapping.forEach((entry, index) => {
		const { target, expression: source } = entry;
		if (mapsAllVariables(entry)) {
			entries.push({ path: null, expression: null });
			return;
		}
		const isAll = target.trim() === all;
		const path = isAll ? null : targetPath(target);
		if (path === null && !isAll)
			problems.push({
				field: `${index}.target`,
				message: `"${target}" is no target. Write a name, or names joined by dots, as in "trip.paymentId".`,
			});
		const result = compileExpression(source);
		if (!result.ok) for (const { message } of result.problems) problems.push({ field: `${index}.expression`, message });
		else if (path !== null || isAll) entries.push({ path, expression: result.expression });
	});
	return { mapping: entries, problems };
}

const all = '*';

/** `*` from `*`: there is no expression to be read. */
export function mapsAllVariables({ target, expression }: MappingEntry): boolean {
	return target.trim() === all && expression.trim() === all;
}

function targetPath(target: string): [string, ...string[]] | null {
	const [first, ...rest] = target.split('.');
	if (first === undefined) return null;
	const path: [string, ...string[]] = [first, ...rest];
	return path.every(
		(name) => name !== '' && name === name.trim() && !isForbiddenKey(name) && textProblem(name) === null,
	)
		? path
		: null;
}

/**
 * The top-level values that the mapping fills. Expressions read the variables and, before them, `locals` (`reply`,
 * `input`, `output`). A dotted target keeps what `base` has beside it: `trip.id` changes one key of the object `trip`.
 */
export function evaluateMapping(
	mapping: CompiledMapping,
	variables: JsonObject,
	locals: JsonObject | null,
	nowMs: number,
	base: JsonObject = {},
): MappingResult {
	if (mapping.length === 0) return { ok: true, value: {} };
	const context = locals === null ? variables : { ...variables, ...locals };
	const filled: Record<string, Json> = {};
	for (const { path, expression } of mapping) {
		if (expression === null) {
			Object.assign(filled, variables);
			continue;
		}
		const result = expression.evaluate(context, nowMs);
		if (!result.ok) return { ok: false, message: `"${path?.join('.') ?? all}": ${result.message}` };
		if (path === null) {
			// Who answers nothing has nothing to store.
			if (result.value === null) continue;
			if (!isJsonObject(result.value))
				return {
					ok: false,
					message: `"${all}": ${expression.source} is ${kindOf(result.value)}. Only the keys of an object can be taken.`,
				};
			for (const [key, value] of Object.entries(result.value)) filled[key] = value;
			continue;
		}
		const [first] = path;
		if (path.length === 1) {
			filled[first] = result.value;
			continue;
		}
		const before = Object.hasOwn(filled, first) ? filled[first] : Object.hasOwn(base, first) ? base[first] : null;
		filled[first] = withValueAt(before ?? null, path.slice(1), result.value);
	}
	const problem = checkJson(filled);
	return problem === null
		? { ok: true, value: filled }
		: { ok: false, message: `"${problem.path}": ${problem.reason}` };
}

function withValueAt(before: Json, path: readonly string[], value: Json): Json {
	const [key, ...rest] = path;
	if (key === undefined) return value;
	const object: JsonObject = isJsonObject(before) ? before : {};
	const inner = Object.hasOwn(object, key) ? (object[key] ?? null) : null;
	return { ...object, [key]: withValueAt(inner, rest, value) };
}

function isJsonObject(value: Json): value is JsonObject {
	return value !== null && typeof value === 'object' && !isJsonList(value);
}

function kindOf(value: Json): string {
	if (typeof value === 'object') return 'a list';
	return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
