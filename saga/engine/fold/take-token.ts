/**
 * Where entries take their token from: the one inside the node, else one whose output had to wait, else the oldest before it.
 * Invariant: tokens leave a node in the order in which they came; what an incident holds back, it holds back for all.
 */
import type { EdgeId } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import { invariant } from '../invariant';
import { nextState } from '../next-state';
import type { Frontier, RestingToken, SagaState, ScopeNumber } from '../state';

export function takenFromNode(state: SagaState, node: NodeId, scope: ScopeNumber): [SagaState, Frontier] {
	const { passing, held } = state;
	if (passing !== null && passing.node === node && passing.scope === scope)
		return [nextState(state, { passing: null }), passing.frontier];
	const index = held.findIndex((token) => token.node === node && token.scope === scope);
	const token = held[index];
	if (token) return [nextState(state, { held: held.toSpliced(index, 1) }), token.frontier];
	return takenBefore(state, node, scope);
}

/** What was put there counts on no flow, so it does not wait for what does. */
function takenBefore(state: SagaState, node: NodeId, scope: ScopeNumber): [SagaState, Frontier] {
	const isHere = (token: RestingToken) => token.node === node && token.scope === scope;
	const put = state.tokens.findIndex((token) => isHere(token) && token.edge === null);
	return takenAt(state, put >= 0 ? put : state.tokens.findIndex(isHere), node);
}

export function takenFromEdge(state: SagaState, edge: EdgeId, scope: ScopeNumber): [SagaState, Frontier] {
	const index = state.tokens.findIndex((token) => token.edge === edge && token.scope === scope);
	return takenAt(state, index, edge);
}

function takenAt(state: SagaState, index: number, place: string): [SagaState, Frontier] {
	const token = state.tokens[index];
	invariant(token, `a token rests at ${place}`);
	return [nextState(state, { tokens: state.tokens.toSpliced(index, 1) }), token.frontier];
}
