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
					{ type: 'send', run: { step: 'x' } },
					{ type: 'send', run: { step: 'y z' } },
				],
			},
			{ line: 4, saga: null, input: { type: 'wait', durationMs: 1_000 }, expected: null },
		]);
	});

	it('reads runs with count and attempt, and json for each', () =>
		expect(only('reply a#2@3 ok [1] -> send b {"x": 1} c@2, two: undo d#4')).toMatchObject({
			input: { run: { step: 'a', count: 2, attempt: 3 }, answer: { type: 'completed', output: [1] } },
			expected: [
				{ type: 'send', saga: null, run: { step: 'b', count: null, attempt: null }, json: { x: 1 } },
				{ type: 'send', saga: null, run: { step: 'c', attempt: 2 }, json: null },
				{ type: 'undo', saga: 'two', run: { step: 'd', count: 4 } },
			],
		}));

	it('reads answers and operator actions', () => {
		expect(only('late undo-reply a failed FULL {"message": "no room"}')?.input).toMatchObject({
			undo: true,
			late: true,
			answer: { type: 'failed', code: 'FULL', message: 'no room' },
		});
		expect(only('operator retry a {"x": 1} because "mended"')?.input).toEqual({
			type: 'retry',
			run: { step: 'a', count: null, attempt: null },
			changedInput: { x: 1 },
			because: 'mended',
		});
		expect(only('operator retry because "mended"')?.input).toMatchObject({ run: null, changedInput: null });
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
		['reply pay/charge ok', '10: Paths lead into subflows'],
		['event paid 7', '1: Events are not available yet.'],
		['operator suspend because "x"', '10: The action "suspend" is not available yet'],
		['operator retry a', '17: Expected because; the line ends.'],
		['start → incident broken', '18: Expected one of deadlock'],
		['start → refused never', '17: Expected one of status'],
		['start → suspended', '9: The effect "suspended" is not available yet.'],
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
