/** The scopes of a flow as the engine enters them: where their tokens begin and what can react inside them. */
import type { FlowDefinition } from '../flow/definition';
import type { ScopeId } from '../flow/nodes/node-base';
import type { FlowGraph } from '../flow/queries/graph';
import { hostOf, isUndoScope, parentOf, scopesOf } from '../flow/queries/scopes';
import { beginnings, reactionsIn } from '../flow/queries/ways';
import type { CompiledScope } from './compiled-flow';

export function compileScopes(definition: FlowDefinition, graph: FlowGraph): ReadonlyMap<ScopeId, CompiledScope> {
	return new Map(
		scopesOf(definition).map((id) => {
			const scope: CompiledScope = {
				id,
				host: hostOf(id),
				isUndo: isUndoScope(id),
				parent: parentOf(graph.nodes, id),
				starts: beginnings(graph, id).map((node) => node.id),
				reactions: reactionsIn(graph, id).map((node) => node.id),
			};
			return [id, scope];
		}),
	);
}
