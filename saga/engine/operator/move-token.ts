/** A token is taken out of where it is and put elsewhere in its scope. It keeps its causal history. */
import type { NodeId } from '../../flow/nodes/node-base';
import { type Draft, inScope } from '../draft';
import { resolveIncidents } from '../failures/incidents';
import { hostOf, interruptScope } from '../failures/interrupt';
import type { OperatorActed, OperatorAction } from '../input';
import { nodeOf } from '../invariant';
import { type Refusal, refusal } from '../refusal';
import { scopeOf } from '../scope-tree';
import type { Frontier, ScopeNumber } from '../state';
import { abandonCall } from '../steps/calls';
import { abandonRun } from '../steps/step-runs';
import { recordAct } from './record-act';

type Move = Extract<OperatorAction, { type: 'moveToken' }>;

interface Found {
	readonly node: NodeId;
	readonly scope: ScopeNumber;
	readonly frontier: Frontier;
	/** Takes the token out of it. */
	take(): void;
}

export function moveToken(draft: Draft, input: OperatorActed, { run, from, to }: Move): Refusal | null {
	const target = draft.flow.nodes.get(to);
	if (target === undefined) return refusal('no-such-run', `The flow has no "${to}".`);
	const found = run === null ? heldAt(draft, from) : openAs(draft, run);
	if (found === null)
		return refusal(
			'not-open',
			'No token is there. A token can be moved out of what is open, or from where an incident holds it.',
		);
	const source = nodeOf(draft.flow, found.node);
	if (scopeOf(draft.state, found.scope)?.kind === 'iteration')
		return refusal(
			'other-token',
			`This is "${source.name}" for one element of several: its token belongs to all of them. Skip it, or supply its reply.`,
		);
	if (target.scope !== source.scope)
		return refusal(
			'other-token',
			`"${target.name}" stands in another scope. A token can be moved within its own scope only.`,
		);
	if (target.kind === 'boundary' || target.kind === 'start')
		return refusal('other-token', `"${target.name}" begins by itself: put the token before what comes after it.`);
	recordAct(draft, input, run);
	resolveIncidents(
		draft,
		'operator',
		(incident) => incident.scope === found.scope && (incident.node === found.node || incident.kind === 'deadlock'),
	);
	found.take();
	draft.record({ type: 'tokenPut', ...inScope(found.scope), node: to, frontier: found.frontier });
	return null;
}

function openAs(draft: Draft, number: number): Found | null {
	const { runs, calls, waits, approvals, held, scopes } = draft.state;
	const run = runs.find((open) => open.run === number);
	if (run) return { node: run.step, scope: run.scope, frontier: run.frontier, take: () => abandonRun(draft, run) };
	const call = calls.find((open) => open.run === number);
	if (call) return { ...call, take: () => abandonCall(draft, call) };
	const take = () => draft.record({ type: 'tokenTaken', run: number });
	const wait = waits.find((open) => open.wait === number);
	if (wait) return { ...wait, take };
	const approval = approvals.find((open) => open.run === number);
	if (approval) return { ...approval, take };
	const inside = held.find((token) => token.run === number);
	if (inside) return lifted(draft, inside);
	const scope = scopes.find((open) => open.scope === number && (open.kind === 'subflow' || open.kind === 'forEach'));
	if (scope === undefined) return null;
	const host = hostOf(draft.state, number);
	return {
		node: scope.node,
		scope: host.scope,
		frontier: scope.frontier,
		take: () => void interruptScope(draft, scope),
	};
}

/** Before a gateway, or inside a node that could not be left. */
function heldAt(draft: Draft, node: NodeId | null): Found | null {
	const { held, tokens } = draft.state;
	const inside = held.find((token) => token.node === node);
	const before = inside ?? tokens.find((token) => token.node === node);
	return before === undefined ? null : lifted(draft, before);
}

function lifted(draft: Draft, { node, scope, frontier }: Omit<Found, 'take'>): Found {
	const take = () => draft.record({ type: 'tokenLifted', ...inScope(scope), node });
	return { node, scope, frontier, take };
}
