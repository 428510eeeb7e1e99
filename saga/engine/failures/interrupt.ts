/**
 * Leaving what is not finished: an activity by its boundary event, a scope by an error, an event-started subflow or an
 * end that terminates. Commands in flight are abandoned, what is completed stands outside from now on, running undos go on.
 */

import type { Draft } from '../draft';
import type { RunNumber } from '../input';
import { invariant, nodeOf } from '../invariant';
import { innerScopes, undoAround } from '../scope-tree';
import type { Frontier, OpenScope, SagaState, ScopeNumber } from '../state';
import { abandonCall } from '../steps/calls';
import { abandonRun } from '../steps/step-runs';
import { union } from '../tokens/frontier';
import { resolveIncidents } from './incidents';

interface Host {
	readonly kind: 'run' | 'approval' | 'call' | 'scope';
	/** In which it stands. */
	readonly scope: ScopeNumber;
	/** With which it was entered. */
	readonly frontier: Frontier;
}

export function hostOf(state: SagaState, host: RunNumber): Host {
	const run = state.runs.find((open) => open.run === host);
	if (run) return { kind: 'run', scope: run.scope, frontier: run.frontier };
	const approval = state.approvals.find((open) => open.run === host);
	if (approval) return { kind: 'approval', scope: approval.scope, frontier: approval.frontier };
	const call = state.calls.find((open) => open.run === host);
	if (call) return { kind: 'call', scope: call.scope, frontier: call.frontier };
	const scope = state.scopes.find((open) => open.scope === host);
	invariant(scope, `activity ${host} is open`);
	return { kind: 'scope', scope: scope.parent, frontier: scope.frontier };
}

export interface Left {
	/** With which a token goes on in its place. */
	readonly frontier: Frontier;
	/** What was done inside is to be undone before anything goes on. */
	readonly undoFirst: boolean;
}

/** `killed`: the frontier of a token that had been alive inside. */
export function interruptHost(draft: Draft, host: RunNumber, killed: Frontier): Left {
	const { kind, frontier } = hostOf(draft.state, host);
	switch (kind) {
		case 'run':
			for (const run of draft.state.runs) if (run.run === host) abandonRun(draft, run);
			return { frontier, undoFirst: false };
		case 'approval':
			draft.record({ type: 'tokenTaken', run: host });
			return { frontier, undoFirst: false };
		case 'call':
			for (const call of draft.state.calls) if (call.run === host) abandonCall(draft, call);
			return { frontier, undoFirst: false };
		case 'scope': {
			const open = draft.state.scopes.find(({ scope }) => scope === host);
			invariant(open, `scope ${host} is open`);
			const node = nodeOf(draft.flow, open.node);
			const left = interruptScope(draft, open);
			if (!left.standing) return { frontier: union([left.frontier, killed]), undoFirst: false };
			return { frontier: left.frontier, undoFirst: node.kind === 'subflow' && node.whenInterrupted === 'undo-now' };
		}
	}
}

/** Its entries stand in the scope around it as one; inside a compensation there are none. */
export function interruptScope(draft: Draft, open: OpenScope): { frontier: Frontier; standing: boolean } {
	const { scope, node, kind } = open;
	const standing = kind !== 'iteration' && undoAround(draft.state, scope) === null;
	const frontier = standing ? [scope] : frontierOfAll(draft.state, scope);
	closeContents(draft, scope);
	draft.record({ type: 'scopeInterrupted', scope, node, kind, standing });
	return { frontier, standing };
}

/** Takes everything out of a scope instance that goes on. `keeping`: those in it that go on as well, emptied. */
export function clearScope(draft: Draft, scope: ScopeNumber, keeping: readonly ScopeNumber[] = []): Frontier {
	const frontier = frontierOfAll(draft.state, scope);
	const interrupted = closeContents(draft, scope, keeping);
	draft.record({ type: 'scopeCleared', scope, ...(keeping.length === 0 ? {} : { keeping }) });
	return union([frontier, interrupted]);
}

/** Ends what is open inside; tokens, waits and approvals go with the scope. Returns the scopes that stand outside now. */
function closeContents(draft: Draft, scope: ScopeNumber, keeping: readonly ScopeNumber[] = []): Frontier {
	const interrupted: RunNumber[] = [];
	for (const child of draft.state.scopes.filter(({ parent, kind }) => parent === scope && kind !== 'undo')) {
		if (keeping.includes(child.scope)) {
			closeContents(draft, child.scope, keeping);
			continue;
		}
		const { standing } = interruptScope(draft, child);
		if (standing) interrupted.push(child.scope);
	}
	for (const run of draft.state.runs.filter((open) => open.scope === scope)) abandonRun(draft, run);
	for (const call of draft.state.calls.filter((open) => open.scope === scope)) abandonCall(draft, call);
	resolveIncidents(draft, 'end', (incident) => incident.scope === scope);
	return interrupted;
}

/** With which it was entered, of all tokens in it, and of those that have ended there. */
function frontierOfAll(state: SagaState, scope: ScopeNumber): Frontier {
	const inside = innerScopes(state, scope);
	const frontiers: Frontier[] = scope === 0 ? [state.ended] : [];
	for (const open of state.scopes) if (inside.has(open.scope)) frontiers.push(open.frontier, open.ended);
	for (const list of [state.tokens, state.runs, state.held, state.approvals, state.calls, state.waits, state.throws])
		for (const { frontier, scope: at } of list) if (inside.has(at)) frontiers.push(frontier);
	return union(frontiers);
}
