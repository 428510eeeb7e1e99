/** The paths that an expression at a node can read, as far as the samples and the mappings tell. */
import type { FlowDefinition } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import { variablesOf } from '@/saga/flow/queries/variables-at';

const depthMax = 3;

export function namesAt(definition: FlowDefinition, node: NodeId, locals: readonly string[] = []): readonly string[] {
	const sample = sampleInput(definition);
	const known = [...variablesOf(definition)(node).keys()].filter((name) => name !== '*');
	return [...locals, ...known.flatMap((name) => [name, ...pathsIn(sample[name], name, 1)])];
}

function pathsIn(value: unknown, path: string, depth: number): string[] {
	if (depth >= depthMax || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
	return Object.entries(value).flatMap(([key, inner]) => [
		`${path}.${key}`,
		...pathsIn(inner, `${path}.${key}`, depth + 1),
	]);
}
