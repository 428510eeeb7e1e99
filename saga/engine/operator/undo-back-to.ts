/**
 * Back to a step: what came since it was entered is undone, and the saga is where it was then. Legal when no other token
 * was alive at that moment, those holding its enclosing scopes apart: what runs beside it would have no place to go.
 */

import { type Draft, inScope } from '../draft';
import type { HistoryRecord } from '../entry';
import { clearScope } from '../failures/interrupt';
import type { OperatorActed, RunNumber } from '../input';
import { nodeOf } from '../invariant';
import { type Refusal, refusal } from '../refusal';
import type { SagaState } from '../state';
import { savepointOf } from '../undo/savepoint';
import { recordAct } from './record-act';

export function undoBackTo(draft: Draft, input: OperatorActed, run: RunNumber): Refusal | null {
	const [ledger, history] = [draft.ledger(), draft.history()];
	if (ledger === null || history === null) return null;
	const then = savepointOf(draft, history, run);
	if (then === null)
		return refusal('no-such-run', `This saga has made no step run ${run} in the scope that is still open.`);
	if (draft.state.sealed)
		return refusal('pivot', 'The saga has passed its point of no return: nothing before it can be undone any more.');
	if (!isAlone(then.before))
		return refusal(
			'other-token',
			`Another branch was under way when step run ${run} was entered. ${nearest(draft, history, run)}`,
		);
	recordAct(draft, input, run);
	const undone = new Set(draft.state.undone);
	const kept = new Set(then.ended);
	const around = then.before.scopes.map(({ scope }) => scope);
	clearScope(draft, 0, around);
	// They are armed anew when the saga is back there, and cannot take it elsewhere before.
	for (const { subscription, host } of draft.state.subscriptions)
		if (host === 0 || around.includes(host)) draft.record({ type: 'unsubscribed', subscription });
	const since = [...ledger, ...draft.added].filter((entry) => !kept.has(entry.run) && !undone.has(entry.run));
	const inner = new Set(since.map((entry) => entry.run));
	draft.record({
		type: 'undoThrown',
		// There, so that its scope is not taken for one in which nothing is left.
		...inScope(then.scope),
		throw: draft.nextRun,
		node: then.step,
		set: since.filter((entry) => !inner.has(entry.scope)).map((entry) => entry.run),
		frontier: then.before.tokens[0]?.frontier ?? [],
		backTo: run,
	});
	return null;
}

/** One token, before the step; its enclosing scopes apart. */
function isAlone({ tokens, runs, held, approvals, calls, waits, throws }: SagaState): boolean {
	const others = [runs, held, approvals, calls, waits, throws].some(({ length }) => length > 0);
	return !others && tokens.length === 1;
}

function nearest(draft: Draft, history: readonly HistoryRecord[], run: RunNumber): string {
	for (let earlier = run - 1; earlier > 0; earlier -= 1) {
		const then = savepointOf(draft, history, earlier);
		if (then !== null && isAlone(then.before))
			return `The nearest earlier step to which it can go back is "${nodeOf(draft.flow, then.step).name}" (run ${earlier}).`;
	}
	return 'It can be undone as a whole.';
}
