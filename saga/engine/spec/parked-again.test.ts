/** How a parked step goes on, and what it waits with. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile';
import { setStep } from '../../flow/edits/nodes';
import { retriesDefault } from '../../flow/nodes/retries';
import { sketch } from '../../flow/sketch';
import { numberOf, startedSketch } from '../testing/operate';
import { failed, ok, SagaRun, sent } from '../testing/saga-run';
import { entriesOf } from './entries-of';
import { spec } from './spec';

describe('a parked step', () => {
	it('R-12 that had failed is over when it is tried again, and its token goes on in the new run', () => {
		const saga = startedSketch('a → b[park]');
		saga.reply(1, ok);
		saga.reply(2, failed('NO'));
		expect(entriesOf(saga, 'stepParked')).toEqual([{ type: 'stepParked', run: 2, dueAt: null }]);
		const action = { type: 'retry', run: 2, undo: false, changedInput: null } as const;
		saga.give({ type: 'operatorActed', action, actor: 'ann', reason: 'a test' });
		expect(entriesOf(saga, 'stepFailed')).toEqual([
			{ type: 'stepFailed', run: 2, step: 'b', code: 'NO', message: 'NO happened', again: true },
		]);
		expect(saga.saga.state.runs).toMatchObject([{ run: 3, step: 'b', attempt: 1, frontier: [1] }]);
	});

	it('R-11 waits no longer than it may', () => {
		const saga = startedSketch('a[park=1h]');
		saga.reply(1, failed('NO'));
		expect(entriesOf(saga, 'stepParked')).toEqual([{ type: 'stepParked', run: 1, dueAt: saga.at + 3_600_000 }]);
	});

	it('D-07 says so where the key of its event is none, and is tried again by hand', () => {
		const saga = startedSketch('s=sub(a[park-until=fixed:order])', { order: { id: 1 } });
		const run = numberOf(saga, 'a');
		saga.reply(run, failed('NO'));
		expect(entriesOf(saga, 'subscribed')).toEqual([]);
		expect(entriesOf(saga, 'incidentOpened')).toEqual([
			{
				type: 'incidentOpened',
				scope: numberOf(saga, 's'),
				incident: 1,
				kind: 'expression',
				run,
				node: 'a',
				message:
					'"a" waits to be tried again, but the key order of the event could not be evaluated: it is neither a text nor a number. Try again by hand. Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
			},
		]);
		const action = { type: 'retry', run, undo: false, changedInput: null } as const;
		saga.give({ type: 'operatorActed', action, actor: 'ann', reason: 'a test' });
		expect(saga.saga.state.incidents).toEqual([]);
		expect(sent(saga)).toEqual(['a@1', 'a@1']);
	});

	spec(
		'R-09 parks in a compensation, too, while the saga unwinds',
		sketch('a{x[park]} → b'),
		`
		start
		reply a ok
		reply b failed NO                     → send a/undo/x, compensating
		reply a/undo/x failed NO              → wait
		operator retry a/undo/x because "now" → send a/undo/x#2
		reply a/undo/x#2 ok                   → compensated
	`,
	);
});

it('R-04 without back-off the next attempt follows at once', () => {
	const flow = setStep(sketch('a[retry=BUSY]'), 'a', { retries: { ...retriesDefault, backoffMs: 0 } });
	const compiled = compile(flow, 1);
	if (!compiled.ok) throw new Error('It cannot run.');
	const saga = SagaRun.started(compiled.flow);
	saga.reply(1, failed('BUSY'));
	saga.reply(1, failed('BUSY'), 2);
	expect(sent(saga)).toEqual(['a@1', 'a@2', 'a@3']);
	expect(saga.saga.state.runs).toMatchObject([{ attempt: 3, phase: 'sent' }]);
});
