/** Starts and actions on real PostgreSQL: one key, one saga; refused means that nothing was stored. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bookTrip } from '@/demo/flows/book-trip';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import type { OpenRequest } from '@/server/runtime/ports';
import { arrivalOf } from '@/server/runtime/request-body';
import { testDatabases } from '@/tools/test-database';
import { actOnSaga } from './act-on-saga';
import { createFlow } from './create-flow';
import { deployFlow } from './deploy-flow';
import { killDemoOrchestrator } from './kill-demo-orchestrator';
import { readRequest } from './read-request';
import { readSaga } from './read-saga';
import { sagaSummaries } from './saga-summary';
import { saveDraft } from './save-draft';
import { startSaga } from './start-saga';
import { admin, insertSaga, openWebDatabase, viewer, type WebDatabase } from './web-database-for-tests';

const databases = testDatabases();
let web: WebDatabase;
beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
	await createFlow(admin, { name: 'Book trip', id: 'book-trip', definition: bookTrip });
	await deployFlow(admin, 'book-trip', { revision: 1, message: '' });
});
afterEach(() => web.close());

type OpenRequestRow = Omit<OpenRequest, 'flowId' | 'flowVersion'>;

const payload = sampleInput(bookTrip);
const start = (key: string, body: Parameters<typeof startSaga>[3] = { payload }) =>
	startSaga(admin, 'book-trip', key, body);

describe('a start', () => {
	test('is stored as a request whose id is the saga, and shows as starting', async () => {
		const started = await start('k-1', { payload, businessKey: 'T-1' });
		expect(started.ok).toBe(true);
		const sagaId = started.ok ? started.value.sagaId : '';
		const { rows } = await web.owner.query('select * from request where id = $1', [sagaId]);
		expect(rows).toMatchObject([
			{ kind: 'start', flow_id: 'book-trip', flow_version: 1, actor: 'ada', status: 'open' },
		]);
		expect(await readSaga(admin, sagaId)).toMatchObject({
			value: {
				saga: { id: sagaId, status: 'starting', businessKey: 'T-1', flowName: 'Book trip' },
				seq: 0,
				variables: { '': payload },
				definition: { id: 'book-trip' },
			},
		});
		expect(await readRequest(admin, sagaId)).toMatchObject({ value: { kind: 'start', status: 'open', sagaId } });
	});

	test('is never unknown, also while an orchestrator is just making a saga of it', async () => {
		const started = await start('k-1');
		const sagaId = started.ok ? started.value.sagaId : '';
		const orchestrator = await web.owner.connect();
		try {
			await orchestrator.query('begin; lock table request in access exclusive mode');
			await insertSaga(orchestrator, { id: sagaId });
			await orchestrator.query("update request set status = 'done' where id = $1", [sagaId]);
			const read = sagaSummaries([sagaId]);
			await expect.poll(() => web.waitingForLocks()).toBe(1);
			await orchestrator.query('commit');
			expect(await read).toMatchObject([{ id: sagaId }]);
		} finally {
			orchestrator.release();
		}
	});

	test('with a key used before answers the same saga, whatever has been deployed since', async () => {
		const first = await start('k-1');
		const strict = {
			...bookTrip,
			nodes: bookTrip.nodes.map((node) =>
				node.kind === 'start'
					? { ...node, fields: [...node.fields, { name: 'more', type: 'text', required: true, sample: '' }] }
					: node,
			),
		};
		await saveDraft(admin, 'book-trip', { revision: 1, definition: strict });
		expect(await deployFlow(admin, 'book-trip', { revision: 2, message: '' })).toMatchObject({ ok: true });
		expect(await start('k-1')).toEqual(first);
		expect(await web.count('request')).toBe(1);
	});

	test('ten times at once with one key makes one saga', async () => {
		const answers = await Promise.all(Array.from({ length: 10 }, () => start('k-1')));
		expect(new Set(answers.map((answer) => answer.ok && answer.value.sagaId)).size).toBe(1);
		expect(await web.count('request')).toBe(1);
	});

	test('with a used key and another body is refused', async () => {
		await start('k-1');
		expect(await start('k-1', { payload: { ...payload, demo: { fail: 'x' } } })).toMatchObject({
			problem: { status: 422, code: 'idempotency-key-reused' },
		});
		expect(await web.count('request')).toBe(1);
	});

	test.each([
		['a missing field', { customer: {} }, 'payload.trip'],
		['a field of another type', { ...payload, trip: 'Lisbon' }, 'payload.trip'],
		['more than 256 KiB', { ...payload, notes: { long: 'x'.repeat(300_000) } }, 'payload.notes.long'],
		['more than 32 levels', { ...payload, deep: JSON.parse('['.repeat(40) + ']'.repeat(40)) }, /^payload\.deep\[0\]/],
		['a forbidden key', { ...payload, a: JSON.parse('{"__proto__":1}') }, 'payload.a'],
		['a text that cannot be stored', { ...payload, a: ['ok', 'nul\u0000'] }, 'payload.a[1]'],
	])('with %s is refused with its path, and nothing is stored', async (_, body, path) => {
		const refused = await start('k-1', { payload: body });
		expect(refused).toMatchObject({ ok: false, problem: { status: 422, code: 'invalid' } });
		const [error] = (!refused.ok && refused.problem.errors) || [];
		expect(error?.path).toMatch(path);
		expect(await web.count('request')).toBe(0);
	});

	test('of a flow that was never deployed is a conflict, of none that exists is missing', async () => {
		await createFlow(admin, { name: 'Draft only', id: 'draft-only' });
		expect(await startSaga(admin, 'draft-only', 'k', { payload: {} })).toMatchObject({
			problem: { status: 409, code: 'not-deployed' },
		});
		expect(await startSaga(admin, 'gone', 'k', { payload: {} })).toMatchObject({ problem: { status: 404 } });
		expect(await startSaga(viewer, 'book-trip', 'k', { payload })).toMatchObject({ problem: { status: 403 } });
		expect(await web.count('request')).toBe(0);
	});

	test('that the orchestrator refused says why', async () => {
		const started = await start('k-1');
		const sagaId = started.ok ? started.value.sagaId : '';
		await web.owner.query(
			`update request set status = 'refused', answered_at = now(), refusal = '{"code":"payload","message":"No."}'`,
		);
		expect(await readSaga(admin, sagaId)).toMatchObject({
			value: { saga: { status: 'refused', refusal: { code: 'payload', message: 'No.' } }, undoPlan: null },
		});
		expect(await readRequest(admin, sagaId)).toMatchObject({
			value: { status: 'refused', refusal: { message: 'No.' } },
		});
	});
});

describe('an action', () => {
	const retry = { type: 'retry', run: 1, undo: false, reason: 'the hotel answers again' } as const;

	test('is stored once per key and saga, for the orchestrator to judge', async () => {
		const sagaId = await insertSaga(web.owner);
		const first = await actOnSaga(admin, sagaId, 'k', retry);
		expect(first.ok).toBe(true);
		expect(await actOnSaga(admin, sagaId, 'k', retry)).toEqual(first);
		expect(await actOnSaga(admin, sagaId, 'k', { ...retry, run: 2 })).toMatchObject({
			problem: { code: 'idempotency-key-reused' },
		});
		const other = await insertSaga(web.owner);
		expect(await actOnSaga(admin, other, 'k', retry)).toMatchObject({ ok: true });
		const atNode = { type: 'retry-node', node: 'decide', reason: 'the order has a price now' } as const;
		expect(await actOnSaga(admin, other, 'k-2', atNode)).toMatchObject({ ok: true });
		const { rows } = await web.owner.query<OpenRequestRow>(
			'select id, kind, saga_id as "sagaId", body, actor from request order by id',
		);
		// As the orchestrator reads them.
		expect(rows.map((row) => arrivalOf({ ...row, flowId: null, flowVersion: null }))).toMatchObject([
			{
				sagaId,
				action: { type: 'retry', run: 1, undo: false, changedInput: null },
				reason: retry.reason,
				actor: 'ada',
			},
			{ sagaId: other, action: { type: 'retry', run: 1 } },
			{ sagaId: other, action: { type: 'retryNode', node: 'decide' } },
		]);
	});

	test('on an unknown saga, or by a viewer, is refused and not stored', async () => {
		const sagaId = await insertSaga(web.owner);
		expect(await actOnSaga(viewer, sagaId, 'k', retry)).toMatchObject({ problem: { status: 403 } });
		expect(await actOnSaga(admin, randomUUID(), 'k', retry)).toMatchObject({ problem: { status: 404 } });
		expect(await actOnSaga(admin, 'nonsense', 'k', retry)).toMatchObject({ problem: { status: 404 } });
		expect(await web.count('request')).toBe(0);
	});
});

test('only an orchestrator of the demo can be asked to die', async () => {
	const beat = (demo: boolean) =>
		web.owner.query(
			`insert into orchestrator (id, pid, host, started_at, beat_at, bus, demo)
			values ($1, 1, 'here', now(), now(), 'postgres', $2)`,
			[randomUUID(), demo],
		);
	await beat(false);
	expect(await killDemoOrchestrator(admin)).toMatchObject({ problem: { status: 409, code: 'no-demo' } });
	await beat(true);
	await expect.poll(() => killDemoOrchestrator(admin), { timeout: 5_000 }).toMatchObject({ ok: true });
	// A second click is the same wish.
	expect(await killDemoOrchestrator(admin)).toMatchObject({ ok: true });
	const { rows } = await web.owner.query('select kind, status from request');
	expect(rows).toEqual([{ kind: 'demo-kill', status: 'open' }]);
});
