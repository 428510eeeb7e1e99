/** Events and waits are written by different transactions: whoever commits second sees both, and one only gets the event. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SagaId } from '@/saga/engine/input';
import { type EventChanges, refKey } from '@/server/runtime/event-ports';
import type { BatchChanges, SagaTransaction } from '@/server/runtime/ports';
import { testDatabases } from '@/tools/test-database';
import { eventually } from '@/tools/test-orchestrator';
import { connectionPool } from './connections';
import { noEventsChanged, nothingChanged } from './no-changes-for-tests';
import { PgEventStore } from './pg-event-store';
import { PgSagaStore } from './pg-saga-store';

const databases = testDatabases();
let pool: pg.Pool;
let store: PgSagaStore;
let events: PgEventStore;

beforeEach(async () => {
	pool = connectionPool({ databaseUrl: await databases.fresh(), connectionsMax: 6, onLost: () => undefined });
	store = new PgSagaStore(pool);
	events = new PgEventStore(pool);
});
afterEach(() => pool.end());

const changes = (over: Partial<EventChanges>): BatchChanges => ({
	...nothingChanged,
	atMs: Date.now(),
	events: { ...noEventsChanged, ...over },
});
const write = (over: Partial<EventChanges>) => store.transaction((transaction) => transaction.write(changes(over)));

const key = { flowId: 'flow', name: 'paid', key: 'o-1' };
const shelved = (eventId: string, toOffer = false) => ({ ...key, eventId, payload: '{}', toOffer });
const wait = (subscription = 1) => ({ ...key, sagaId: randomUUID() as SagaId, subscription });
const needs = (...eventIds: string[]) => ({
	events: eventIds.map((eventId) => ({ flowId: 'flow', eventId })),
	queuedFor: [],
	startKeys: [],
});
const claim = (eventId: string, over: { key?: string } = {}) => {
	const start = { flowId: 'flow', eventId, name: 'placed', key: 'o-1', sagaId: randomUUID() as SagaId, ever: false };
	return { ...start, ...over };
};

function promised() {
	let resolve = () => {};
	let reject: (error: Error) => void = () => {};
	const promise = new Promise<void>((...both) => {
		[resolve, reject] = both;
	});
	return { promise, resolve, reject };
}

const somebodyWaits = () =>
	eventually('a transaction waits for a lock', async () => {
		const { rows } = await pool.query(
			`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
		);
		return rows.length > 0;
	});

/** A transaction that is held open between its steps. */
async function held(work: (transaction: SagaTransaction) => Promise<void>) {
	const ready = promised();
	const goOn = promised();
	const done = store.transaction(async (transaction) => {
		await work(transaction);
		ready.resolve();
		await goOn.promise;
	});
	done.catch(ready.reject);
	await ready.promise;
	return {
		commit: () => {
			goOn.resolve();
			return done;
		},
		rollBack: () => {
			goOn.reject(new Error('rolled back'));
			return done.catch(() => undefined);
		},
	};
}

describe('an event and a wait that are written at the same time', () => {
	test('meet when the wait commits second', async () => {
		const waiting = wait();
		const waiter = await held((transaction) => transaction.write(changes({ waitsBegun: [waiting] })));
		await write({ shelved: [shelved('e-1')] });
		expect(await events.meetings([key])).toEqual([]);
		await waiter.commit();
		expect(await events.meetings([key])).toMatchObject([{ eventId: 'e-1', wait: { sagaId: waiting.sagaId } }]);
	});

	test('meet when the event commits second', async () => {
		const waiting = wait();
		const teller = await held((transaction) => transaction.write(changes({ shelved: [shelved('e-1')] })));
		await write({ waitsBegun: [waiting] });
		expect(await events.meetings([key])).toEqual([]);
		await teller.commit();
		expect(await events.meetings([key])).toMatchObject([{ eventId: 'e-1', wait: { sagaId: waiting.sagaId } }]);
	});

	test('are found by the sweep when nobody looked', async () => {
		await write({ shelved: [shelved('e-1')], waitsBegun: [wait()] });
		expect(await events.overdueKeys(10)).toEqual([]);
		await pool.query(`update early_message set received_at = now() - interval '6 s'`);
		await pool.query(`update message_wait set since = now() - interval '6 s'`);
		expect(await events.overdueKeys(10)).toEqual([key]);
	});

	test('go in order on both sides; an event without a wait only where it is to be offered', async () => {
		const [first, second] = [wait(), wait()];
		await write({ waitsBegun: [first, second] });
		await write({ shelved: [shelved('e-1'), shelved('e-2'), shelved('e-3'), shelved('e-4', true)] });
		const meetings = await events.meetings([key]);
		expect(meetings.map(({ eventId, wait: of }) => [eventId, of?.sagaId ?? null])).toEqual([
			['e-1', first.sagaId],
			['e-2', second.sagaId],
			['e-4', null],
		]);
	});
});

