/**
 * What a version's hash covers: exactly what `compile` reads, so that moving a node on the canvas makes no new version
 * and nothing that changes how sagas run goes unnoticed. The hash itself is taken where there is cryptography.
 */
import type { Json } from '../expression/json';
import type { FlowDefinition } from '../flow/definition';

export function hashedPart({ schemaVersion, id, settings, nodes, edges }: FlowDefinition): Json {
	return {
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
