/** What the console reads of sagas, on real PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SagaListQuery, sagaListQuerySchema } from '@/contract/http/sagas';
import { testDatabases } from '@/tools/test-database';
import { listSagas } from './list-sagas';
import { readHistory } from './read-history';
import { admin, insertHistory, insertSaga, openWebDatabase, type WebDatabase } from './web-database-for-tests';

const databases = testDatabases();
let web: WebDatabase;
beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
});
afterEach(() => web.close());

async function page(query: Partial<Record<keyof SagaListQuery, unknown>>) {
	const outcome = await listSagas(admin, sagaListQuerySchema.parse(query));
	if (!outcome.ok) throw new Error(outcome.problem.detail);
	return { ids: outcome.value.sagas.map(({ id }) => id), next: outcome.value.next };
}

describe('the list', () => {
	test('pages newest first, complete and without repeats while sagas are added', async () => {
		const ids: string[] = [];
		for (let index = 0; index < 10; index++) ids.push(await insertSaga(web.owner));
		const seen: string[] = [];
		let cursor: string | null | undefined;
		while (cursor !== null) {
			const { ids: some, next } = await page({ limit: 3, ...(cursor === undefined ? {} : { cursor }) });
			seen.push(...some);
			await insertSaga(web.owner);
			cursor = next;
		}
		expect(seen).toEqual(ids.reverse());
	});

	test('filters by status, flow, open incidents, and the beginning of the business key', async () => {
		const a = await insertSaga(web.owner, { businessKey: 'T-1', status: 'completed' });
		const b = await insertSaga(web.owner, { businessKey: 'T-10', status: 'compensating', openIncidents: 1 });
		const c = await insertSaga(web.owner, { businessKey: '100%_sure', flowId: 'place-order' });
		expect((await page({ status: ['completed', 'compensating'] })).ids).toEqual([b, a]);
		expect((await page({ status: 'running' })).ids).toEqual([c]);
		expect((await page({ flow: 'place-order' })).ids).toEqual([c]);
		expect((await page({ incidents: 'open' })).ids).toEqual([b]);
		expect((await page({ text: 'T-1' })).ids).toEqual([b, a]);
		expect((await page({ text: '100%_' })).ids).toEqual([c]);
		expect((await page({ text: '%' })).ids).toEqual([]);
		expect((await page({ text: a.toUpperCase() })).ids).toEqual([a]);
		expect((await page({ text: 'T-1', status: 'completed', flow: 'book-trip' })).ids).toEqual([a]);
	});

	test('refuses a cursor that it did not give out', async () => {
		const refused = await listSagas(admin, sagaListQuerySchema.parse({ cursor: 'bm90IGEgY3Vyc29y' }));
		expect(refused).toMatchObject({ problem: { status: 400, errors: [{ path: 'cursor' }] } });
	});
});

describe('the history', () => {
	test('comes after the record that is known, in pages', async () => {
		const sagaId = await insertSaga(web.owner);
		await web.owner.query(
			`insert into saga_history (saga_id, seq, at, input, entries)
			select $1, seq, now(), '{}', '[]' from generate_series(1, 700) seq`,
			[sagaId],
		);
		const first = await readHistory(admin, sagaId, 0);
		expect(first.ok && [first.value.records.length, first.value.more]).toEqual([500, true]);
		const rest = await readHistory(admin, sagaId, 500);
		expect(rest.ok && [rest.value.records[0]?.seq, rest.value.records.length, rest.value.more]).toEqual([
			501,
			200,
			false,
		]);
		expect(await readHistory(admin, sagaId, 700)).toEqual({ ok: true, value: { records: [], more: false } });
	});

	test('gives input and entries as they were written', async () => {
		const sagaId = await insertSaga(web.owner);
		const at = 1_800_000_000_123;
		await insertHistory(web.owner, sagaId, { seq: 1, at, entries: [{ type: 'statusChanged', status: 'completed' }] });
		expect(await readHistory(admin, sagaId, 0)).toMatchObject({
			value: { records: [{ seq: 1, at, entries: [{ type: 'statusChanged', status: 'completed' }] }] },
		});
	});

	test('of an unknown saga is missing', async () => {
		expect(await readHistory(admin, randomUUID(), 0)).toMatchObject({ problem: { status: 404 } });
		expect(await readHistory(admin, "'; drop table saga", 0)).toMatchObject({ problem: { status: 404 } });
	});
});
