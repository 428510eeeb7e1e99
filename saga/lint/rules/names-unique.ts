/**
 * Activities have names, and no two nodes of one scope have the same: people point at nodes by name. Two events or gateways
 * of one name are common in drawings and a warning only.
 */
import type { FlowNode, NodeKind } from '../../flow/definition';
import { freshName, titleOf } from '../../flow/edits/fresh-names';
import { renameNode } from '../../flow/edits/nodes';
import { nodeById } from '../../flow/queries/graph';
import { scopeOf } from '../../flow/queries/scopes';
import { atNode, type Rule } from '../rule';

const code = 'names-unique';
const titles: Readonly<Partial<Record<NodeKind, string>>> = { approval: 'Approval', call: 'Call' };

export const namesUnique: Rule = {
	code,
	check: ({ definition }) => {
		const taken = new Set<string>();
		return definition.nodes.flatMap((node) => {
			const name = node.name.trim();
			if (name === '')
				return isNamed(node)
					? atNode(code, 'error', node.id, `This ${node.kind} has no name. Give it one that says what it does.`, 'name')
					: [];
			// Both ends of a link have its name.
			if (node.kind === 'link') return [];
			const word = `${scopeOf(node)} ${name.toLowerCase()}`;
			const isTaken = taken.has(word);
			taken.add(word);
			return isTaken
				? atNode(
						code,
						isNamed(node) ? 'error' : 'warning',
						node.id,
						`Another node is called "${name}", too. Give each its own name.`,
						'name',
					)
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
					: (titles[node.kind] ?? 'Step');
		const others = { ...definition, nodes: definition.nodes.filter((other) => other !== node) };
		const name = freshName(others, wanted);
		return [{ label: `Call it "${name}"`, apply: (flow) => renameNode(flow, node.id, name) }];
	},
};

function isNamed({ kind }: FlowNode): boolean {
	return kind === 'step' || kind === 'approval' || kind === 'call';
}
