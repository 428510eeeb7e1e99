/**
 * Where a saga was when a step run was entered, folded from its history, and the way back there once all that came since
 * is undone: one token before the step, the scopes around it, variables as then, their waits and timers armed anew.
 */

import { type Draft, inScope } from '../draft';
import type { HistoryEntry, HistoryRecord } from '../entry';
import { armBoundaries, armReactions } from '../events/arming';
import { fold } from '../fold/apply';
import type { RunNumber } from '../input';
import { nodeOf } from '../invariant';
import { scopeOf } from '../scope-tree';
import type { OpenThrow, Saga, SagaState, ScopeNumber } from '../state';

export interface Savepoint {
	readonly step: string;
	/** In which the run was entered. */
	readonly scope: ScopeNumber;
	/** As the run was about to be entered, its token before the step. */
	readonly before: SagaState;
	readonly saga: Saga;
	/** Runs that had ended by then. */
	readonly ended: readonly RunNumber[];
}

/** Null: there is no such run, or its scope has ended since. */
export function savepointOf(draft: Draft, history: readonly HistoryRecord[], run: RunNumber): Savepoint | null {
	const until: HistoryRecord[] = [];
	for (const record of history) {
		const at = record.entries.findIndex((entry) => entry.type === 'stepStarted' && entry.run === run);
		if (at < 0) {
			until.push(record);
			continue;
		}
		const started = record.entries[at];
		if (started?.type !== 'stepStarted') return null;
		until.push({ ...record, entries: record.entries.slice(0, at) });
		const saga = fold(draft.flow, until);
		const scopes = new Set(draft.state.scopes.map(({ scope }) => scope));
		for (let scope = started.scope ?? 0; scope !== 0; scope = scopeOf(saga.state, scope)?.parent ?? 0)
			if (!scopes.has(scope)) return null;
		return { step: started.step, scope: started.scope ?? 0, before: saga.state, saga, ended: until.flatMap(endedIn) };
	}
	return null;
}

function endedIn({ entries }: HistoryRecord): readonly RunNumber[] {
	return entries.flatMap((entry: HistoryEntry) => {
		switch (entry.type) {
			case 'stepCompleted':
			case 'stepUnknown':
			case 'stepAbandoned':
			case 'approvalAnswered':
			case 'callCompleted':
			case 'callAbandoned':
			case 'callEnded':
				return [entry.run];
			case 'scopeCompleted':
			case 'scopeInterrupted':
				return [entry.scope];
			default:
				return [];
		}
	});
}

export function goBack(draft: Draft, open: OpenThrow, run: RunNumber): void {
	const history = draft.history();
	if (history === null) return;
	const then = savepointOf(draft, history, run);
	if (then === null) return;
	draft.record({ type: 'throwConfirmed', throw: open.throw, node: open.node });
	draft.record({
		type: 'wentBack',
		...inScope(then.scope),
		run,
		node: then.step,
		frontier: open.frontier,
		scopes: then.before.scopes,
		variables: then.saga.variables,
	});
	armReactions(draft, '', 0);
	for (const around of then.before.scopes) {
		if (around.kind === 'subflow' || around.kind === 'forEach') {
			const activity = nodeOf(draft.flow, around.node);
			if ('forEach' in activity) armBoundaries(draft, activity, around.scope, around.parent);
		}
		if (around.kind === 'subflow' || around.kind === 'reaction') armReactions(draft, around.node, around.scope);
	}
}
