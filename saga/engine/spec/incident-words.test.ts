/** An incident is read by support staff: its message names the cause and what to do, in full. Traces compare only its kind. */
import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '../../flow/definition';
import { sketch } from '../../flow/sketch';
import { runTrace } from '../../trace/run-trace';

function messagesOf(flows: readonly FlowDefinition[], story: string): readonly string[] {
	const report = runTrace(flows, story.trim());
	expect(report.problems).toEqual([]);
	return report.lines.flatMap((line) =>
		'observed' in line
			? line.observed.flatMap((effect) => (effect.type === 'incident' ? [effect.message] : []))
			: [line.outcome === 'failed' ? line.message : ''],
	);
}

const told: readonly [title: string, flows: readonly FlowDefinition[], story: string, message: string][] = [
	[
		'a pivot that nobody answers',
		[sketch('a[pivot] → b')],
		'start\nwait P1D',
		'a has not answered in 3 attempts for "a", which must not fail. Check a, then try again; a late answer settles it, too.',
	],
	[
		'a pivot whose participant is down',
		[sketch('a[pivot] → b')],
		'start\nreply a unavailable\nwait PT1S\nreply a unavailable\nwait PT2S\nreply a unavailable',
		'a was not available in 3 attempts for "a", which must not fail. Check a, then try again; a late answer settles it, too.',
	],
	[
		'a failure after the pivot',
		[sketch('p[pivot] → a')],
		'start\nreply p ok\nreply a failed NO',
		'"a" failed (NO) after the point of no return, so nothing can be undone. Have the cause removed at a, then try again, also with changed input.',
	],
	[
		'an undo that fails',
		[sketch('a → b')],
		'start\nreply a ok\nreply b failed NO\nundo-reply a failed LOCKED\nwait PT1S\nundo-reply a failed LOCKED\nwait PT2S\nundo-reply a failed LOCKED',
		'"a" could not be undone: a answered LOCKED. What came before it stays as it is until then. Check a, then try again, also with changed input.',
	],
	[
		'an undo that nobody answers',
		[sketch('a → b')],
		'start\nreply a ok\nreply b failed NO\nwait P1D',
		'"a" could not be undone: a has not answered. What came before it stays as it is until then. Check a, then try again, also with changed input.',
	],
	[
		'an undo that cannot be made',
		[sketch('a[undo.n=[1..3]] → b')],
		'start\nreply a ok\nreply b failed NO',
		'The command that undoes "a" could not be made: "n": The result cannot be stored: it is no value of JSON (a range, a function or the like). Try again with the input written by hand.',
	],
	[
		'a step of an undo that fails',
		[sketch('a{x} → b')],
		'start\nreply a ok\nreply b failed NO\nreply a/undo/x failed LOCKED',
		'"x", a step of an undo, failed (LOCKED) and nothing catches it. Have the cause removed at x, then try again, also with changed input.',
	],
	[
		'an error end of an undo',
		[sketch('a{x → end(error LOST)} → b')],
		'start\nreply a ok\nreply b failed NO\nreply a/undo/x ok',
		'The undo ended at "end-2" with the error LOST, which nothing catches. Have the cause removed, then try again.',
	],
	[
		'an error end after the pivot',
		[sketch('p[pivot] → end(error LOST)')],
		'start\nreply p ok',
		'The flow came to the error end "end-2" (LOST) after the point of no return, so nothing can be undone. Move the token to where the saga can go on, or cancel it without undo.',
	],
	[
		'a called saga that fails after the pivot',
		[sketch('main: p[pivot] → call(child)'), sketch('child: x')],
		'start main\nreply p ok\nreply child/x failed NO',
		'The saga that "child" called (00000000-0000-7270-bdc2-c55a6454af7f) ended without success (NO) after the point of no return. Try again: a new saga is called.',
	],
	[
		'a called saga that fails in an undo',
		[sketch('main: a{call(refund)} → b'), sketch('refund: x')],
		'start main\nreply a ok\nreply b failed NO\nreply a/undo/refund/x failed NO',
		'The saga that "refund" called (00000000-0000-72b2-8043-294c3fc68db3) ended without success (NO), and nothing in this undo catches it. Try again: a new saga is called.',
	],
	[
		'a command that cannot be made',
		[sketch('a[in.n=[1..3]]')],
		'start',
		'The command for "a" could not be made: "n": The result cannot be stored: it is no value of JSON (a range, a function or the like). Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
	],
	[
		'a reply that cannot be stored',
		[sketch('a[out.n=[1..3]] → b')],
		'start\nreply a ok',
		'"a" is done, but its reply could not be stored: "n": The result cannot be stored: it is no value of JSON (a range, a function or the like). Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
	],
	[
		'a decision without a way',
		[sketch('choose(n = 1: a, n = 2: b)', { n: 3 })],
		'start',
		'"choice" has no way to go: none of its conditions holds and there is no default. Give it a default way in the next version; if the data is corrected, try again here.',
	],
	[
		'a condition that has no truth',
		[sketch('choose([1..3]: a, else: b)')],
		'start',
		'"choice" cannot be decided: in the condition [1..3]: The result cannot be stored: it is no value of JSON (a range, a function or the like). Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
	],
	[
		'a wait without a key',
		[sketch('catch(message paid order)', { order: {} })],
		'start',
		'"paid" cannot wait: it could not evaluate the key order: it is neither a text nor a number. Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
	],
	[
		'a timer that is none',
		[sketch('catch(at x)', { x: 'soon' })],
		'start',
		'"timer" cannot wait: it could not evaluate the time x: The timer "x" yields "soon", not an ISO 8601 date, as 2031-05-12 or 2031-05-12T08:00:00Z. Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
	],
	[
		'elements that are none',
		[sketch('a*items', { items: 7 })],
		'start',
		'"a" is done for each element, but the elements could not be found: items is no list. Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
	],
];

describe('the words of an incident', () => {
	it.each(told)('%s', (_title, flows, story, message) => {
		expect(messagesOf(flows, story)).toEqual([message]);
	});
});
