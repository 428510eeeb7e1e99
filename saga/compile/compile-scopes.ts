/** The scopes of a flow as the engine enters them: where their tokens begin and what can react inside them. */
import type { FlowDefinition } from '../flow/definition';
import type { ScopeId } from '../flow/nodes/node-base';
import {
	hostOf,
	isEnteredOtherwise,
	isUndoScope,
	type NodesById,
	parentOf,
	scopeOf,
	scopesOf,
} from '../flow/queries/scopes';
import type { CompiledScope } from './compiled-flow';

export function compileScopes(definition: FlowDefinition, nodes: NodesById): ReadonlyMap<ScopeId, CompiledScope> {
	const entered = new Set(definition.edges.map((edge) => edge.target));
	return new Map(
		scopesOf(definition).map((id) => {
			const inside = definition.nodes.filter((node) => scopeOf(node) === id);
			const drawn = inside.filter((node) => node.kind === 'start');
			const starts =
				drawn.length > 0 ? drawn : inside.filter((node) => !entered.has(node.id) && !isEnteredOtherwise(node));
			const reactions = inside.filter((node) => node.kind === 'subflow' && node.eventStarted);
			const scope: CompiledScope = {
				id,
				host: hostOf(id),
				isUndo: isUndoScope(id),
				parent: parentOf(nodes, id),
				starts: starts.map((node) => node.id),
				reactions: reactions.map((node) => node.id),
			};
			return [id, scope];
		}),
	);
}
