import { expect, test } from 'vitest';
import { sketch } from '../flow/sketch';
import { runScenario } from './scenario-run';

const flow = sketch('main: a → b');

test('a scenario that happens as written has no failure, and says of each line what happened', () => {
	const { lines, failure } = runScenario([flow], 'start → send a\n\n// it takes its time\nreply a ok');
	expect(failure).toBeNull();
	expect(lines).toEqual([
		{ line: 1, outcome: 'right', happened: 'send a', difference: [] },
		{ line: 4, outcome: 'played', happened: 'send b', difference: [] },
	]);
});

test('the first line that is wrong is the failure, with what differs', () => {
	const { lines, failure } = runScenario([flow], 'start → send a\nreply a ok → completed\nreply b ok → send a');
	expect(failure).toMatchObject({ line: 2, text: 'reply a ok → completed' });
	expect(failure?.message).toMatch(/^did not happen: completed; happened, too: {2}send b/);
	expect(lines.map(({ outcome }) => outcome)).toEqual(['right', 'wrong', 'wrong']);
});

test('after a line that cannot be played the rest is not', () => {
	const { lines, failure } = runScenario([flow], 'start\nreply b ok\nreply a ok');
	expect(failure?.line).toBe(2);
	expect(lines.map(({ outcome }) => outcome)).toEqual(['played', 'wrong', 'notPlayed']);
});

test('text that is no trace fails at its line', () => {
	const { failure } = runScenario([flow], 'start\nhello there');
	expect(failure).toMatchObject({ line: 2, text: 'hello there' });
});

test('an empty scenario fails, and so does any over a flow that cannot run', () => {
	expect(runScenario([flow], '').failure?.message).toMatch(/^The scenario is empty/);
	expect(runScenario([{ ...flow, nodes: [], edges: [] }], 'start').failure).toMatchObject({ line: 0 });
});
