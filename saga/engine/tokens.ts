/**
 * Moves every token as far as it can go without a further input: through gateways, into steps, to ends.
 * Invariant: the oldest token that can move moves first, so that the order of entries depends on nothing else. It ends
 * because `compile` refuses loops without a step.
 */
import type { CompiledNode } from '../compile/compiled-flow';
import type { EdgeId } from '../flow/definition';
import type { Draft } from './draft';
import { canJoin, takeBranch } from './gateways';
import { isHeld, openIncident } from './incidents';
import { targetOf } from './invariant';
import { startRun } from './step-runs';

export function moveTokens(draft: Draft): void {
	for (let next = movable(draft); next !== null; next = movable(draft)) enter(draft, next.node, next.edge);
	raiseDeadlock(draft);
}

function movable(draft: Draft): { node: CompiledNode; edge: EdgeId } | null {
	for (const { edge } of draft.state.tokens) {
		const node = targetOf(draft.flow, edge);
		const waits = node.kind === 'parallel' ? !canJoin(draft.state, node) : isHeld(draft.state, node.id);
		if (!waits) return { node, edge };
	}
	return null;
}

function enter(draft: Draft, node: CompiledNode, edge: EdgeId): void {
	switch (node.kind) {
		case 'step':
			startRun(draft, node, edge);
			break;
		case 'end':
			draft.record({ type: 'tokenEnded', node: node.id });
			break;
		case 'exclusive':
			takeBranch(draft, node);
			break;
		case 'parallel':
			if (node.incoming.length > 1) draft.record({ type: 'joined', node: node.id });
			draft.record({ type: 'edgesTaken', node: node.id, edges: node.outgoing });
			break;
		case 'start':
			throw new Error('Broken invariant: no edge leads into the start');
	}
}

/** Only tokens at joins are left, and nothing can bring the missing ones. */
function raiseDeadlock(draft: Draft): void {
	const { tokens, runs, unmerged, incidents } = draft.state;
	const [first] = tokens;
	if (first === undefined || runs.length > 0 || unmerged.length > 0) return;
	if (incidents.some((incident) => incident.kind !== 'contradiction')) return;
	const join = targetOf(draft.flow, first.edge);
	openIncident(
		draft,
		'deadlock',
		{ run: null, node: join.id },
		`"${join.name}" waits for a way on which nothing can come any more. Correct the flow: ways that a decision has parted must not meet in a parallel join.`,
	);
}
