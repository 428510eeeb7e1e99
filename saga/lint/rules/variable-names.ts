/** Variables have names that expressions can read: each start field once, and none that means something else there. */

import { isActivity } from '../../flow/queries/scopes';
import { outputOf, variableOf } from '../../flow/queries/variables-at';
import { atNode, type Rule } from '../rule';

const code = 'variable-names';
const taken: Readonly<Record<string, string>> = {
	reply: 'the reply of the step',
	input: 'the command that is undone',
	output: 'the reply of the step that is undone',
	loopCounter: 'the number of the element in a for-each',
};
const readable = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const variableNames: Rule = {
	code,
	check: ({ definition }) => [
		...definition.nodes.flatMap((node) => {
			if (node.kind !== 'start') return [];
			return node.fields.flatMap((field, at) => {
				const place = `fields.${at}.name`;
				if (node.fields.findIndex((other) => other.name === field.name) < at)
					return atNode(
						code,
						'error',
						node.id,
						`The start has two fields "${field.name}". Remove one, or rename it.`,
						place,
					);
				return nameProblem(node.id, field.name, place);
			});
		}),
		...definition.nodes.flatMap((node) => {
			const output = outputOf(node);
			const stored = (output?.mapping ?? []).flatMap(({ target }, at) =>
				nameProblem(node.id, variableOf(target), `${output?.field}.${at}.target`),
			);
			if (!isActivity(node) || node.forEach === undefined) return stored;
			const { element, result } = node.forEach;
			return [
				...stored,
				...nameProblem(node.id, element, 'forEach.element'),
				...nameProblem(node.id, result?.variable ?? '', 'forEach.result.variable'),
			];
		}),
	],
};

function nameProblem(node: string, name: string, field: string) {
	const meaning = Object.hasOwn(taken, name) ? taken[name] : undefined;
	if (meaning !== undefined)
		return [
			atNode(
				code,
				'error',
				node,
				`In expressions "${name}" means ${meaning}. Choose another name for the variable.`,
				field,
			),
		];
	if (name === '' || name === '*' || readable.test(name)) return [];
	return [
		atNode(code, 'error', node, `No expression can read a variable "${name}". Use letters, digits and _ only.`, field),
	];
}
