/**
 * An undo may be needed when nobody knows whether the step was done: then there is no reply, `output` is null and what
 * the step would have stored is missing. An expression that reads either must ask first (`if output = null then … else
 * …`); a compensation that is drawn may ask in a condition.
 */
import { parseExpression, type SyntaxNode } from '../../expression/parse';
import type { StepNode } from '../../flow/nodes/step';
import { nodeTitle, stepsOf } from '../../flow/queries/graph';
import { enclosingScopes, scopeOf, undoScopeOf } from '../../flow/queries/scopes';
import { storedBy } from '../../flow/queries/variables-at';
import { expressionsOf, type PlacedExpression } from '../expressions-of';
import { atNode, type LintContext, type Rule } from '../rule';

const code = 'compensation-needs-reply';

export const compensationNeedsReply: Rule = {
	code,
	check: (context) => {
		const placed = expressionsOf(context.definition, context.graph);
		return stepsOf(context.definition).flatMap((step) => checkStep(context, step, placed));
	},
};

function checkStep(context: LintContext, step: StepNode, placed: readonly PlacedExpression[]) {
	const inside = undoOf(context, step, placed);
	if (inside.length === 0) return [];
	const ownWork = storedBy(step).filter((name) => !(context.variablesAt(step.id).get(name)?.certain ?? false));
	const asked = inside.filter(({ edge }) => edge !== null).flatMap(({ source }) => namesIn(source));
	return inside.flatMap(({ source, node, edge, field }) => {
		const parsed = parseExpression(source);
		if (!parsed.ok || node === null || edge !== null) return [];
		const needed = ['output', ...ownWork].find((name) => !asked.includes(name) && readsUnasked(parsed.root, name));
		if (needed === undefined) return [];
		return atNode(
			code,
			'error',
			node,
			`The undo of ${nodeTitle(step)} reads "${needed}", which is missing when no reply came. Read "input" instead, or ask first: if ${needed} = null then … else …`,
			field,
		);
	});
}

/** The expressions of what undoes the step. */
function undoOf(
	{ graph }: LintContext,
	step: StepNode,
	placed: readonly PlacedExpression[],
): readonly PlacedExpression[] {
	if (step.compensation?.type === 'command')
		return placed.filter(({ node, field }) => node === step.id && field.startsWith('compensation.'));
	if (step.compensation?.type !== 'scope') return [];
	const scope = undoScopeOf(step.id);
	return placed.filter(({ node, edge, readAt }) => {
		const place = graph.nodes.get(edge === null ? (node ?? '') : (readAt[0] ?? ''));
		return place !== undefined && enclosingScopes(graph.nodes, scopeOf(place)).includes(scope);
	});
}

function namesIn(source: string): readonly string[] {
	const parsed = parseExpression(source);
	return parsed.ok ? names(parsed.root) : [];
}

function names(node: SyntaxNode): readonly string[] {
	return node.kind === 'VariableName' ? [node.text] : node.children.flatMap(names);
}

/** Whether the name is read other than behind an `if` that asks about it. */
function readsUnasked(node: SyntaxNode, name: string): boolean {
	if (node.kind === 'VariableName') return node.text === name;
	const [condition, ...branches] = node.children.filter(
		(child) => child.kind !== 'if' && child.kind !== 'then' && child.kind !== 'else',
	);
	if (node.kind === 'IfExpression' && condition !== undefined && readsUnasked(condition, name)) return false;
	return [condition, ...branches].some((child) => child !== undefined && readsUnasked(child, name));
}
