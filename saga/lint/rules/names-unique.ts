/** Steps have names, and no two nodes have the same: people point at nodes by name. */
import { freshName, titleOf } from '../../flow/edits/fresh-names';
import { renameNode } from '../../flow/edits/nodes';
import { nodeById } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';

const code = 'names-unique';

export const namesUnique: Rule = {
	code,
	check: ({ definition }) => {
		const taken = new Set<string>();
		return definition.nodes.flatMap((node) => {
			const name = node.name.trim();
			if (name === '')
				return node.kind === 'step'
					? atNode(code, 'error', node.id, 'This step has no name. Give it one that says what it does.', 'name')
					: [];
			const isTaken = taken.has(name.toLowerCase());
			taken.add(name.toLowerCase());
			return isTaken
				? atNode(code, 'error', node.id, `Another node is called "${name}", too. Give each its own name.`, 'name')
				: [];
		});
	},
	fixes: (definition, { node: id }) => {
		const node = id === null ? null : nodeById(definition, id);
		if (node === null) return [];
		const wanted =
			node.name.trim() !== ''
				? node.name
				: node.kind === 'step' && node.command !== ''
					? titleOf(node.command)
					: 'Step';
		const others = { ...definition, nodes: definition.nodes.filter((other) => other !== node) };
		const name = freshName(others, wanted);
		return [{ label: `Call it "${name}"`, apply: (flow) => renameNode(flow, node.id, name) }];
	},
};
