/**
 * What a version's hash covers: exactly what `compile` reads, so that moving a node on the canvas makes no new version
 * and nothing that changes how sagas run goes unnoticed. The hash itself is taken where there is cryptography.
 */
import type { Json } from '../expression/json';
import type { FlowDefinition } from '../flow/definition';
import type { CalledFlows } from './called-flows';

/** `called`: as it is given to `compile`. Without calls it makes no difference. */
export function hashedPart(
	{ schemaVersion, id, settings, nodes, edges }: FlowDefinition,
	called: CalledFlows | null = null,
): Json {
	const calls = new Set(nodes.flatMap((node) => (node.kind === 'call' && node.flow !== id ? [node.flow] : [])));
	const bound = [...calls].flatMap((flow) => {
		const found = called?.get(flow);
		return found === undefined ? [] : [[flow, found.version] as const];
	});
	return {
		...(bound.length === 0 ? {} : { calls: Object.fromEntries(bound) }),
		schemaVersion,
		id,
		settings,
		nodes,
		edges: edges.map((edge) => ({
			id: edge.id,
			source: edge.source,
			target: edge.target,
			condition: edge.condition,
			isDefault: edge.isDefault,
		})),
	};
}
