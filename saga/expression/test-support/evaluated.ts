// What tests of the language share: source and variables in, value out. A source
// that does not compile, or an evaluation that is stopped, fails the test with
// its message.

import { compileExpression } from '../compile-expression';
import type { Json, JsonObject } from '../json';

export function evaluated(source: string, variables: JsonObject = {}, nowMs?: number): Json {
	const compiled = compileExpression(source);
	if (!compiled.ok) throw new Error(`${source}: ${compiled.problems.map(({ message }) => message).join(' ')}`);
	const result = compiled.expression.evaluate(variables, nowMs);
	if (!result.ok) throw new Error(`${source}: ${result.message}`);
	return result.value;
}

/** The code with which an evaluation stops, or `ok`. */
export function outcome(source: string, variables: JsonObject = {}): string {
	const compiled = compileExpression(source);
	if (!compiled.ok) return compiled.problems[0]?.code ?? 'no problem given';
	const result = compiled.expression.evaluate(variables);
	return result.ok ? 'ok' : result.code;
}
