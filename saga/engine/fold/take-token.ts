/**
 * Where entries take their token from: the one inside the node, else one whose output had to wait, else the oldest before it.
 * Invariant: tokens leave a node in the order in which they came; what an incident holds back, it holds back for all.
 */
import type { EdgeId } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import { invariant } from '../invariant';
import type { Frontier, SagaState, ScopeNumber } from '../state';
import { nextState } from './next-state';

/** What changes when the token leaves, so that a caller makes one copy of the state. */
export interface Taken {
	readonly change: Partial<Pick<SagaState, 'passing' | 'held' | 'tokens'>>;
	readonly frontier: Frontier;
}

export function takeFromNode(state: SagaState, node: NodeId, scope: ScopeNumber): Taken {
	const { passing, held } = state;
	if (passing !== null && passing.node === node && passing.scope === scope)
		return { change: { passing: null }, frontier: passing.frontier };
	if (held.length > 0) {
		const index = held.findIndex((token) => token.node === node && token.scope === scope);
		const token = held[index];
		if (token) return { change: { held: held.toSpliced(index, 1) }, frontier: token.frontier };
	}
	return takeAt(state, indexBefore(state, node, scope), node);
}

export function takenFromNode(state: SagaState, node: NodeId, scope: ScopeNumber): [SagaState, Frontier] {
	const { change, frontier } = takeFromNode(state, node, scope);
	return [nextState(state, change), frontier];
}

/** What was put there counts on no flow, so it does not wait for what does. */
function indexBefore({ tokens }: SagaState, node: NodeId, scope: ScopeNumber): number {
	let oldest = -1;
	for (const [index, token] of tokens.entries()) {
		if (token.node !== node || token.scope !== scope) continue;
		if (token.edge === null) return index;
		if (oldest < 0) oldest = index;
	}
	return oldest;
}

export function takenFromEdge(state: SagaState, edge: EdgeId, scope: ScopeNumber): [SagaState, Frontier] {
	const index = state.tokens.findIndex((token) => token.edge === edge && token.scope === scope);
	const { change, frontier } = takeAt(state, index, edge);
	return [nextState(state, change), frontier];
}

function takeAt({ tokens }: SagaState, index: number, place: string): Taken {
	const token = tokens[index];
	invariant(token, `a token rests at ${place}`);
	return { change: { tokens: tokens.toSpliced(index, 1) }, frontier: token.frontier };
}
