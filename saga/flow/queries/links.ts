/** Links: where tokens that come to a link `from` go on. */
import type { FlowDefinition } from '../definition';
import type { NodeId } from '../nodes/node-base';
import { scopeOf } from './scopes';

/** By the id of each link `from`: the link `to` of its name in its scope, where there is one. */
export function linkTargets({ nodes }: Pick<FlowDefinition, 'nodes'>): ReadonlyMap<NodeId, NodeId> {
	const found = new Map<NodeId, NodeId>();
	const links = nodes.filter((node) => node.kind === 'link');
	for (const from of links) {
		if (from.end !== 'from') continue;
		const to = links.find(
			(other) => other.end === 'to' && other.link === from.link && scopeOf(other) === scopeOf(from),
		);
		if (to !== undefined) found.set(from.id, to.id);
	}
	return found;
}
