/**
 * All that is wrong with a flow, or unwise: what compile refuses and what the rules find. The designer shows it, the
 * deployment and the CLI refuse on its errors, all by the same codes.
 *
 * Invariant: never throws for a definition that fits the schema; the same definition gives the same list in the same
 * order (errors first, then as drawn).
 */
import type { CalledFlows } from '../compile/called-flows';
import { compile } from '../compile/compile';
import type { FlowDefinition } from '../flow/definition';
import type { Problem } from '../flow/problem';
import { lintContext } from './rule';
import { rules } from './rules';

/** `called`: as for compile; null: calls are not checked (a draft). */
export function lint(definition: FlowDefinition, called: CalledFlows | null = null): Problem[] {
	const context = lintContext(definition, called);
	const found = [...compileProblems(definition, called), ...rules.flatMap((rule) => rule.check(context))];
	const place = new Map<string, number>();
	for (const [at, node] of definition.nodes.entries()) place.set(`node ${node.id}`, at);
	for (const [at, edge] of definition.edges.entries()) place.set(`edge ${edge.id}`, definition.nodes.length + at);
	const placeOf = (problem: Problem) =>
		place.get(problem.node !== null ? `node ${problem.node}` : `edge ${problem.edge}`) ?? -1;
	return found.sort(
		(left, right) =>
			Number(left.severity === 'warning') - Number(right.severity === 'warning') || placeOf(left) - placeOf(right),
	);
}

export function hasErrors(problems: readonly Problem[]): boolean {
	return problems.some((problem) => problem.severity === 'error');
}

/** Expressions are left to the rule of that name, which says where in the text; compile also checks their targets. */
function compileProblems(definition: FlowDefinition, called: CalledFlows | null): readonly Problem[] {
	const result = compile(definition, 0, called);
	if (result.ok) return [];
	return result.problems.filter(
		(problem) => problem.code !== 'expression' || /\.(target|variable)$/.test(problem.field ?? ''),
	);
}
