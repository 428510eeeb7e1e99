/**
 * An undo may be needed when nobody knows whether the step was done: then there is no reply, `output` is null and what
 * the step would have stored is missing. A mapping that reads either must ask first (`if output = null then … else …`).
 */
import { parseExpression, type SyntaxNode } from '../../expression/parse';
import type { StepNode } from '../../flow/nodes/step';
import { nodeTitle, stepsOf } from '../../flow/queries/graph';
import { writtenBy } from '../../flow/queries/variables-at';
import { atNode, type LintContext, type Rule } from '../rule';

const code = 'compensation-needs-reply';

export const compensationNeedsReply: Rule = {
	code,
	check: (context) => stepsOf(context.definition).flatMap((step) => checkStep(context, step)),
};

function checkStep(context: LintContext, step: StepNode) {
	if (step.compensation?.type !== 'command') return [];
	const before = context.variablesAt(step.id);
	const ownWork = writtenBy(step).filter((name) => !(before.get(name)?.certain ?? false));
	return step.compensation.input.flatMap((entry, at) => {
		const parsed = parseExpression(entry.expression);
		if (!parsed.ok) return [];
		const needed = ['output', ...ownWork].find((name) => readsUnasked(parsed.root, name));
		if (needed === undefined) return [];
		return atNode(
			code,
			'error',
			step.id,
			`The undo of ${nodeTitle(step)} reads "${needed}", which is missing when no reply came. Read "input" instead, or ask first: if ${needed} = null then … else …`,
			`compensation.input.${at}.expression`,
		);
	});
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
