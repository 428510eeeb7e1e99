/** The event stream on real PostgreSQL: gap-free, resumable, within a second, and through a lost connection. */
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StreamEvent } from '@/contract/http/stream';
import { bookTrip } from '@/demo/flows/book-trip';
import { testDatabases } from '@/tools/test-database';
import { createFlow } from '../create-flow';
import { saveDraft } from '../save-draft';
import { wakeOthers } from '../wake-up';
import { admin, insertHistory, insertSaga, openWebDatabase, type WebDatabase } from '../web-database-for-tests';
import { openStream, type StreamItem } from './open-stream';
import { startingPosition } from './stream-position';
import { parseTopics } from './stream-topics';

const databases = testDatabases();
let web: WebDatabase;
let ends: AbortController;
beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
	ends = new AbortController();
});
afterEach(async () => {
	ends.abort();
	await web.close();
});

/** A connection, as a browser makes it. */
function connect(topics: string, resume: { lastEventId?: string; last?: string } = {}) {
	const parsed = parseTopics(topics);
	if (!parsed.ok) throw new Error(parsed.problem.detail);
	const from = startingPosition(parsed.value.sagas, {
		lastEventId: resume.lastEventId ?? null,
		last: resume.last ?? null,
	});
	const items = openStream(admin, parsed.value, from, ends.signal);
	let id = '';
	const next = async (): Promise<StreamItem> => {
		const item = await items.next();
		if (item.done) throw new Error('the stream has ended');
		if (item.value !== 'heartbeat') id = item.value.id;
		return item.value;
	};
	return {
		items,
		id: () => id,
		async next<Name extends StreamEvent['event']>(name: Name) {
			for (;;) {
				const item = await next();
				if (item !== 'heartbeat' && item.event.event === name)
					return item.event.data as Extract<StreamEvent, { event: Name }>['data'];
			}
		},
	};
}

const seqs = ({ records }: { records: readonly { seq: number }[] }) => records.map(({ seq }) => seq);

describe('the topic of a saga', () => {
	test('gives its history from where it is asked, its row, then what is added, within a second', async () => {
		const sagaId = await insertSaga(web.owner, { businessKey: 'T-1' });
		for (const seq of [1, 2, 3]) await insertHistory(web.owner, sagaId, { seq });
		const stream = connect(`saga:${sagaId}@1`);
		await stream.next('ready');
		expect(seqs(await stream.next('history'))).toEqual([2, 3]);
		expect(await stream.next('saga')).toMatchObject({ id: sagaId, businessKey: 'T-1', status: 'running' });

		const news = stream.next('history');
		await insertHistory(web.owner, sagaId, { seq: 4 });
		const committedAt = performance.now();
		wakeOthers();
		expect(seqs(await news)).toEqual([4]);
		expect(performance.now() - committedAt).toBeLessThan(1_000);
	});

	test('resumes after the last event that was seen, and with a new address where that says', async () => {
		const [one, two] = [await insertSaga(web.owner), await insertSaga(web.owner)];
		for (const seq of [1, 2]) await insertHistory(web.owner, one, { seq });
		const before = connect(`saga:${one}`);
		expect(seqs(await before.next('history'))).toEqual([1, 2]);
		await insertHistory(web.owner, one, { seq: 3 });
		await insertHistory(web.owner, two, { seq: 1 });

		expect(seqs(await connect(`saga:${one}`, { lastEventId: before.id() }).next('history'))).toEqual([3]);
		const both = connect(`saga:${one},saga:${two}`, { last: before.id() });
		expect([await both.next('history'), await both.next('history')].map((data) => [data.sagaId, seqs(data)])).toEqual(
			[
				[one, [3]],
				[two, [1]],
			].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
		);
		expect(seqs(await connect(`saga:${one}@1`, { last: before.id() }).next('history'))).toEqual([2, 3]);
	});

	test('gives a long history in pieces, complete and in order', async () => {
		const sagaId = await insertSaga(web.owner);
		await web.owner.query(
			`insert into saga_history (saga_id, seq, at, input, entries)
			select $1, seq, now(), '{}', '[]' from generate_series(1, 1203) seq`,
			[sagaId],
		);
		const stream = connect(`saga:${sagaId}`);
		const got: number[] = [];
		while (got.length < 1203) got.push(...seqs(await stream.next('history')));
		expect(got).toEqual(Array.from({ length: 1203 }, (_, index) => index + 1));
	});

	test('waits for a saga that has not begun, and tells when its row changes without history', async () => {
		const sagaId = uuidv7();
		await web.owner.query(
			`insert into request (id, kind, flow_id, flow_version, body, actor, body_hash)
			values ($1, 'start', 'book-trip', 1, '{"payload":{},"businessKey":null}', 'ada', '')`,
			[sagaId],
		);
		const stream = connect(`saga:${sagaId}`);
		expect(await stream.next('saga')).toMatchObject({ id: sagaId, status: 'starting' });
		await insertSaga(web.owner, { id: sagaId });
		expect(await stream.next('saga')).toMatchObject({ status: 'running', openIncidents: 0 });
		await web.owner.query('update saga set open_incidents = 1');
		expect(await stream.next('saga')).toMatchObject({ openIncidents: 1 });
	});
});

