/** Only tokens at joins are left in a scope instance, and nothing can bring the missing ones. */
import type { Draft } from '../draft';
import { openIncident } from '../failures/incidents';
import { nodeOf } from '../invariant';
import type { RestingToken, ScopeNumber } from '../state';
import { canStillMove } from './gateways';

export function raiseDeadlocks(draft: Draft): void {
	const oldest = new Map<ScopeNumber, RestingToken>();
	for (const token of draft.state.tokens) if (!oldest.has(token.scope)) oldest.set(token.scope, token);
	for (const [scope, first] of oldest) {
		if (canStillMove(draft.flow, draft.state, scope)) continue;
		const join = nodeOf(draft.flow, first.node);
		if (join.kind !== 'parallel' && join.kind !== 'inclusive') continue;
		openIncident(
			draft,
			'deadlock',
			{ run: null, node: join.id, scope },
			`"${join.name}" waits for a way on which nothing can come any more. Correct the flow: ways that a decision has parted must not meet in a parallel join.`,
		);
	}
}
