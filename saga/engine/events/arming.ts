/** What begins to listen with an activity (its boundary events) or with a scope (its event-started subflows). */
import type { CompiledActivity, CompiledBoundary, CompiledNode, CompiledStart } from '../../compile/compiled-flow';
import type { Draft } from '../draft';
import type { RunNumber } from '../input';
import { invariant, nodeOf, scopeDefinition } from '../invariant';
import { scopeOf } from '../scope-tree';
import type { ScopeNumber } from '../state';
import { listen } from './subscriptions';

/** Those of an activity that is done for each element belong to all of its iterations together. */
export function armBoundaries(draft: Draft, activity: CompiledActivity, host: RunNumber, scope: ScopeNumber): void {
	if (scopeOf(draft.state, scope)?.kind === 'iteration') return;
	for (const id of activity.boundaries) listen(draft, id, boundaryOf(draft, id).on, host, scope);
}

/** `id`: of the scope in the flow. */
export function armReactions(draft: Draft, id: string, scope: ScopeNumber): void {
	for (const start of reactionStarts(draft, id)) listen(draft, start.id, start.reaction.on, scope, scope);
}

export type ReactionStart = CompiledStart & { readonly reaction: NonNullable<CompiledStart['reaction']> };

/** The start nodes of the event-started subflows of a scope. */
export function reactionStarts(draft: Draft, id: string): readonly ReactionStart[] {
	return scopeDefinition(draft.flow, id).reactions.flatMap((subflow) =>
		scopeDefinition(draft.flow, subflow).starts.flatMap((start) => {
			const node = nodeOf(draft.flow, start);
			return node.kind === 'start' && node.reaction !== null ? [{ ...node, reaction: node.reaction }] : [];
		}),
	);
}

/** Null: it is no reaction, but waits for itself. */
export function interruptsItsHost(node: CompiledNode): boolean | null {
	if (node.kind === 'boundary') return node.interrupting;
	return node.kind === 'start' && node.reaction !== null ? node.reaction.interrupting : null;
}

export function boundaryOf(draft: Draft, id: string): CompiledBoundary {
	const node = nodeOf(draft.flow, id);
	invariant(node.kind === 'boundary', `${id} is a boundary event`);
	return node;
}
