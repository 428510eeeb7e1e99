/** Problems of `compile`, all of them errors: a flow that has one cannot be run. */
import type { EdgeId } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';

export function flowProblem(code: string, message: string): Problem {
	return { code, severity: 'error', message, node: null, edge: null, field: null };
}

export function nodeProblem(code: string, node: NodeId, message: string, field: string | null = null): Problem {
	return { code, severity: 'error', message, node, edge: null, field };
}

export function edgeProblem(code: string, edge: EdgeId, message: string, field: string | null = null): Problem {
	return { code, severity: 'error', message, node: null, edge, field };
}
