/** The contract of the spine's store, on PostgreSQL: locks, versions, ends, parked inputs, outbox. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SagaId } from '@/saga/engine/input';
import type { BatchChanges, SagaChange, SagaTransaction } from '@/server/runtime/ports';
import { testDatabases } from '@/tools/test-database';
import { connectionPool } from './connections';
import { nothingChanged } from './no-changes-for-tests';
import { PgLoopStore } from './pg-loop-store';
import { PgSagaStore } from './pg-saga-store';

const databases = testDatabases();
let pool: pg.Pool;
let store: PgSagaStore;
let loops: PgLoopStore;
let url: string;

beforeEach(async () => {
	url = await databases.fresh();
	pool = connectionPool({ databaseUrl: url, connectionsMax: 4, onLost: () => undefined });
	store = new PgSagaStore(pool);
	loops = new PgLoopStore(pool);
});
afterEach(() => pool.end());

function started(id: SagaId, over: Partial<SagaChange> = {}): SagaChange {
	return {
		id,
		flowId: 'book-trip',
		flowVersion: 1,
		migrated: false,
		versionBefore: 0,
		version: 1,
		hadState: false,
		state: '{"step":"reserve \\"it\\""}',
		wakeAtMs: 1_800_000_060_000,
		data: { '': '{"order":1}' },
		row: {
			businessKey: 'K-1',
			status: 'running',
			suspended: false,
			steps: ['reserve', 'pay'],
			openIncidents: 0,
			ended: false,
		},
		history: [{ seq: 1, atMs: 1_800_000_000_000, input: '{"type":"sagaStarted"}', entries: '[]' }],
		ledger: [],
		incidentsOpened: [],
		incidentsResolved: [],
		...over,
	};
}

function next(id: SagaId, over: Partial<SagaChange> = {}): SagaChange {
	const history = [{ seq: 2, atMs: 1_800_000_001_000, input: '{}', entries: '[]' }];
	return started(id, { versionBefore: 1, version: 2, hadState: true, row: null, data: {}, history, ...over });
}

const newId = () => randomUUID() as SagaId;
const write = (changes: Partial<BatchChanges>) =>
	store.transaction((transaction) => transaction.write({ ...nothingChanged, ...changes }));
const query = async (text: string) => (await pool.query(text)).rows;
const noNeeds = { unpublishedOf: [], repliesTopic: null };

async function lockAndLoad(transaction: SagaTransaction, ids: readonly SagaId[]) {
	const locked = await transaction.lockSagas(ids);
	return { locked, loaded: await transaction.loadSagas(locked, noNeeds) };
}

describe('a saga', () => {
	test('comes back as it was written', async () => {
		const id = newId();
		await write({ sagas: [started(id)] });
		const { locked, loaded } = await store.transaction((transaction) => lockAndLoad(transaction, [id]));
		expect(locked.live).toEqual([id]);
		expect(loaded.sagas.get(id)).toEqual({
			id,
			flowId: 'book-trip',
			flowVersion: 1,
			version: 1,
			state: '{"step":"reserve \\"it\\""}',
			data: { '': '{"order":1}' },
			history: [],
			wakeAtMs: 1_800_000_060_000,
			parked: false,
			unpublished: [],
		});
		expect(await query('select status, suspended, steps, business_key, ended_at from saga')).toEqual([
			{ status: 'running', suspended: false, steps: ['reserve', 'pay'], business_key: 'K-1', ended_at: null },
		]);
	});

	test('is skipped, not waited for, while another batch has it', async () => {
		const [free, held] = [newId(), newId()].sort() as [SagaId, SagaId];
		await write({ sagas: [started(free), started(held)] });
		await store.transaction(async (first) => {
			await first.lockSagas([held]);
			const second = await store.transaction((transaction) => transaction.lockSagas([free, held]));
			expect(second.live).toEqual([free]);
			expect([...second.busy]).toEqual([held]);
		});
	});

	test('that nobody knows is told apart from a busy one', async () => {
		const id = newId();
		const locked = await store.transaction((transaction) => transaction.lockSagas([id]));
		expect([...locked.unknown]).toEqual([id]);
		expect(locked.busy.size).toBe(0);
	});

	test('that has ended comes back with its history, and is locked by its row', async () => {
		const id = newId();
		await write({ sagas: [started(id)] });
		const row = { businessKey: null, status: 'completed', suspended: false, steps: [], openIncidents: 0, ended: true };
		await write({ sagas: [next(id, { state: null, wakeAtMs: null, row })] });
		expect(
			await query('select (select count(*) from saga_state)::int + (select count(*) from saga_data)::int as n'),
		).toEqual([{ n: 0 }]);
		await store.transaction(async (transaction) => {
			const { locked, loaded } = await lockAndLoad(transaction, [id]);
			expect(locked.ended).toEqual([id]);
			expect(loaded.sagas.get(id)).toMatchObject({ version: 2, state: null });
			expect(loaded.sagas.get(id)?.history.map(({ seq }) => seq)).toEqual([1, 2]);
			const second = await store.transaction((other) => other.lockSagas([id]));
			expect([...second.busy]).toEqual([id]);
		});
	});

	test('written twice from one version is refused, and nothing of the second batch is stored', async () => {
		const [id, other] = [newId(), newId()];
		await write({ sagas: [started(id)] });
		await write({ sagas: [next(id)] });
		await expect(write({ sagas: [started(other), next(id)] })).rejects.toMatchObject({ kind: 'input' });
		expect(await query('select count(*)::int as n from saga')).toEqual([{ n: 1 }]);
	});

	test('started twice is refused as a fault of that input', async () => {
		const id = newId();
		await write({ sagas: [started(id)] });
		await expect(write({ sagas: [started(id)] })).rejects.toMatchObject({ name: 'StoreFault', kind: 'input' });
	});
});

describe('timers', () => {
	test('know the unpublished messages of their saga only, and block while a partition was never read', async () => {
		const [id, other] = [newId(), newId()];
		const message = (of: SagaId, run: number) => ({
			messageId: `${of}/${run}#1`,
			sagaId: of,
			kind: 'command' as const,
			topic: 't',
			key: of,
			value: '{}',
			headers: { a: '1' },
		});
		await write({
			sagas: [started(id), started(other)],
			outbox: [message(id, 1), message(id, 2), message(other, 1)],
		});
		await write({ acknowledged: [`${id}/2#1`] });
		const look = () =>
			store.transaction(async (transaction) =>
				transaction.loadSagas(await transaction.lockSagas([id]), { unpublishedOf: [id], repliesTopic: 'r' }),
			);
		const loaded = await look();
		expect(loaded.sagas.get(id)?.unpublished).toEqual([`${id}/1#1`]);
		expect(loaded.repliesReadToMs).toBeNull();

		await loops.recordReads('r', [0, 1], [{ partition: 0, readToMs: 1_800_000_000_000 }]);
		expect((await look()).repliesReadToMs).toBeNull();
		await loops.recordReads('r', [0, 1], [{ partition: 1, readToMs: 1_700_000_000_000 }]);
		expect((await look()).repliesReadToMs).toBe(1_700_000_000_000);
		await loops.recordReads('r', [0, 1], [{ partition: 1, readToMs: 1_600_000_000_000 }]);
		expect((await look()).repliesReadToMs).toBe(1_700_000_000_000);
	});
});

describe('the outbox', () => {
	test('gives expired messages to one sweeper only', async () => {
		const id = newId();
		const outbox = [
			{ messageId: 'm', sagaId: id, kind: 'event' as const, topic: 't', key: 'k', value: 'v', headers: {} },
		];
		await write({ sagas: [started(id)], outbox });
		expect(await loops.claimExpired(10)).toEqual([]);
		await query(`update outbox set lease_until = now() - interval '1 s'`);
		const claims = await Promise.all([loops.claimExpired(10), loops.claimExpired(10)]);
		expect(claims.flat()).toEqual([{ ...outbox[0], state: started(id).state }]);
	});
});

describe('parked inputs', () => {
	test('keep their order, count as one incident on the saga, and go when they have run', async () => {
		const id = newId();
		await write({ sagas: [started(id)] });
		const parked = ['1', '2', '3'].map((input) => ({ sagaId: id, input, reason: 'engine-fault' as const, detail: '' }));
		const faults = [{ sagaId: id, kind: 'engine-fault' as const, message: 'It broke.' }];
		await write({ parked, faults });
		await write({ faults });
		expect(await query('select open_incidents from saga')).toEqual([{ open_incidents: 1 }]);
		await store.transaction(async (transaction) => {
			const { loaded } = await lockAndLoad(transaction, [id]);
			expect(loaded.sagas.get(id)?.parked).toBe(true);
			const stored = await transaction.loadParked([id]);
			expect(stored.map(({ input }) => input)).toEqual(['1', '2', '3']);
			await transaction.write({
				...nothingChanged,
				unparked: stored.map(({ id: place }) => place),
				faultsResolved: [id],
			});
		});
		expect(await query('select open_incidents from saga')).toEqual([{ open_incidents: 0 }]);
		expect(await query('select count(*)::int as n from incident where resolved_at is null')).toEqual([{ n: 0 }]);
	});
});

describe('partitions', () => {
	const monday = Date.parse('2026-11-16T00:00:00Z');
	const idAt = (ms: number) => {
		const hex = ms.toString(16).padStart(12, '0');
		return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000001` as SagaId;
	};

	test('are made ahead, take over what the default has caught, and are dropped when no live saga is inside', async () => {
		const [live, ended] = [idAt(monday), idAt(monday + 1)];
		await write({ sagas: [started(live), started(ended, { state: null, data: {} })] });
		expect(await loops.maintainPartitions(monday)).toHaveLength(3);
		expect(await loops.maintainPartitions(monday)).toEqual([]);
		expect(await query('select count(*)::int as n from saga_history_w20261116')).toEqual([{ n: 2 }]);

		const muchLater = monday + 200 * 86_400_000;
		expect(await loops.maintainPartitions(muchLater)).toContain('dropped the week of 20261123');
		expect(await query('select count(*)::int as n from saga_history')).toEqual([{ n: 2 }]);
		await write({ sagas: [next(live, { state: null })] });
		expect(await loops.maintainPartitions(muchLater)).toEqual(['dropped the week of 20261116']);
		expect(await query('select count(*)::int as n from saga_history')).toEqual([{ n: 0 }]);
	});
});

describe('faults', () => {
	test('are told apart by what to do next', async () => {
		const unreachable = connectionPool({
			databaseUrl: 'postgres://postgres@127.0.0.1:1/x',
			connectionsMax: 1,
			onLost: () => undefined,
		});
		await expect(new PgLoopStore(unreachable).nowMs()).rejects.toMatchObject({ kind: 'away' });
		await unreachable.end();
		const foreign = new PgSagaStore(pool);
		await expect(
			foreign.transaction(async (transaction) => {
				await transaction.lockSagas([newId()]);
				await query(`select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'`);
				await transaction.lockSagas([newId()]);
			}),
		).rejects.toMatchObject({ kind: 'away' });
		await expect(write({ unparked: ['x'] })).rejects.toMatchObject({ kind: 'input' });
		await query('alter table saga_data rename to saga_data_gone');
		await expect(write({ sagas: [started(newId())] })).rejects.toMatchObject({ kind: 'fatal' });
	});
});
