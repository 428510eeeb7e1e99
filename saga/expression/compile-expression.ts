// The door of this folder: FEEL source → closures, once when a flow is compiled;
// closures + variables → JSON, for each message.
//
// Invariant: `evaluate` never throws for what an expression or its data do; it
// ends within FUEL_MAX steps, and its result is JSON within the bounds of
// `checkJson`. What the result means (an incident, a path not taken) is the
// caller's business.

import { Compilation } from './compilation';
import { compileNode } from './compile-node';
import { Evaluation } from './evaluation';
import { Stop } from './fuel';
import { checkJson, type Json, type JsonObject } from './json';
import { parseExpression } from './parse';
import type { ExpressionProblem } from './problem';
import { isTemporal } from './special';
import { isContext, isList, type Value } from './value';

export type { ExpressionProblem };

export interface CompiledExpression {
	readonly source: string;
	/**
	 * Paths of variables that are read, for example `order.total`, each once.
	 * Names inside a filter's brackets are not among them: they may be keys of
	 * the elements.
	 */
	readonly reads: readonly string[];
	/** `nowMs`: the input's time in milliseconds since 1970 UTC, for `now()` and `today()`. */
	evaluate(context: ExpressionContext, nowMs?: number): EvaluationResult;
}

/** The variables by name. They must have passed `checkJson`. */
export type ExpressionContext = JsonObject;

export type EvaluationResult =
	| { readonly ok: true; readonly value: Json }
	| {
			readonly ok: false;
			/** `fuel`: too many steps; `size`: too large or too deep; `type`: no JSON value; `time`: the input's time is missing. */
			readonly code: 'fuel' | 'size' | 'type' | 'time';
			readonly message: string;
	  };

export type CompileResult =
	| { readonly ok: true; readonly expression: CompiledExpression }
	| { readonly ok: false; readonly problems: readonly ExpressionProblem[] };

/** A draft is compiled again after each edit, a version once per process: most sources have been met before. */
const compiledMax = 5_000;
const compiled = new Map<string, CompileResult>();

/** Equal sources give the very same closures: they hold nothing of a saga. */
export function compileExpression(source: string): CompileResult {
	const known = compiled.get(source);
	if (known !== undefined) return known;
	if (compiled.size >= compiledMax) compiled.clear();
	const result = compileAnew(source);
	compiled.set(source, result);
	return result;
}

function compileAnew(source: string): CompileResult {
	const parsed = parseExpression(source);
	if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
	const compilation = new Compilation(compileNode);
	const part = compilation.compile(parsed.root);
	if (compilation.problems.length > 0) return { ok: false, problems: compilation.problems };
	const isReference = part.path !== undefined;
	const expression: CompiledExpression = {
		source,
		reads: [...new Set(compilation.reads)],
		evaluate: (context, nowMs) => {
			try {
				const evaluation = new Evaluation(context, nowMs);
				const value = part.run(evaluation);
				// What is part of the variables is JSON and has been checked with them.
				return { ok: true, value: isReference ? (value as Json) : jsonOf(value, evaluation) };
			} catch (error) {
				if (error instanceof Stop) return { ok: false, code: error.code, message: error.message };
				throw error;
			}
		},
	};
	return { ok: true, expression };
}

/** The value, known to be JSON; stops the evaluation if it is none or out of bounds. */
function jsonOf(value: Value, evaluation: Evaluation): Json {
	if (value === null || typeof value === 'boolean') return value;
	const plain = evaluation.temporalsUsed ? withoutTemporals(value, evaluation, 0) : value;
	const problem = checkJson(plain);
	// `checkJson` has just found that it is.
	if (!problem) return plain as Json;
	const where = problem.path === '' ? 'The result' : `The result at ${problem.path}`;
	const code = problem.code === 'too-large' || problem.code === 'too-deep' ? 'size' : 'type';
	throw new Stop(code, `${where} cannot be stored: ${problem.reason}.`);
}

/** Dates, times and durations as ISO 8601 text. */
function withoutTemporals(value: Value, evaluation: Evaluation, depth: number): Value {
	evaluation.descend(depth);
	if (isTemporal(value)) return value.feel.toString();
	if (isList(value)) return value.map((item) => withoutTemporals(item, evaluation, depth + 1));
	if (!isContext(value)) return value;
	const entries = Object.entries(value).map(([key, entry]) => [key, withoutTemporals(entry, evaluation, depth + 1)]);
	return Object.fromEntries(entries);
}
