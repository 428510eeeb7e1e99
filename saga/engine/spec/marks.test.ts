/** What people know better than the saga: that an effect is gone, or that it stays. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { numberOf, operate, refused, startedSketch } from '../testing/operate';
import { failed, ok, sent } from '../testing/saga-run';
import { spec } from './spec';

describe('marking undone, accepting a gap', () => {
	spec(
		'O-06 also of a step whose undo waits for its turn',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                        → undo b, compensating
		operator mark-undone a because "by hand" → wait
		undo-reply b ok                          → compensated
	`,
	);

	spec(
		'O-06 also of one that the flow orders to be undone',
		sketch('a → b → undo → c'),
		`
		start
		reply a ok
		reply b ok                               → undo b, compensating
		operator mark-undone a because "by hand" → wait
		undo-reply b ok                          → send c, running
	`,
	);

	spec(
		'O-06 also of the steps inside what the flow orders to be undone, those apart that are not',
		sketch('o → s=sub(a → b) → undo(s) → c'),
		`
		start
		reply o ok
		reply s/a ok
		reply s/b ok                               → undo s/b
		operator mark-undone o because "no"        → refused status
		operator mark-undone s/a because "by hand" → wait
		operator mark-undone s/b because "by hand" → send c
	`,
	);

	spec(
		'O-06 also of an undo that is awaited though the saga was cancelled, but of nothing else then',
		sketch('a → b → undo(b) → c'),
		`
		start
		reply a ok
		reply b ok                               → undo b
		operator cancel-without-undo because "x" → wait
		operator mark-undone a because "no"      → refused status
		operator mark-undone b because "by hand" → cancelled
	`,
	);

	spec(
		'O-07 what a step that was left may have done is kept, beside the way forward',
		sketch('a<timer PT10S: b>'),
		`
		start
		wait PT10S                              → undo a, send b
		operator accept-gap a because "trifle"  → wait
		late undo-reply a ok                    → ignored
		reply b ok                              → completed
	`,
	);

	spec(
		'O-06 of a step whose undo has steps of its own: they are left, those of others go on',
		sketch('fork(a{x}, b{y}) → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                        → send b/undo/y a/undo/x, compensating
		operator mark-undone a because "by hand" → wait
		late reply a/undo/x ok                   → ignored late
		reply b/undo/y ok                        → compensated
	`,
	);

	spec(
		'O-06 nor does it leave anything else: an element may have the place that is the number of the run',
		sketch('a<timer PT10S: b*items>', { items: [1, 2] }),
		`
		start
		wait PT10S                               → undo a, send b#1 b#2
		operator mark-undone a because "by hand" → wait
		reply b#2 ok                             → wait
		reply b#1 ok                             → completed
	`,
	);
});

it('O-06 ends what was asked about its undo, and nothing else', () => {
	const saga = startedSketch('fork(a, b) → c');
	saga.reply(1, ok);
	saga.reply(2, ok);
	saga.reply(3, failed('NO'));
	for (let time = 0; time < 6; time += 1) saga.wait(60_000);
	expect(saga.saga.state.incidents).toMatchObject([{ kind: 'undo-stuck' }, { kind: 'undo-stuck' }]);
	operate(saga, { type: 'markUndone', run: 1 });
	expect(saga.saga.state.incidents).toMatchObject([{ kind: 'undo-stuck', run: 2 }]);
});

it('O-03 the reply to one of several undos concerns that one', () => {
	const saga = startedSketch('fork(a, b) → c');
	saga.reply(1, ok);
	saga.reply(2, ok);
	saga.reply(3, failed('NO'));
	const before = saga.saga.state.undos.map(({ run }) => run);
	const answer = { type: 'completed', output: null } as const;
	operate(saga, { type: 'supplyReply', run: before.at(-1) ?? 0, undo: true, answer });
	expect(saga.saga.state.undos.map(({ run }) => run)).toEqual(before.slice(0, -1));
	operate(saga, { type: 'supplyReply', run: before[0] ?? 0, undo: true, answer: { type: 'unavailable', message: '' } });
	expect(saga.saga.state.undos).toMatchObject([{ run: before[0], phase: 'backoff' }]);
});

it('O-03 a failure that is supplied to a step that is stuck ends what was asked about it, and nothing else', () => {
	const saga = startedSketch('p[pivot] → fork(a[retriable], b[retriable])');
	saga.reply(1, ok);
	for (let time = 0; time < 6; time += 1) saga.wait(60_000);
	const [a, b] = [numberOf(saga, 'a'), numberOf(saga, 'b')];
	expect(saga.saga.state.incidents.map(({ run }) => run)).toEqual([a, b]);
	operate(saga, { type: 'supplyReply', run: b, undo: false, answer: failed('NO') });
	const told = saga.entries.flatMap((entry) => (entry.type === 'incidentOpened' ? [[entry.run, entry.message]] : []));
	expect(saga.saga.state.incidents.map(({ run }) => run)).toEqual([a, b]);
	expect(told).toEqual([
		[a, expect.stringContaining('a has not answered')],
		[b, expect.stringContaining('b has not answered')],
		[b, expect.stringContaining('"b" failed (NO: NO happened) after the point of no return')],
	]);
});

it('O-01 of several undos that are stuck the one that is meant is tried again', () => {
	const saga = startedSketch('fork(a, b) → c');
	saga.reply(1, ok);
	saga.reply(2, ok);
	saga.reply(3, failed('NO'));
	for (let time = 0; time < 6; time += 1) saga.wait(60_000);
	for (const run of [1, 2]) {
		operate(saga, { type: 'retry', run, undo: true, changedInput: null });
		expect(sent(saga).at(-1)).toBe(`undo-${run === 1 ? 'a' : 'b'}@4`);
		expect(saga.saga.state.incidents.some((incident) => incident.run === run)).toBe(false);
		expect(saga.saga.state.undos.find((undo) => undo.run === run)).toMatchObject({ phase: 'sent', attempt: 4 });
		expect(saga.saga.state.incidents).toHaveLength(2 - run);
	}
});

it('O-01 an undo that a called saga does is repaired there', () => {
	const saga = startedSketch('call(child) → b');
	const { child = null } = saga.saga.state.calls[0] ?? {};
	if (child === null) throw new Error('Nothing was called.');
	saga.give({ type: 'childEnded', run: 1, child, status: 'completed', code: null, message: '', output: {} });
	saga.reply(2, failed('NO'));
	expect(refused(operate(saga, { type: 'retry', run: 1, undo: true, changedInput: null }))).toBe(
		'not-open: Run 1 is undone by the saga that it called. Repair that saga, or mark the run undone.',
	);
});

it('O-03 an answer that is supplied to a step that is stuck renews what is asked', () => {
	const saga = startedSketch('a[retriable]');
	for (let time = 0; time < 6; time += 1) saga.wait(60_000);
	operate(saga, { type: 'supplyReply', run: 1, undo: false, answer: { type: 'unavailable', message: '' } });
	const told = saga.entries.flatMap((entry) => (entry.type === 'incidentOpened' ? [entry.message] : []));
	expect(told).toEqual([expect.stringContaining('has not answered'), expect.stringContaining('was not available')]);
	expect(saga.saga.state.incidents).toHaveLength(1);
});
