/** What people are told where an event, a scope or an element cannot be gone on with: the cause, and what to do. */
import { describe, expect, it } from 'vitest';
import { numberOf, startedSketch } from '../testing/operate';
import { ok, type SagaRun } from '../testing/saga-run';

const noValue = 'The result cannot be stored: it is no value of JSON (a range, a function or the like).';
const later = 'Deploy a corrected flow for later sagas; if the data is corrected, try again here.';

function told(saga: SagaRun): readonly string[] {
	return saga.entries.flatMap((entry) => (entry.type === 'incidentOpened' ? [entry.message] : []));
}

const atOnce: readonly [title: string, sketch: string, message: string][] = [
	[
		'an event without data',
		'publish(done "k")[n=((1..3))]',
		`The event of "publish" could not be made: "n": ${noValue} ${later}`,
	],
	[
		'an event without a key',
		'publish(done)',
		`The event of "publish" could not be made: the saga has no business key, and no other key is named. ${later}`,
	],
	[
		'an event whose key fails',
		'publish(done (1..3))',
		`The event of "publish" could not be made: the key (1..3): ${noValue} ${later}`,
	],
	[
		'an event whose key is none',
		'publish(done order)',
		`The event of "publish" could not be made: the key order: it is neither a text nor a number. ${later}`,
	],
	[
		'a wait whose key fails',
		'catch(paid (1..3))',
		`"paid" cannot wait: it could not evaluate the key (1..3): ${noValue} ${later}`,
	],
	[
		'a boundary event without a key',
		'a<stop=paid order: b>',
		`"stop" does not react: it could not evaluate the key order: it is neither a text nor a number. ${later}`,
	],
	[
		'what a subflow begins with',
		's=sub(a)[in.n=((1..3))]',
		`What "s" begins with could not be made: "n": ${noValue} ${later}`,
	],
];

describe('what people are told at once of', () => {
	it.each(atOnce)('D-07 %s', (_title, text, message) => {
		expect(told(startedSketch(text))).toEqual([message]);
	});
});

const once: readonly [title: string, sketch: string, message: string][] = [
	[
		'what a subflow brings',
		's=sub(a)[out.n=((1..3))]',
		`"s" is done, but what it brought could not be stored: "n": ${noValue} ${later}`,
	],
	[
		'a result of an element',
		'a*items[collect=all:(1..3)]',
		`"a" is done for an element, but its result could not be computed: ${noValue} ${later}`,
	],
	[
		'whether elements are enough',
		'a*items[until=((1..3))]',
		`"a" is done for an element, but whether it is enough could not be decided: ${noValue} ${later}`,
	],
];

describe('what people are told, once it is done, of', () => {
	it.each(once)('D-07 %s', (_title, text, message) => {
		const saga = startedSketch(text, { items: [1] });
		expect(told(saga)).toEqual([]);
		saga.reply(numberOf(saga, 'a'), ok);
		expect(told(saga)).toEqual([message]);
	});
});

it('D-07 what came with an event is told of where it came', () => {
	const text = 'fork(catch(signal go)[out.n=((1..3))], a<stop=signal stop [nonint out.n=((1..3))]: b>)';
	const saga = startedSketch(`${text}; on(signal look [nonint out.n=((1..3))]: c)`);
	for (const signal of ['go', 'stop', 'look']) saga.give({ type: 'signalReceived', signal, payload: {} });
	expect(told(saga)).toEqual([
		`"go" is done, but what came could not be stored: "n": ${noValue} ${later}`,
		`"stop" is done, but what it brought could not be stored: "n": ${noValue} ${later}`,
		`"on-start" is done, but what it brought could not be stored: "n": ${noValue} ${later}`,
	]);
});

it('T-10 a token that a gateway holds stays before it, one that a step holds stays inside', () => {
	const before = startedSketch('choose(x > 1: a, x > 2: b)', { x: 0 });
	expect(before.entries.find(({ type }) => type === 'incidentOpened')).not.toHaveProperty('held');
	expect([before.saga.state.tokens.length, before.saga.state.held.length]).toEqual([1, 0]);
	const inside = startedSketch('a → (x > 1: b, x > 2: c)', { x: 0 });
	inside.reply(numberOf(inside, 'a'), ok);
	expect(inside.entries.find(({ type }) => type === 'incidentOpened')).toMatchObject({
		held: { output: null, merged: true },
	});
	expect([inside.saga.state.tokens.length, inside.saga.state.held.length]).toEqual([0, 1]);
});
