/** Going on with another version of the flow: everything that the saga still needs must be there, of the same kind and in the same place. */
import type { CompiledFlow } from '../../compile/compiled-flow';
import type { Draft } from '../draft';
import type { OperatorActed } from '../input';
import { nodeOf } from '../invariant';
import { type Refusal, refusal } from '../refusal';
import type { LedgerEntry, SagaState } from '../state';
import { recordAct } from './record-act';

export function migrate(draft: Draft, input: OperatorActed, version: number): Refusal | null {
	const { target } = draft.supplies;
	if (target === null || target.version !== version)
		return refusal('no-such-run', `Version ${version} of this flow is not deployed, or cannot be run.`);
	const ledger = draft.ledger();
	if (ledger === null) return null;
	const missing = missingIn(draft.flow, target, draft.state, ledger);
	if (missing !== null)
		return refusal(
			'other-token',
			`Version ${version} has no "${missing}" of the same kind in the same place, and this saga needs it. Migrate to a version that has it, or move its token first.`,
		);
	recordAct(draft, input, null);
	draft.record({ type: 'migrated', version });
	draft.flow = target;
	return null;
}

function missingIn(
	flow: CompiledFlow,
	target: CompiledFlow,
	state: SagaState,
	ledger: readonly LedgerEntry[],
): string | null {
	const used = new Set<string>([
		...state.tokens.map(({ node }) => node),
		...state.runs.map(({ step }) => step),
		...state.held.map(({ node }) => node),
		...state.approvals.map(({ node }) => node),
		...state.calls.map(({ node }) => node),
		...state.waits.map(({ node }) => node),
		...state.subscriptions.map(({ node }) => node),
		...state.throws.map(({ node }) => node),
		...state.scopes.map(({ node }) => node),
		...ledger.map(({ step }) => step),
	]);
	for (const id of used) {
		const [was, is] = [nodeOf(flow, id), target.nodes.get(id)];
		if (is?.kind !== was.kind || is.scope !== was.scope) return id;
	}
	for (const { edge } of state.tokens) if (edge !== null && !target.edges.has(edge)) return edge;
	return null;
}
