/**
 * An expression reads only what is there: start fields, and what was stored before it, in its scope or around it. What
 * nothing before it stores is a mistake; what only some ways store may be missing, which is a warning. A start without
 * fields tells nothing about what a saga is given (as after an import): then anything may be there, and it is a warning.
 */
import { compileExpression } from '../../expression/compile-expression';
import type { FlowDefinition, FlowNode } from '../../flow/definition';
import { setStart } from '../../flow/edits/nodes';
import type { StartNode } from '../../flow/nodes/start';
import type { Problem } from '../../flow/problem';
import { nodeTitle } from '../../flow/queries/graph';
import { enclosingScopes, hostOf, isUndoScope, scopeOf, topScope } from '../../flow/queries/scopes';
import { type KnownVariable, storedBy, variableOf, writtenBy } from '../../flow/queries/variables-at';
import { expressionsOf, type PlacedExpression } from '../expressions-of';
import { type LintContext, lintContext, type Rule } from '../rule';

const code = 'unknown-variable';

export const unknownVariable: Rule = {
	code,
	check: (context) => findings(context).map((finding) => finding.problem),
	fixes: (definition, problem) => {
		const found = findings(lintContext(definition));
		const finding = found.find((other) => isSame(other.problem, problem));
		const start = flowStart(definition);
		if (finding === undefined || finding.isKnown || start === null) return [];
		// With the first field the others would become errors: all are declared at once.
		const names = start.fields.length > 0 ? [finding.variable] : unknownIn(found);
		const added = names.map((name) => ({ name, type: 'object' as const, required: false, sample: null }));
		return [
			{
				label: `Add ${listed(names)} to the start`,
				apply: (flow) => setStart(flow, start.id, { fields: [...start.fields, ...added] }),
			},
		];
	},
};

function flowStart({ nodes }: FlowDefinition): StartNode | null {
	return nodes.find((node): node is StartNode => node.kind === 'start' && scopeOf(node) === topScope) ?? null;
}

function unknownIn(found: readonly Finding[]): readonly string[] {
	return [...new Set(found.flatMap(({ variable, isKnown }) => (isKnown ? [] : [variable])))];
}

function listed(names: readonly string[]): string {
	const [first = '', ...others] = names.map((name) => `"${name}"`);
	if (others.length === 0) return first;
	return others.length === 1 ? `${first} and ${others[0]}` : `${first} and ${others.length} others`;
}

interface Finding {
	readonly variable: string;
	/** Some ways store it. */
	readonly isKnown: boolean;
	readonly problem: Problem;
}

function findings(context: LintContext): readonly Finding[] {
	return expressionsOf(context.definition, context.graph)
		.filter((placed) => placed.readAt.some((id) => context.alive.has(id)))
		.flatMap((placed) => variablesRead(placed).flatMap((variable) => judge(context, placed, variable)));
}

function variablesRead({ source, extra }: PlacedExpression): readonly string[] {
	const result = compileExpression(source);
	if (!result.ok) return [];
	return [...new Set(result.expression.reads.map(variableOf))].filter((name) => !extra.includes(name));
}

function judge(context: LintContext, placed: PlacedExpression, variable: string): readonly Finding[] {
	const known = knownAt(context, placed, variable);
	if (known === 'anything' || known?.certain) return [];
	const { node, edge, field } = placed;
	const at = (severity: Problem['severity'], message: string) => [
		{ variable, isKnown: known !== null, problem: { code, severity, message, node, edge, field } },
	];
	if (known === null) {
		const message = `No variable "${variable}" is known here`;
		const advice = adviceFor(context.definition, variable);
		if (flowStart(context.definition)?.fields.length !== 0) return at('error', `${message}. ${advice}`);
		return at(
			'warning',
			`${message}: the start declares no fields, so it may be given, or be null. ${advice} Once the start declares fields, a wrong name is an error.`,
		);
	}
	const writers = known.from.map((id) => context.graph.nodes.get(id)).filter((writer) => writer !== undefined);
	const names = writers.map(nodeTitle).join(' or ');
	return at(
		'warning',
		`"${variable}" is only there if the saga came by ${names}; on other ways it is null. Store it on each way, or ask for null.`,
	);
}

/** Whatever node was the last: certain if it is known at each. */
function knownAt(context: LintContext, placed: PlacedExpression, name: string): KnownVariable | 'anything' | null {
	const readers = placed.readAt.filter((id) => context.alive.has(id));
	const found = readers.map((id) => {
		const reader = context.graph.nodes.get(id);
		const own =
			reader === undefined ? [] : [...(placed.afterOutput ? storedBy(reader) : []), ...undoneBy(context, reader)];
		if (own.includes(name) || own.includes('*')) return { name, certain: true, from: [id] };
		return context.variablesAt(id).get(name);
	});
	if (found.every((known) => known === undefined))
		return readers.some((id) => context.variablesAt(id).has('*')) ? 'anything' : null;
	const certain = found.every((known) => known?.certain);
	return { name, certain, from: [...new Set(found.flatMap((known) => known?.from ?? []))] };
}

/** What the undone activity has stored: that it may be missing is for compensation-needs-reply. */
function undoneBy({ graph }: LintContext, reader: FlowNode): readonly string[] {
	return enclosingScopes(graph.nodes, scopeOf(reader))
		.filter(isUndoScope)
		.flatMap((scope) => {
			const undone = graph.nodes.get(hostOf(scope) ?? '');
			return undone === undefined ? [] : storedBy(undone);
		});
}

function adviceFor(definition: FlowDefinition, variable: string): string {
	const writer = definition.nodes.find((node) => writtenBy(node).includes(variable));
	if (writer === undefined) return 'Add it to the fields of the start, or store it by a step or an assignment before.';
	return `${nodeTitle(writer)} stores it, but that does not lie before this place, or in a subflow whose variables end with it.`;
}

function isSame(left: Problem, right: Problem): boolean {
	return (
		left.node === right.node && left.edge === right.edge && left.field === right.field && left.message === right.message
	);
}
