import { describe, expect, it } from 'vitest';
import { durationMs, durationText } from './duration';
import { parseTrace } from './parse-trace';

const only = (text: string) => parseTrace(text).lines[0];
const problem = (text: string) => {
	const [found] = parseTrace(text).problems;
	return found === undefined ? null : `${found.column}: ${found.message}`;
};

describe('parsing a trace', () => {
	it('reads lines with comments, blanks and names', () => {
		const { lines, problems } = parseTrace(
			'// a story\n\n  first: start book-trip {"a": "b // c"} → send x, send "y z" // now\nwait PT1S',
		);
		expect(problems).toEqual([]);
		expect(lines).toMatchObject([
			{
				line: 3,
				text: 'first: start book-trip {"a": "b // c"} → send x, send "y z"',
				saga: 'first',
				input: { type: 'start', flow: 'book-trip', payload: { a: 'b // c' } },
				expected: [
					{ type: 'send', run: { parts: [{ step: 'x' }] } },
					{ type: 'send', run: { parts: [{ step: 'y z' }] } },
				],
			},
			{ line: 4, saga: null, input: { type: 'wait', durationMs: 1_000 }, expected: null },
		]);
	});

	it('reads runs with count and attempt, and json for each', () =>
		expect(only('reply a#2@3 ok [1] -> send b {"x": 1} c@2, two: undo d#4')).toMatchObject({
			input: { run: { parts: [{ step: 'a', count: 2 }], attempt: 3 }, answer: { type: 'completed', output: [1] } },
			expected: [
				{ type: 'send', saga: null, run: { parts: [{ step: 'b', count: null }], attempt: null }, json: { x: 1 } },
				{ type: 'send', saga: null, run: { parts: [{ step: 'c' }], attempt: 2 }, json: null },
				{ type: 'undo', saga: 'two', run: { parts: [{ step: 'd', count: 4 }] } },
			],
		}));

	it('reads paths with a number on any part', () =>
		expect(only('undo-reply "the trip"/ship#2/undo/recall#3 ok')?.input).toMatchObject({
			run: {
				parts: [
					{ step: 'the trip', count: null },
					{ step: 'ship', count: 2 },
					{ step: 'undo', count: null },
					{ step: 'recall', count: 3 },
				],
			},
		}));

	it('reads events, signals and approvals', () => {
		expect(
			only('order: event paid 4711 {"sum": 3} → two: publish "all done" {"n": 1}, suspended, resumed'),
		).toMatchObject({
			saga: 'order',
			input: { type: 'event', name: 'paid', key: '4711', id: null, payload: { sum: 3 } },
			expected: [
				{ type: 'publish', saga: 'two', name: 'all done', json: { n: 1 } },
				{ type: 'suspended', saga: null },
				{ type: 'resumed' },
			],
		});
		expect(only('event paid "a b" e-1')?.input).toMatchObject({ key: 'a b', id: 'e-1', payload: {} });
		expect(only('signal go')?.input).toEqual({ type: 'signal', name: 'go', payload: {} });
		expect(only('approve pay/ask#2 {"ok": true}')?.input).toMatchObject({
			type: 'approve',
			run: { parts: [{ step: 'pay' }, { step: 'ask', count: 2 }] },
			output: { ok: true },
		});
	});

	it('takes the arrow with or without blanks', () =>
		expect(only('restart->wait')).toMatchObject({ input: { type: 'restart' }, expected: [] }));

	it('reads answers and operator actions', () => {
		expect(only('late undo-reply a failed FULL {"message": "no room"}')?.input).toMatchObject({
			undo: true,
			late: true,
			answer: { type: 'failed', code: 'FULL', message: 'no room' },
		});
		expect(only('operator retry a {"x": 1} because "mended"')?.input).toEqual({
			type: 'operator',
			action: 'retry',
			run: { parts: [{ step: 'a', count: null }], attempt: null },
			to: null,
			json: { x: 1 },
			because: 'mended',
		});
		expect(only('operator retry because "mended"')?.input).toMatchObject({ run: null, json: null });
		expect(only('operator supply-reply a [1] because "seen"')?.input).toMatchObject({ json: [1] });
		expect(only('operator move-token pay/a to b because "x"')?.input).toMatchObject({ action: 'move-token', to: 'b' });
		expect(only('operator migrate {"version": 2} because "x"')?.input).toMatchObject({
			json: { version: 2 },
			run: null,
		});
	});

	it('wait stands alone', () => {
		expect(only('start → wait')?.expected).toEqual([]);
		expect(problem('start → wait, send a')).toBe('9: "wait" says that nothing happens, so it stands alone.');
	});

	it.each([
		['reply a', '8: Expected ok, failed CODE or unavailable; the line ends.'],
		['reply a yes', '9: Expected ok, failed CODE or unavailable; there is "yes".'],
		['wait 5s', '6: Expected an ISO 8601 duration'],
		['start → send', '13: Expected a step; the line ends.'],
		['start → send a,', '16: Expected an effect'],
		['start {"a": }', '7: This is no JSON'],
		['start {"a": 1', '7: This JSON has no end'],
		['start "a', '7: This string has no end'],
		['start [1]', '7: Expected an object'],
		['reply pay/ ok', '14: Expected ok, failed CODE or unavailable; the line ends.'],
		['event paid', '11: Expected its correlation key; the line ends.'],
		['approve a@2', '9: Expected a run without attempt'],
		['operator stop because "x"', '10: Expected one of the actions retry'],
		['operator migrate a {"version": 2} because "x"', '10: "migrate" needs the version'],
		['operator suspend {"x": 1} because "x"', '18: Expected because; there is JSON.'],
		['operator skip-done because "x"', '10: "skip-done" needs a run'],
		['operator move-token a because "x"', '23: Expected to; there is "because".'],
		['operator accept-gap a {"x": 1} because "x"', '23: Expected because; there is JSON.'],
		['operator migrate {"to": 2} because "x"', '10: "migrate" needs the version'],
		['operator retry a', '17: Expected because; the line ends.'],
		['start → incident broken', '18: Expected one of deadlock'],
		['start → refused never', '17: Expected one of status'],
		['start → incident deadlock a@2', '27: Expected a run without attempt'],
		['start → done', '9: Expected send, undo, publish'],
		['duplicate 0', '11: Expected the number of the line'],
		['begin', '1: "begin" is no input.'],
		['start → send a } ', '16: "}" has no beginning'],
	])('%s: %s', (text, message) => expect(problem(text)).toContain(message));

	it('marks all mistakes and keeps the lines that are right', () => {
		const { lines, problems } = parseTrace('start\nwait\nrestart\nreply');
		expect(lines.map((line) => line.line)).toEqual([1, 3]);
		expect(problems.map(({ line }) => line)).toEqual([2, 4]);
	});

	it.each([
		['PT30S', 30_000],
		['PT1.5S', 1_500],
		['P1DT2H3M4S', 93_784_000],
		['P2W', 1_209_600_000],
		['PT0S', 0],
	])('%s is %i ms, and back', (text, ms) => {
		expect(durationMs(text)).toBe(ms);
		expect(durationMs(durationText(ms))).toBe(ms);
	});

	it.each(['P', 'PT', '30S', 'P1Y', 'P1M', 'pt1s', 'PT-1S', 'P1DT'])('%s is no duration', (text) =>
		expect(durationMs(text)).toBeNull(),
	);
});
