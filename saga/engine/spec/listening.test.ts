/** Who hears what: signals, timers and event-started subflows of several scopes, and what the store is asked to match. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { wakeAt } from '../events/wake';
import { numberOf, refused, startedSketch } from '../testing/operate';
import { failed, ok, type SagaRun, sent } from '../testing/saga-run';
import { spec } from './spec';

describe('a signal', () => {
	spec(
		'E-12 reaches every wait of a saga for it, and no other',
		sketch('fork(catch(signal go) → a, catch(signal go) → b, catch(signal stop) → c, catch(paid "k") → d)'),
		`
		start
		signal go → send a b
	`,
	);

	spec(
		'E-12 not what it has closed on its way',
		sketch('race(signal go: a, timer PT1H: b); on(signal go: c)'),
		`
		start
		signal go → send on/c
	`,
	);

	spec(
		'E-12 reaches the next wait only when it comes again',
		sketch('catch(signal go) → catch(signal go) → a'),
		`
		start
		signal go → wait
		signal go → send a
	`,
	);

	spec(
		'E-12 goes on with an undo that the ledger must tell',
		sketch('a → fork(catch(signal go) → undo(a) → b, catch(signal go) → c)'),
		`
		start
		reply a ok      → wait
		signal go       → undo a, send c
		undo-reply a ok → send b
	`,
	);
});

describe('parked steps', () => {
	spec(
		'R-12 each hears its own event',
		sketch('fork(a[park-until=fixed:"k"], b[park-until=fixed:"m"]) → c'),
		`
		start
		reply a failed NO → wait
		reply b failed NO → wait
		event fixed m     → send b#2
		event fixed k     → send a#2
	`,
	);
});

describe('an event-started subflow', () => {
	spec(
		'T-03 that interrupts leaves the border of its scope as it is',
		sketch('s=sub(a; on(stop "k": b))<look "k" [nonint]: c> → d'),
		`
		start
		event stop k      → undo s/a, send s/on/b
		event look k      → send c
		reply s/on/b ok   → send d
	`,
	);

	spec(
		'T-03 and the event-started subflows of the scope around',
		sketch('s=sub(a; on(stop "k": b)) → d; look=on(look "k" [nonint]: c)'),
		`
		start
		event stop k      → undo s/a, send s/on/b
		event look k      → send look/c
		reply s/on/b ok   → send d
	`,
	);

	spec(
		'T-02 by a timer may repeat beside its scope',
		sketch('a[timeout=1h]; on(every R2/PT1M [nonint]: b)'),
		`
		start         → send a
		wait PT1M     → send on/b
		reply on/b ok → wait
		wait PT1M     → send on#2/b
		reply on/b ok → wait
		wait PT10M    → wait
	`,
	);

	spec(
		'T-03 by a timer that interrupts happens once',
		sketch('a[timeout=1h]; on(every R3/PT1M: b[timeout=1h])'),
		`
		start           → send a
		wait PT1M       → undo a, send on/b
		undo-reply a ok → wait
		wait PT1M       → wait
	`,
	);
});

describe('a timer that repeats', () => {
	function fired(saga: SagaRun) {
		return saga.entries.flatMap((entry) => (entry.type === 'timerFired' ? [entry.next?.dueAt ?? null] : []));
	}

	it('T-02 is set again only beside what goes on', () => {
		const beside = startedSketch('a[timeout=1h]<every R3/PT1M [nonint]: b[timeout=1h]>');
		const { at } = beside;
		beside.wait(60_000);
		expect(fired(beside)).toEqual([at + 120_000]);
		const instead = startedSketch('a[timeout=1h]<every R3/PT1M: b[timeout=1h]>');
		instead.wait(60_000);
		expect(fired(instead)).toEqual([null]);
		const alone = startedSketch('catch(every R3/PT1M) → a');
		alone.wait(60_000);
		expect(fired(alone)).toEqual([null]);
		const inScope = startedSketch('a[timeout=1h]; on(every R3/PT1M: b[timeout=1h])');
		inScope.wait(60_000);
		expect(fired(inScope)).toEqual([null]);
	});
});

describe('time that comes late', () => {
	it('C-01 lets everything happen that is due, the oldest first', () => {
		const saga = startedSketch('fork(timer(PT3M) → a, timer(PT1M) → b, timer(PT2M) → c, timer(PT1H) → d)');
		saga.wait(180_000);
		expect(sent(saga)).toEqual(['b@1', 'c@1', 'a@1']);
	});

	it('C-01 of what is due at once, commands come before timers', () => {
		const saga = startedSketch('fork(timer(PT1M) → b, a)');
		saga.wait(60_000);
		expect(sent(saga)).toEqual(['a@1', 'a@2', 'b@1']);
	});

	it('C-01 goes on with what its undos need', () => {
		const saga = startedSketch('a → fork(timer(PT1M) → undo(a), timer(PT2M) → b)');
		saga.reply(numberOf(saga, 'a'), ok);
		saga.wait(120_000);
		expect(sent(saga)).toEqual(['a@1', 'undo-a@1', 'b@1']);
	});

	it('U-14 an undo that waits for its next attempt is sent again', () => {
		const saga = startedSketch('a → b');
		const a = numberOf(saga, 'a');
		saga.reply(a, ok);
		saga.reply(numberOf(saga, 'b'), failed('NO'));
		saga.undoReply(a, { type: 'unavailable', message: 'busy' });
		expect(wakeAt(saga.saga.state)).toBe(saga.at + 1_000);
		saga.wait(1_000);
		expect(sent(saga)).toEqual(['a@1', 'b@1', 'undo-a@1', 'undo-a@2']);
	});

	it('C-01 is asked for at the earliest instant, whatever has none', () => {
		const saga = startedSketch('fork(a[timeout=30s], b[park])');
		const { at } = saga;
		saga.reply(numberOf(saga, 'b'), failed('NO'));
		expect(wakeAt(saga.saga.state)).toBe(at + 30_000);
	});
});

describe('what the store has to match', () => {
	function matching(saga: SagaRun) {
		return saga.effects.filter(({ type }) => type === 'awaitMessage' || type === 'stopAwaiting');
	}

	it('E-02 is told as it begins, and as it ends', () => {
		const saga = startedSketch('fork(a<look "x" [nonint]: b>, race(paid "k": c, timer PT1H: d, signal go: e))');
		const [look, paid] = saga.saga.state.subscriptions.flatMap(({ subscription, on }) =>
			on.type === 'message' ? [subscription] : [],
		);
		expect(matching(saga)).toEqual([
			{ type: 'awaitMessage', subscription: look, name: 'look', key: 'x' },
			{ type: 'awaitMessage', subscription: paid, name: 'paid', key: 'k' },
		]);
		saga.effects.length = 0;
		saga.give({ type: 'signalReceived', signal: 'go', payload: {} });
		expect(matching(saga)).toEqual([{ type: 'stopAwaiting', subscription: paid }]);
		saga.effects.length = 0;
		saga.reply(numberOf(saga, 'a'), ok);
		expect(matching(saga)).toEqual([{ type: 'stopAwaiting', subscription: look }]);
	});

	it('E-02 an event for a wait that is over, or for another, is refused', () => {
		const saga = startedSketch('fork(catch(paid "k") → a, catch(signal go) → b)');
		const [paid, go] = saga.saga.state.subscriptions.map(({ subscription }) => subscription);
		const event = (subscription: number | undefined, name: string, key: string) =>
			refused(
				saga.give({
					type: 'eventReceived',
					subscription: subscription ?? 0,
					event: { id: 'e-1', name, key, payload: {} },
				}),
			);
		expect(event(99, 'paid', 'k')).toBe('not-open: Nothing here waits for "paid" with the key k any more.');
		expect(event(go, 'paid', 'k')).toContain('not-open');
		expect(event(paid, 'look', 'k')).toContain('not-open');
		expect(event(paid, 'paid', 'x')).toContain('not-open');
		expect(event(paid, 'paid', 'k')).toBe('applied');
	});
});
