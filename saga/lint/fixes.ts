/** The repairs that can be offered for a problem: those of its rule, or of the compile check with its code. */
import type { EdgeId, FlowDefinition } from '../flow/definition';
import { removeEdges, setEdge } from '../flow/edits/edges';
import type { Problem } from '../flow/problem';
import type { Fix } from './rule';
import { rules } from './rules';

/** `apply` is a pure edit of any later definition; where the place is gone it changes nothing. */
export function fixesFor(definition: FlowDefinition, problem: Problem): readonly Fix[] {
	const rule = rules.find((candidate) => candidate.code === problem.code);
	if (rule !== undefined) return rule.fixes?.(definition, problem) ?? [];
	return problem.edge === null ? [] : edgeFixes(problem.code, problem.edge);
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
			return [{ label: 'Delete it', apply: (flow) => removeEdges(flow, [edge]) }];
		default:
			return [];
	}
}
