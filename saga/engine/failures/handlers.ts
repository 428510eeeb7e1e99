/**
 * Who catches an error or an escalation: the search goes outwards, in each scope an event-started subflow before the
 * boundary outside it, a specific code before a catch-all.
 */
import type { CompiledBoundary } from '../../compile/compiled-flow';
import type { Draft } from '../draft';
import { boundaryOf, type ReactionStart, reactionStarts } from '../events/arming';
import type { RunNumber } from '../input';
import { activityOf } from '../invariant';
import { scopeOf } from '../scope-tree';
import type { OpenScope, ScopeNumber } from '../state';

export type Catcher =
	| {
			readonly type: 'boundary';
			readonly node: CompiledBoundary;
			readonly host: RunNumber;
			readonly scope: ScopeNumber;
	  }
	| { readonly type: 'reaction'; readonly node: ReactionStart; readonly scope: ScopeNumber };

export type Handler =
	| Catcher
	/** Nothing catches it inside a compensation: it goes no further. */
	| { readonly type: 'undo'; readonly scope: ScopeNumber };

type Thrown = 'error' | 'escalation';

/** On the border of the activity itself. Of what is done for each element, the boundary is around all iterations. */
export function ownBoundary(
	draft: Draft,
	id: string,
	host: RunNumber,
	scope: ScopeNumber,
	type: Thrown,
	code: string,
): Catcher | null {
	if (scopeOf(draft.state, scope)?.kind === 'iteration') return null;
	const boundaries = activityOf(draft.flow, id).boundaries.map((boundary) => boundaryOf(draft, boundary));
	const node = mostSpecific(boundaries, ({ on }) => on, type, code);
	return node === null ? null : { type: 'boundary', node, host, scope };
}

export function searchOutwards(draft: Draft, from: ScopeNumber, type: Thrown, code: string): Handler | null {
	let scope = from;
	let isFromReaction = false;
	for (;;) {
		const open = scopeOf(draft.state, scope);
		// What an event-started subflow throws is not caught by another one of the scope around it.
		const reaction = isFromReaction ? null : caughtInside(draft, open, scope, type, code);
		if (reaction !== null) return reaction;
		if (open === null) return null;
		if (open.kind === 'undo') return { type: 'undo', scope };
		if (open.kind === 'subflow' || open.kind === 'forEach') {
			const boundary = ownBoundary(draft, open.node, scope, open.parent, type, code);
			if (boundary !== null) return boundary;
		}
		isFromReaction = open.kind === 'reaction';
		scope = open.parent;
	}
}

function caughtInside(
	draft: Draft,
	open: OpenScope | null,
	scope: ScopeNumber,
	type: Thrown,
	code: string,
): Catcher | null {
	if (open !== null && (open.kind === 'forEach' || open.kind === 'iteration')) return null;
	const id = open === null ? '' : open.kind === 'undo' ? `${open.node}/undo` : open.node;
	const node = mostSpecific(reactionStarts(draft, id), ({ reaction }) => reaction.on, type, code);
	return node === null ? null : { type: 'reaction', node, scope };
}

function mostSpecific<Node>(
	nodes: readonly Node[],
	triggerOf: (node: Node) => CompiledBoundary['on'],
	type: Thrown,
	code: string,
): Node | null {
	const catching = (wanted: string | null) =>
		nodes.find((node) => {
			const on = triggerOf(node);
			return on.type === type && on.code === wanted;
		});
	return catching(code) ?? catching(null) ?? null;
}
