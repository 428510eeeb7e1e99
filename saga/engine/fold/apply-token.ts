/**
 * Entries that move tokens. A token is always somewhere: before a node, in something open, or, between two entries of
 * one record, inside a node (`passing`).
 */
import type { CompiledFlow } from '../../compile/compiled-flow';
import type { TokenEntry } from '../entry';
import { targetOf } from '../invariant';
import type { Frontier, SagaState, ScopeNumber } from '../state';
import { union } from '../tokens/frontier';
import { nextState } from './next-state';
import { takeFromNode, takenFromEdge, takenFromNode } from './take-token';

export function applyToToken(flow: CompiledFlow, state: SagaState, entry: TokenEntry): SagaState {
	const scope = entry.scope ?? 0;
	switch (entry.type) {
		case 'edgesTaken': {
			const { change, frontier } = takeFromNode(state, entry.node, scope);
			const moved = entry.edges.map((edge) => ({ node: targetOf(flow, edge).id, edge, scope, frontier }));
			const others = change.tokens ?? state.tokens;
			const tokens = others.length === 0 ? moved : [...others, ...moved];
			return nextState(state, { passing: change.passing, held: change.held, tokens });
		}
		case 'joined': {
			let left = state;
			const frontiers: Frontier[] = [];
			for (const edge of entry.edges) {
				const [without, frontier] = takenFromEdge(left, edge, scope);
				left = without;
				frontiers.push(frontier);
			}
			return nextState(left, { passing: { node: entry.node, scope, frontier: union(frontiers) } });
		}
		case 'tokenEnded': {
			const [left, frontier] = takenFromNode(state, entry.node, scope);
			return withEnded(left, scope, frontier);
		}
		case 'tokenMade':
			return nextState(state, { passing: { node: entry.node, scope, frontier: entry.frontier } });
		case 'tokenLifted':
			return takenFromNode(state, entry.node, scope)[0];
		case 'tokenPut': {
			const token = { node: entry.node, edge: null, scope, frontier: entry.frontier };
			return nextState(state, { tokens: [...state.tokens, token] });
		}
	}
}

/** A scope instance keeps what had happened before the tokens that ended in it. */
export function withEnded(state: SagaState, scope: ScopeNumber, frontier: Frontier): SagaState {
	if (scope === 0) return nextState(state, { ended: union([state.ended, frontier]) });
	const scopes = state.scopes.map((open) =>
		open.scope === scope ? { ...open, ended: union([open.ended, frontier]) } : open,
	);
	return nextState(state, { scopes });
}
