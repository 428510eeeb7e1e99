/** Entries about approvals, calls and scope instances. */
import type { ActivityEntry } from '../entries/activity-entries';
import type { RunNumber } from '../input';
import { invariant } from '../invariant';
import { innerScopes, undoAround } from '../scope-tree';
import type { Frontier, OpenCall, OpenScope, SagaState, ScopeNumber } from '../state';
import { counted, loose } from './apply-step';
import { withEnded } from './apply-token';
import { withoutHosted } from './apply-wait';
import { nextState } from './next-state';
import { takenFromNode } from './take-token';

export function applyToActivity(state: SagaState, entry: ActivityEntry): SagaState {
	switch (entry.type) {
		case 'approvalOpened': {
			const { run, node, input } = entry;
			const scope = entry.scope ?? 0;
			const [left, frontier] = takenFromNode(state, node, scope);
			const approvals = [...left.approvals, { run, node, scope, frontier, input }];
			return nextState(left, { approvals, nextRun: run + 1 });
		}
		case 'approvalAnswered': {
			const approval = state.approvals.find(({ run }) => run === entry.run);
			invariant(approval, `approval ${entry.run} is open`);
			const approvals = state.approvals.filter((open) => open !== approval);
			return completed(nextState(state, { approvals }), entry.run, approval);
		}
		case 'callStarted':
			return callStarted(state, entry);
		case 'callCompleted': {
			const [left, call] = withoutCall(state, entry.run);
			return completed(nextState(left, { sealed: left.sealed || entry.pivot === true }), entry.run, call);
		}
		case 'callFailed': {
			const { run, code, message, gap } = entry;
			return withCall(state, run, (call) => ({ ...call, phase: 'failed', failure: { code, message, gap } }));
		}
		case 'callEnded': {
			const [left, { node, scope, frontier }] = withoutCall(state, entry.run);
			const ended = entry.gap === undefined ? left : counted(left);
			if (entry.again === undefined) return ended;
			return nextState(ended, { tokens: [{ node, edge: null, scope, frontier }, ...ended.tokens] });
		}
		case 'callUnwinding':
			return withCall(state, entry.run, (call) => ({ ...call, phase: 'unwinding' }));
		case 'callAbandoned':
			return loose(withoutCall(state, entry.run)[0], entry.run);
		case 'scopeOpened':
			return scopeOpened(state, entry);
		case 'scopeCompleted':
			return scopeCompleted(state, entry);
		case 'scopeInterrupted': {
			const left = withoutScope(state, entry.scope);
			return entry.standing ? loose(left, entry.scope) : left;
		}
		case 'scopeCleared':
			return withoutContents(state, entry.scope, new Set(entry.keeping));
	}
}

/** The token of what completed is inside its node; while the saga unwinds it is gone. */
function completed(
	state: SagaState,
	run: RunNumber,
	of: { readonly node: string; readonly scope: ScopeNumber; readonly frontier: Frontier },
): SagaState {
	const isUndo = undoAround(state, of.scope) !== null;
	const goesOn = isUndo || state.cause === null;
	const passing = goesOn ? { node: of.node, scope: of.scope, frontier: isUndo ? of.frontier : [run] } : null;
	const left = withoutHosted(nextState(state, { passing }), run);
	return isUndo ? left : counted(left);
}

function callStarted(state: SagaState, entry: Extract<ActivityEntry, { type: 'callStarted' }>): SagaState {
	const { run, node, child, input } = entry;
	const scope = entry.scope ?? 0;
	const [left, frontier] = takenFromNode(state, node, scope);
	const call: OpenCall = { run, node, scope, frontier, child, input, phase: 'running', failure: null };
	return nextState(left, { calls: [...left.calls, call], nextRun: run + 1 });
}

