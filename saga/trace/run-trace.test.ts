import { describe, expect, it } from 'vitest';
import { setStart, setStep } from '../flow/edits/nodes';
import { sketch } from '../flow/sketch';
import { printFailures, printTrace } from './print-trace';
import { runTrace } from './run-trace';

const line = sketch('a → b');
const failures = (story: string, flow = line) => printFailures(runTrace([flow], story));

describe('a trace', () => {
	it('matches what happens', () => expect(runTrace([line], 'start → send a\nreply a ok → send b').ok).toBe(true));

	it('names what did not happen and what happened, too', () =>
		expect(failures('start → send b')).toBe(
			'line 1: start → send b\n    did not happen: send b\n    happened, too:  send a {}',
		));

	it('an effect not listed fails the line; a line without arrow is not compared', () => {
		expect(failures('start → wait')).toContain('happened, too:  send a');
		expect(failures('start\nreply a failed NO → wait')).toContain('happened, too:  compensated');
		expect(failures('start\nreply a ok\nreply b ok → completed')).toBe('');
	});

	it('json of an effect is compared where it is written', () => {
		const flow = setStep(sketch('a', { order: {} }), 'a', {
			input: [
				{ target: 'id', expression: 'order.id' },
				{ target: 'sum', expression: 'order.total * 2' },
			],
		});
		const start = 'start {"order": {"id": "A-1", "total": 3}}';
		expect(failures(`${start} → send a {"sum": 6}`, flow)).toBe('');
		expect(failures(`${start} → send a {"sum": 7}`, flow)).toContain('did not happen: send a {"sum":7}');
	});

	it('a loose expectation gives way to a narrow one', () => {
		const flow = sketch('fork(a, b)');
		const twice = setStep(flow, 'b', { command: 'a' });
		expect(failures('start → send a b', twice)).toBe('');
	});

	it('a command stands for its step where it is unique', () => {
		const flow = setStep(line, 'a', { command: 'reserve' });
		expect(failures('start → send reserve\nreply reserve ok → send b', flow)).toBe('');
		expect(failures('start → send b', setStep(line, 'b', { command: 'a' }))).not.toContain('command of several');
		expect(failures('start → send x', setStep(flow, 'b', { command: 'x' }))).toContain('did not happen: send x');
		expect(failures('start → send nobody')).toContain('The flow has no step "nobody"');
	});

	it('says when a reply is late and when it is not, and stops there', () => {
		expect(failures('start\nlate reply a ok')).toContain('line 2: late reply a ok\n    "a" is still open');
		expect(failures('start\nreply a ok\nreply a ok\nreply b ok → wait')).toContain(
			'line 3: reply a ok\n    "a" is closed',
		);
	});

	it('brings the reply of a line again', () =>
		expect(failures('start\nreply a ok\nduplicate 2 → ignored duplicate\nduplicate 1')).toContain(
			'Line 1 is no reply',
		));

	it('only wait moves the clock, from due instant to due instant', () =>
		expect(
			failures(
				'start → send a\nwait PT59S → wait\nwait PT1S → send a@2\nwait P1D → send a@3, compensating, undo a, undo a@2, undo a@3, incident undo-stuck a',
			),
		).toBe(''));

	it('restart stores and loads the state', () =>
		expect(failures('start\nrestart → wait\nreply a ok → send b')).toBe(''));

	it('several sagas are named, and each effect is its saga’s', () => {
		const story =
			'one: start → send a\ntwo: start → send a\none: reply a ok → send b\nwait PT1M → one: send b@2, two: send a@2';
		expect(failures(story)).toBe('');
		expect(failures('one: start\ntwo: start\nreply a ok')).toContain('There are several sagas');
		expect(failures('one: start\ntwo: start\nwait PT1M → send a@2')).toContain('There are several sagas');
	});

	it('starts with the sample where it gives no payload, and with what a refused start says', () => {
		const flow = setStart(line, 'start', { fields: [{ name: 'order', type: 'object', required: true, sample: {} }] });
		expect(failures('start → send a', flow)).toBe('');
		expect(failures('start {} → refused payload', flow)).toBe('');
	});

	it('does not play flows that cannot be compiled', () => {
		const report = runTrace([setStep(line, 'a', { command: '' })], 'start');
		expect(report.ok).toBe(false);
		expect(printFailures(report)).toContain('(command-missing)');
	});

	it('does not follow a flow that calls itself for ever', () =>
		expect(runTrace([sketch('main: call(main)')], 'start').lines).toMatchObject([
			{ outcome: 'failed', message: expect.stringContaining('call or start each other without an end') },
		]));

	it('prints what happened as a trace that passes', () => {
		const printed = printTrace(
			runTrace([line], 'start\nreply a ok\nreply b failed FULL\nundo-reply a unavailable\nwait PT1S\nundo-reply a ok'),
		);
		expect(printed.split('\n')).toEqual([
			'start                    → send a',
			'reply a ok               → send b',
			'reply b failed FULL      → undo a, compensating',
			'undo-reply a unavailable → wait',
			'wait PT1S                → undo a@2',
			'undo-reply a ok          → compensated',
		]);
		expect(failures(printed)).toBe('');
	});
});
