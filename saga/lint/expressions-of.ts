/** Every expression of a flow with its place, as drawn: for the rules that look into expressions. */
import { mapsAllVariables } from '../compile/compile-mapping';
import type { EdgeId, FlowDefinition } from '../flow/definition';
import type { Mapping } from '../flow/nodes/mapping';
import type { NodeId } from '../flow/nodes/node-base';

export interface PlacedExpression {
	readonly source: string;
	readonly node: NodeId | null;
	readonly edge: EdgeId | null;
	readonly field: string;
	/** The node whose variables it may read. */
	readonly readAt: NodeId;
	/** What it may read besides the saga's variables. */
	readonly extra: readonly string[];
	/** Whether it also reads what the step itself has stored. */
	readonly afterOutput: boolean;
}

export function expressionsOf(definition: FlowDefinition): readonly PlacedExpression[] {
	const found: PlacedExpression[] = [];
	for (const node of definition.nodes) {
		const place = { node: node.id, edge: null, readAt: node.id, extra: [], afterOutput: false };
		if (node.kind === 'start' && node.businessKey.trim() !== '')
			found.push({ ...place, source: node.businessKey, field: 'businessKey' });
		if (node.kind !== 'step') continue;
		const mapped = (mapping: Mapping, field: string, more: Partial<PlacedExpression> = {}) =>
			mapping.forEach((entry, at) => {
				if (mapsAllVariables(entry)) return;
				found.push({ ...place, ...more, source: entry.expression, field: `${field}.${at}.expression` });
			});
		mapped(node.input, 'input');
		mapped(node.output, 'output', { extra: ['reply'] });
		if (node.compensation?.type === 'command')
			mapped(node.compensation.input, 'compensation.input', { extra: ['input', 'output'], afterOutput: true });
	}
	const decisions = new Set(definition.nodes.filter((node) => node.kind === 'exclusive').map((node) => node.id));
	for (const edge of definition.edges) {
		if (edge.condition === null || edge.isDefault || !decisions.has(edge.source)) continue;
		found.push({
			source: edge.condition,
			node: null,
			edge: edge.id,
			field: 'condition',
			readAt: edge.source,
			extra: [],
			afterOutput: false,
		});
	}
	return found;
}