function withCall(state: SagaState, number: RunNumber, change: (call: OpenCall) => OpenCall): SagaState {
	const index = state.calls.findIndex(({ run }) => run === number);
	const call = state.calls[index];
	invariant(call, `call ${number} is open`);
	return nextState(state, { calls: state.calls.with(index, change(call)) });
}

function withoutCall(state: SagaState, number: RunNumber): [SagaState, OpenCall] {
	const index = state.calls.findIndex(({ run }) => run === number);
	const call = state.calls[index];
	invariant(call, `call ${number} is open`);
	return [withoutHosted(nextState(state, { calls: state.calls.toSpliced(index, 1) }), number), call];
}

/** An iteration, a compensation and an event-started subflow begin by themselves; others by the token before their activity. */
function scopeOpened(state: SagaState, entry: Extract<ActivityEntry, { type: 'scopeOpened' }>): SagaState {
	const { scope, node, kind, parent, starts } = entry;
	const [left, frontier]: [SagaState, Frontier] =
		entry.frontier === undefined ? takenFromNode(state, node, parent) : [state, entry.frontier];
	const open: OpenScope = {
		scope,
		node,
		kind,
		parent,
		frontier,
		ended: [],
		of: entry.of ?? null,
		iterations: entry.count === undefined ? null : { entered: 0, of: entry.count },
	};
	const around =
		kind === 'iteration'
			? left.scopes.map((outer) =>
					outer.scope === parent && outer.iterations !== null
						? { ...outer, iterations: { ...outer.iterations, entered: outer.iterations.entered + 1 } }
						: outer,
				)
			: left.scopes;
	const begun = starts.map((start) => ({ node: start, edge: null, scope, frontier }));
	return nextState(left, {
		scopes: [...around, open],
		tokens: [...left.tokens, ...begun],
		nextRun: scope + 1,
	});
}

function scopeCompleted(state: SagaState, entry: Extract<ActivityEntry, { type: 'scopeCompleted' }>): SagaState {
	const open = state.scopes.find(({ scope }) => scope === entry.scope);
	invariant(open, `scope ${entry.scope} is open`);
	const left = withoutScope(state, entry.scope);
	switch (open.kind) {
		case 'subflow':
		case 'forEach':
			return completed(left, entry.scope, { ...open, scope: open.parent });
		case 'reaction':
			return withEnded(entry.undo === undefined ? left : counted(left), open.parent, [entry.scope]);
		case 'iteration':
			return withEnded(left, open.parent, open.ended);
		case 'undo':
			return left;
	}
}

/** The scope instance and everything in it. What is open there has been ended by entries of its own. */
function withoutScope(state: SagaState, scope: ScopeNumber): SagaState {
	const left = withoutHosted(withoutContents(state, scope), scope);
	return nextState(left, { scopes: left.scopes.filter((open) => open.scope !== scope) });
}

function withoutContents(
	state: SagaState,
	scope: ScopeNumber,
	keeping: ReadonlySet<ScopeNumber> = new Set(),
): SagaState {
	const inside = innerScopes(state, scope);
	const isOutside = (of: { readonly scope: ScopeNumber }) => !inside.has(of.scope);
	const gone = new Set<RunNumber>();
	for (const open of state.scopes)
		if (inside.has(open.scope) && open.scope !== scope && !keeping.has(open.scope)) gone.add(open.scope);
	for (const { wait, scope: at } of state.waits) if (inside.has(at)) gone.add(wait);
	for (const { run, scope: at } of state.approvals) if (inside.has(at)) gone.add(run);
	return nextState(state, {
		scopes: state.scopes.filter((open) => open.scope === scope || keeping.has(open.scope) || !inside.has(open.scope)),
		tokens: state.tokens.filter(isOutside),
		held: state.held.filter(isOutside),
		approvals: state.approvals.filter(isOutside),
		waits: state.waits.filter(isOutside),
		throws: state.throws.filter(isOutside),
		subscriptions: state.subscriptions.filter(({ host }) => !gone.has(host)),
	});
}
