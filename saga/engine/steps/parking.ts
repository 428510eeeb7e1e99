/**
 * A step that parks on failure waits for an event or a person, and is tried again: by its next attempt with the same key
 * as long as it is unknown what became of the last, by a new step run after an answer `failed`.
 */

import type { CompiledPark } from '../../compile/compiled-flow';
import type { JsonObject } from '../../expression/json';
import type { Draft } from '../draft';
import { subscribe } from '../events/subscriptions';
import { correctedFlow } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import { stepOf } from '../invariant';
import type { OpenRun } from '../state';
import { evaluate, keyOf } from '../variables';
import { lastFailure, sendNextAttempt, startRun } from './step-runs';

/** False: it does not park (any more). */
export function park(draft: Draft, { until, atMostMs }: CompiledPark, run: OpenRun): boolean {
	if (run.phase === 'failed') return false;
	draft.record({ type: 'stepParked', run: run.run, dueAt: atMostMs === null ? null : draft.at + atMostMs });
	if (until === null) return true;
	const result = evaluate(draft, until.key, run.scope);
	const key = result.ok ? keyOf(result.value) : null;
	if (key !== null) subscribe(draft, run.step, run.run, { type: 'message', name: until.message, key });
	else {
		const why = result.ok ? 'it is neither a text nor a number.' : result.message;
		const words = `"${stepOf(draft.flow, run.step).name}" waits to be tried again, but the key ${until.key.source} of the event could not be evaluated: ${why} Try again by hand. ${correctedFlow}`;
		openIncident(draft, 'expression', { run: run.run, node: run.step, scope: run.scope }, words);
	}
	return true;
}

/** By an event, or by an operator. */
export function tryAgain(draft: Draft, run: OpenRun, changed: JsonObject | null): void {
	const { cause, code, message } = lastFailure(run);
	if (cause !== 'failed') {
		sendNextAttempt(draft, run, changed);
		return;
	}
	draft.record({ type: 'stepFailed', run: run.run, step: run.step, code, message, again: true });
	startRun(draft, stepOf(draft.flow, run.step), run.scope, changed);
}
