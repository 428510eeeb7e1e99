/** How two drafts of one flow differ, in words: for the choice between mine and theirs. */
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { sameDocument } from './opening';

export function differences(mine: FlowDefinition, theirs: FlowDefinition): readonly string[] {
	const lines = [
		...(mine.name === theirs.name ? [] : [`Named “${mine.name}” in yours, “${theirs.name}” in theirs`]),
		...(sameDocument(mine.settings, theirs.settings) ? [] : ['The settings of the flow differ']),
		...nodeLines(mine, theirs),
		...edgeLine(mine, theirs),
	];
	if (lines.length > 0) return lines;
	return sameDocument(mine.layout, theirs.layout)
		? ['They say the same.']
		: ['Only the positions on the canvas differ.'];
}

function nodeLines(mine: FlowDefinition, theirs: FlowDefinition): string[] {
	const byId = (flow: FlowDefinition) => new Map(flow.nodes.map((node) => [node.id, node]));
	const [own, other] = [byId(mine), byId(theirs)];
	const only = (from: Map<string, FlowNode>, not: Map<string, FlowNode>) =>
		[...from.values()].filter((node) => !not.has(node.id)).map(nodeTitle);
	const changed = [...own.values()].filter((node) => {
		const twin = other.get(node.id);
		return twin !== undefined && !sameDocument(node, twin);
	});
	const list = (words: string, names: readonly string[]) =>
		names.length === 0 ? [] : [`${words}: ${names.join(', ')}`];
	return [
		...list('Only in yours', only(own, other)),
		...list('Only in theirs', only(other, own)),
		...list('Not the same in both', changed.map(nodeTitle)),
	];
}

function edgeLine(mine: FlowDefinition, theirs: FlowDefinition): string[] {
	const said = (flow: FlowDefinition) =>
		flow.edges.map(({ source, target, name, condition, isDefault }) => ({
			source,
			target,
			name,
			condition,
			isDefault,
		}));
	return sameDocument(said(mine), said(theirs)) ? [] : ['The connections differ'];
}