describe('an event', () => {
	test('is in one batch at a time, and gone once it was taken', async () => {
		await write({ shelved: [shelved('e-1')] });
		const ref = { flowId: 'flow', eventId: 'e-1' };
		const taker = await held(async (transaction) => {
			expect([...(await transaction.lockIncoming(needs('e-1'))).events.keys()]).toEqual([refKey(ref)]);
			await transaction.write(changes({ taken: [ref] }));
		});
		const other = () => store.transaction(async (transaction) => (await transaction.lockIncoming(needs('e-1'))).events);
		expect((await other()).size).toBe(0);
		await taker.commit();
		expect((await other()).size).toBe(0);
	});

	test('that is received again while it is being taken counts as a duplicate', async () => {
		await write({ shelved: [shelved('e-1')] });
		const taker = await held((transaction) =>
			transaction.write(changes({ taken: [{ flowId: 'flow', eventId: 'e-1' }] })),
		);
		await write({ shelved: [shelved('e-1')] });
		await taker.commit();
		expect((await pool.query('select fate, count::int from message_count')).rows).toEqual([
			{ fate: 'duplicate', count: 1 },
		]);
		expect((await pool.query('select * from early_message')).rows).toEqual([]);
	});

	test('of a name that holds too many makes room by the oldest', async () => {
		await pool.query(`insert into setting values ('events.rows-max.paid', '2')`);
		await write({ shelved: ['e-1', 'e-2', 'e-3'].map((id) => shelved(id)) });
		await events.tidyShelf();
		expect((await pool.query('select event_id from early_message order by position')).rows).toEqual([
			{ event_id: 'e-2' },
			{ event_id: 'e-3' },
		]);
		expect((await pool.query('select fate, count::int from message_count')).rows).toEqual([
			{ fate: 'overflow', count: 1 },
		]);
	});
});

describe('a start', () => {
	const claimed = (start: ReturnType<typeof claim>) =>
		store.transaction(
			async (transaction) =>
				(await transaction.lockIncoming({ ...needs(start.eventId), startKeys: [start] })).startKeys.get(start.sagaId) ??
				null,
		);

	test('waits for another that is being made with its key, and gets the key when that fails', async () => {
		await write({ shelved: [shelved('e-1', true), shelved('e-2', true)] });
		const [first, second] = [claim('e-1'), claim('e-2')];
		const starter = await held(async (transaction) => {
			await transaction.lockIncoming({ ...needs('e-1'), startKeys: [first] });
		});
		const answer = claimed(second);
		await somebodyWaits();
		await starter.rollBack();
		expect(await answer).toBe('free');
		expect(await claimed(first)).toBe('active');
	});

	test('that is refused while the active saga ends is offered again', async () => {
		await write({
			shelved: [
				{ ...shelved('e-1', true), name: 'placed' },
				{ ...shelved('e-2', true), name: 'placed' },
			],
		});
		const first = claim('e-1');
		expect(await claimed(first)).toBe('free');
		const ref = { flowId: 'flow', eventId: 'e-2' };
		const starter = await held(async (transaction) => {
			const second = claim('e-2');
			const { startKeys } = await transaction.lockIncoming({ ...needs('e-2'), startKeys: [second] });
			expect(startKeys.get(second.sagaId)).toBe('active');
			await transaction.write(changes({ offered: [ref] }));
		});
		const ending = write({ startsEnded: [first.sagaId] });
		await somebodyWaits();
		await starter.commit();
		await ending;
		const { rows } = await pool.query(`select to_offer is not null as again from early_message where event_id = 'e-2'`);
		expect(rows).toEqual([{ again: true }]);
		expect(await claimed(claim('e-2'))).toBe('free');
	});
});
