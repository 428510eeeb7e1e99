/**
 * An expression reads only what is there: start fields, and what steps before it have stored. What no step before it
 * stores is a mistake; what only some ways store may be missing, which is a warning.
 */
import { compileExpression } from '../../expression/compile-expression';
import type { FlowDefinition } from '../../flow/definition';
import { setStart } from '../../flow/edits/nodes';
import type { Problem } from '../../flow/problem';
import { nodeTitle, stepsOf } from '../../flow/queries/graph';
import { variableOf, writtenBy } from '../../flow/queries/variables-at';
import { expressionsOf, type PlacedExpression } from '../expressions-of';
import { type LintContext, lintContext, type Rule } from '../rule';

const code = 'unknown-variable';

export const unknownVariable: Rule = {
	code,
	check: (context) => findings(context).map((finding) => finding.problem),
	fixes: (definition, problem) => {
		if (problem.severity !== 'error') return [];
		const variable = findings(lintContext(definition)).find((finding) => isSame(finding.problem, problem))?.variable;
		const start = definition.nodes.find((node) => node.kind === 'start');
		if (variable === undefined || start?.kind !== 'start') return [];
		const field = { name: variable, type: 'object' as const, required: false, sample: null };
		return [
			{
				label: `Add "${variable}" to the start`,
				apply: (flow) => setStart(flow, start.id, { fields: [...start.fields, field] }),
			},
		];
	},
};

interface Finding {
	readonly variable: string;
	readonly problem: Problem;
}

function findings(context: LintContext): readonly Finding[] {
	return expressionsOf(context.definition)
		.filter((placed) => context.alive.has(placed.readAt))
		.flatMap((placed) => variablesRead(placed).flatMap((variable) => judge(context, placed, variable)));
}

function variablesRead({ source, extra }: PlacedExpression): readonly string[] {
	const result = compileExpression(source);
	if (!result.ok) return [];
	return [...new Set(result.expression.reads.map(variableOf))].filter((name) => !extra.includes(name));
}

function judge(context: LintContext, placed: PlacedExpression, variable: string): readonly Finding[] {
	const reader = context.graph.nodes.get(placed.readAt);
	const known = context.variablesAt(placed.readAt).get(variable);
	if (known?.certain) return [];
	if (placed.afterOutput && reader?.kind === 'step' && writtenBy(reader).includes(variable)) return [];
	const { node, edge, field } = placed;
	const at = (severity: Problem['severity'], message: string) => [
		{ variable, problem: { code, severity, message, node, edge, field } },
	];
	if (known === undefined)
		return at('error', `No variable "${variable}" is known here. ${adviceFor(context.definition, variable)}`);
	const writers = known.from.map((id) => context.graph.nodes.get(id)).filter((writer) => writer !== undefined);
	const names = writers.map(nodeTitle).join(' or ');
	return at(
		'warning',
		`"${variable}" is only there if the saga came by ${names}; on other ways it is null. Store it on each way, or ask for null.`,
	);
}

function adviceFor(definition: FlowDefinition, variable: string): string {
	const writer = stepsOf(definition).find((step) => writtenBy(step).includes(variable));
	if (writer === undefined) return 'Add it to the fields of the start, or store it by a step before.';
	return `${nodeTitle(writer)} stores it, but that does not lie before this place.`;
}

function isSame(left: Problem, right: Problem): boolean {
	return (
		left.node === right.node && left.edge === right.edge && left.field === right.field && left.message === right.message
	);
}
