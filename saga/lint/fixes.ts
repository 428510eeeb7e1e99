/** The repairs that can be offered for a problem: those of its rule, or of the compile check with its code. */
import type { EdgeId, FlowDefinition, FlowNode } from '../flow/definition';
import { removeEdges, setEdge } from '../flow/edits/edges';
import { removeNodes, setForEach, setNode } from '../flow/edits/nodes';
import { moveToScope } from '../flow/edits/scopes';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import { nodeById } from '../flow/queries/graph';
import { topScope } from '../flow/queries/scopes';
import type { Fix } from './rule';
import { rules } from './rules';

/** `apply` is a pure edit of any later definition; where the place is gone it changes nothing. */
export function fixesFor(definition: FlowDefinition, problem: Problem): readonly Fix[] {
	const rule = rules.find((candidate) => candidate.code === problem.code);
	if (rule !== undefined) return rule.fixes?.(definition, problem) ?? [];
	if (problem.edge !== null) return edgeFixes(problem.code, problem.edge);
	const node = problem.node === null ? null : nodeById(definition, problem.node);
	return node === null ? [] : nodeFixes(problem, node);
}

function edgeFixes(code: string, edge: EdgeId): readonly Fix[] {
	switch (code) {
		case 'condition-missing':
			return [{ label: 'Make it the default', apply: (flow) => setEdge(flow, edge, { isDefault: true }) }];
		case 'condition-out-of-place':
			return [
				{ label: 'Remove the condition', apply: (flow) => setEdge(flow, edge, { condition: null, isDefault: false }) },
			];
		case 'loose-edge':
		case 'edge-crosses-scope':
		case 'race-without-wait':
			return [{ label: 'Delete it', apply: (flow) => removeEdges(flow, [edge]) }];
		default:
			return [];
	}
}

function nodeFixes({ code, field }: Problem, { id, kind }: FlowNode): readonly Fix[] {
	switch (code) {
		case 'scope-unknown':
			return kind === 'boundary'
				? []
				: [{ label: 'Move it to the top', apply: (flow) => moveToScope(flow, [id], topScope) }];
		case 'boundary-unattached':
			return [{ label: 'Delete it', apply: (flow) => removeNodes(flow, [id]) }];
		case 'for-each-out-of-place':
			return [{ label: 'Do it once', apply: (flow) => setForEach(flow, id, null) }];
		case 'reaction-out-of-place':
			return field === 'reaction' || field === 'trigger'
				? [{ label: 'Remove the event', apply: (flow) => withoutStartEvent(flow, id, field) }]
				: [];
		case 'undo-unknown':
			return [
				kind === 'undo'
					? {
							label: 'Undo all that its scope has done',
							apply: (flow) => setNode(flow, 'undo', id, { activity: null }),
						}
					: {
							label: 'Undo all that its scope has done',
							apply: (flow) => setNode(flow, 'end', id, { result: { type: 'compensate', activity: null } }),
						},
			];
		default:
			return [];
	}
}

function withoutStartEvent(flow: FlowDefinition, id: NodeId, part: 'reaction' | 'trigger'): FlowDefinition {
	const nodes = flow.nodes.map((node) => {
		if (node.id !== id || node.kind !== 'start') return node;
		const { [part]: _removed, ...rest } = node;
		return rest;
	});
	return { ...flow, nodes };
}