describe('the topic of the list', () => {
	test('never skips a transaction that commits late', async () => {
		const stream = connect('sagas');
		await stream.next('ready');
		const late = await web.owner.connect();
		await late.query('begin');
		const lateId = await insertSaga(late);
		await insertHistory(late, lateId, {});
		// Its transaction id is higher, and it commits first.
		const earlyId = await insertSaga(web.owner);
		await insertHistory(web.owner, earlyId, {});
		wakeOthers();
		const news = stream.next('sagas-changed');
		await late.query('commit');
		late.release();

		const told: string[] = (await news).sagas.map(({ id }) => id);
		while (told.length < 2) told.push(...(await stream.next('sagas-changed')).sagas.map(({ id }) => id));
		expect(told.sort()).toEqual([lateId, earlyId].sort());
	});

	test('resumes at its cursor', async () => {
		const before = connect('sagas');
		await before.next('ready');
		const sagaId = await insertSaga(web.owner);
		await insertHistory(web.owner, sagaId, {});
		const after = connect('sagas', { lastEventId: before.id() });
		expect(await after.next('sagas-changed')).toMatchObject({ sagas: [{ id: sagaId }], more: false });
	});

	test('says once that there is more than can be told, and goes on from now', async () => {
		const before = connect('sagas');
		await before.next('ready');
		await web.owner.query(
			`insert into saga_history (saga_id, seq, at, input, entries)
			select gen_random_uuid(), 1, now(), '{}', '[]' from generate_series(1, 3000)`,
		);
		const after = connect('sagas', { lastEventId: before.id() });
		expect(await after.next('sagas-changed')).toMatchObject({ more: true });
		const sagaId = await insertSaga(web.owner);
		await insertHistory(web.owner, sagaId, {});
		expect(await after.next('sagas-changed')).toMatchObject({ sagas: [{ id: sagaId }], more: false });
	});
});

test('the topic of the flows tells of saves, also those made while nobody was connected', async () => {
	await createFlow(admin, { name: 'Book trip', id: 'book-trip', definition: bookTrip });
	const stream = connect('flows');
	await stream.next('ready');
	const place = stream.id();
	await saveDraft(admin, 'book-trip', { revision: 1, definition: { ...bookTrip, name: 'Trip' } });
	const changed = { flowId: 'book-trip', name: 'Trip', revision: 2, currentVersion: null, updatedBy: 'ada' };
	expect(await stream.next('flow-changed')).toEqual(changed);
	expect(await connect('flows', { lastEventId: place }).next('flow-changed')).toEqual(changed);
});

test('a stream goes on after every connection to the database was cut', async () => {
	const sagaId = await insertSaga(web.owner);
	const stream = connect(`health,saga:${sagaId}`);
	await stream.next('ready');
	expect(await stream.next('health')).toMatchObject({ database: 'up', status: 'trouble' });
	await web.owner.query(
		"select pg_terminate_backend(pid) from pg_stat_activity where usename = 'unwind_web' and datname = current_database()",
	);
	await insertHistory(web.owner, sagaId, { seq: 1 });
	expect(seqs(await stream.next('history'))).toEqual([1]);
});

test('ends at once when it is told to', async () => {
	const stream = connect('health');
	await stream.next('health');
	const rest = stream.items.next();
	ends.abort();
	expect(await rest).toEqual({ done: true, value: undefined });
});
