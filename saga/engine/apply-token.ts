/**
 * Entries that move tokens. A token is always somewhere: resting on an edge, in an open run, or, between two entries of
 * one record, inside a node (`passing`).
 * Invariant: tokens leave a node in the order in which they came; what an incident holds back, it holds back for all.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { EdgeId } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { HistoryEntry } from './entry';
import { union } from './frontier';
import { invariant, nodeOf } from './invariant';
import { nextState } from './next-state';
import type { Frontier, RestingToken, SagaState } from './state';

type TokenEntry = Extract<HistoryEntry, { type: 'edgesTaken' | 'joined' | 'tokenEnded' | 'tokensRemoved' }>;

export function applyToToken(flow: CompiledFlow, state: SagaState, entry: TokenEntry): SagaState {
	switch (entry.type) {
		case 'edgesTaken': {
			const [left, frontier] = takenFromNode(flow, state, entry.node);
			return nextState(left, { tokens: [...left.tokens, ...entry.edges.map((edge) => ({ edge, frontier }))] });
		}
		case 'joined': {
			let left = state;
			const frontiers: Frontier[] = [];
			for (const edge of nodeOf(flow, entry.node).incoming) {
				const [without, frontier] = takenFromEdges(left, [edge]);
				left = without;
				frontiers.push(frontier);
			}
			return nextState(left, { passing: { node: entry.node, frontier: union(frontiers) } });
		}
		case 'tokenEnded':
			return takenFromNode(flow, state, entry.node)[0];
		case 'tokensRemoved':
			return nextState(state, { tokens: [] });
	}
}

/** The oldest token on one of these edges, and the state without it. */
export function takenFromEdges(state: SagaState, edges: readonly EdgeId[]): [SagaState, Frontier] {
	const index = state.tokens.findIndex((token) => edges.includes(token.edge));
	const token: RestingToken | undefined = state.tokens[index];
	invariant(token, `no token rests on ${edges.join(' or ')}`);
	return [nextState(state, { tokens: state.tokens.toSpliced(index, 1) }), token.frontier];
}

/** The token that leaves this node: the one inside it, else one whose output had to wait, else the oldest before it. */
function takenFromNode(flow: CompiledFlow, state: SagaState, node: NodeId): [SagaState, Frontier] {
	if (state.passing?.node === node) return [nextState(state, { passing: null }), state.passing.frontier];
	const index = state.unmerged.findIndex((held) => held.step === node);
	const held = state.unmerged[index];
	if (held) return [nextState(state, { unmerged: state.unmerged.toSpliced(index, 1) }), [held.run]];
	return takenFromEdges(state, nodeOf(flow, node).incoming);
}
