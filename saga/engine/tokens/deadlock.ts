/** Only tokens at joins are left in a scope instance, and nothing can bring the missing ones. */
import type { Draft } from '../draft';
import { openIncident } from '../failures/incidents';
import { nodeOf } from '../invariant';
import type { ScopeNumber } from '../state';
import { canStillMove } from './gateways';

export function raiseDeadlocks(draft: Draft): void {
	if (draft.state.tokens.length === 0) return;
	const scopes = new Set<ScopeNumber>(draft.state.tokens.map(({ scope }) => scope));
	for (const scope of scopes) {
		const first = draft.state.tokens.find((token) => token.scope === scope);
		if (first === undefined || canStillMove(draft.flow, draft.state, scope)) continue;
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
