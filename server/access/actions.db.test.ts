/** What a person asks of a saga, from the API's words to the orchestrator's, and its preview, on real PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ActionRequest, actionRequestSchema } from '@/contract/http/actions';
import { previewAnswerSchema } from '@/contract/http/preview';
import { bookTrip } from '@/demo/flows/book-trip';
import type { HistoryRecord } from '@/saga/engine/entry';
import type { Answer, SagaId, SagaInput } from '@/saga/engine/input';
import type { LedgerEntry, Saga } from '@/saga/engine/state';
import { encodeState } from '@/saga/engine/state-text';
import { transition } from '@/saga/engine/transition';
import { canonicalJson } from '@/saga/expression/json';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import { arrivalOf } from '@/server/runtime/request-body';
import { testDatabases } from '@/tools/test-database';
import { actOnSaga } from './act-on-saga';
import { createFlow } from './create-flow';
import { deployFlow } from './deploy-flow';
import { previewAction } from './preview-action';
import { compiledVersion } from './version-definition';
import { admin, insertHistory, insertSaga, openWebDatabase, viewer, type WebDatabase } from './web-database-for-tests';

const databases = testDatabases();
let web: WebDatabase;
beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
});
afterEach(() => web.close());

const reason = 'asked by the customer';
const asked: readonly ActionRequest[] = [
	{ type: 'retry', run: 1, undo: true, changedInput: { id: 'R-2' }, reason },
	{ type: 'retry-node', node: 'decide', reason },
	{ type: 'retry-parked', reason },
	{ type: 'supply-reply', run: 1, undo: false, answer: { type: 'completed', output: null }, reason },
	{ type: 'supply-reply', run: 1, undo: false, answer: { type: 'failed', code: 'NO', message: '' }, reason },
	{ type: 'skip-done', run: 1, output: { id: 'R-1' }, reason },
	{ type: 'skip-not-done', run: 1, reason },
	{ type: 'mark-undone', run: 1, reason },
	{ type: 'accept-gap', run: 1, reason },
	{ type: 'undo-everything', reason },
	{ type: 'undo-back-to', run: 1, reason },
	{ type: 'move-token', run: null, from: 'decide', to: 'ship', reason },
	{ type: 'cancel-with-undo', reason },
	{ type: 'cancel-without-undo', reason },
	{ type: 'suspend', reason },
	{ type: 'resume', reason },
	{ type: 'migrate', version: 2, reason },
	{ type: 'answer-approval', run: 1, output: { approved: true } },
];

describe('an action', () => {
	test('of every kind is understood by the orchestrator', async () => {
		const sagaId = await insertSaga(web.owner);
		for (const [at, action] of asked.entries()) {
			expect(actionRequestSchema.parse(action)).toEqual(action);
			expect(await actOnSaga(admin, sagaId, `k-${at}`, action)).toMatchObject({ ok: true });
		}
		const { rows } = await web.owner.query<Parameters<typeof arrivalOf>[0]>(
			`select id, kind, flow_id as "flowId", flow_version as "flowVersion", saga_id as "sagaId", body, actor
			from request order by id`,
		);
		const arrivals = rows.map((row) => arrivalOf(row));
		const of = { sagaId, actor: 'ada' };
		expect(arrivals.slice(0, -1)).toMatchObject(asked.slice(0, -1).map(() => ({ ...of, kind: 'action', reason })));
		expect(arrivals.map((arrival) => (arrival?.kind === 'action' ? arrival.action : null))).toEqual([
			{ type: 'retry', run: 1, undo: true, changedInput: { id: 'R-2' } },
			{ type: 'retryNode', node: 'decide' },
			null,
			{ type: 'supplyReply', run: 1, undo: false, answer: { type: 'completed', output: null } },
			{ type: 'supplyReply', run: 1, undo: false, answer: { type: 'failed', code: 'NO', message: '' } },
			{ type: 'skipDone', run: 1, output: { id: 'R-1' } },
			{ type: 'skipNotDone', run: 1 },
			{ type: 'markUndone', run: 1 },
			{ type: 'acceptGap', run: 1 },
			{ type: 'undoEverything' },
			{ type: 'undoBackTo', run: 1 },
			{ type: 'moveToken', run: null, from: 'decide', to: 'ship' },
			{ type: 'cancelWithUndo' },
			{ type: 'cancelWithoutUndo' },
			{ type: 'suspend' },
			{ type: 'resume' },
			{ type: 'migrate', version: 2 },
			null,
		]);
		expect(arrivals.at(-1)).toMatchObject({ ...of, kind: 'approval', run: 1, output: { approved: true } });
	});

	test('without a reason, or with what is no JSON that can be stored, is refused', async () => {
		expect(actionRequestSchema.safeParse({ type: 'suspend', reason: ' ' }).success).toBe(false);
		const sagaId = await insertSaga(web.owner);
		const output = JSON.parse('{"__proto__":1}');
		for (const action of [
			{ type: 'answer-approval', run: 1, output },
			{ type: 'skip-done', run: 1, output, reason },
		] as const)
			expect(await actOnSaga(admin, sagaId, 'k', action)).toMatchObject({
				problem: { code: 'invalid', errors: [{ path: 'output' }] },
			});
	});

	test('by a viewer is refused, whatever it is', async () => {
		const sagaId = await insertSaga(web.owner);
		for (const action of asked)
			expect(await actOnSaga(viewer, sagaId, 'k', action)).toMatchObject({ problem: { status: 403 } });
		expect(await web.count('request')).toBe(0);
	});
});

const noon = 1_800_000_000_000;
const completed: Answer = { type: 'completed', output: { ref: 'R-1' } };

/** A trip of which flight and hotel are reserved and the car is not yet. */
async function trip(live = true): Promise<SagaId> {
	await createFlow(admin, { name: 'Book trip', id: 'book-trip', definition: bookTrip });
	await deployFlow(admin, 'book-trip', { revision: 1, message: '' });
	const sagaId = uuidv7() as SagaId;
	const flow = await compiledVersion('book-trip', 1);
	if (!flow) throw new Error('book-trip is not deployed');
	const inputs: SagaInput[] = [
		{ type: 'sagaStarted', sagaId, at: noon, payload: sampleInput(bookTrip), businessKey: 'T-1' },
		{ type: 'replyReceived', at: noon, run: 1, attempt: 1, answer: completed },
		{ type: 'replyReceived', at: noon, run: 2, attempt: 1, answer: completed },
	];
	let saga: Saga | null = null;
	const ledger: LedgerEntry[] = [];
	const records: HistoryRecord[] = [];
	for (const input of inputs) {
		const result = transition(flow, saga, input, ledger);
		if (result.kind !== 'applied') throw new Error(result.kind);
		saga = result.saga;
		ledger.push(...result.ledger);
		records.push({ seq: records.length + 1, at: noon, input, entries: result.entries });
	}
	if (!saga) throw new Error('the saga has not started');
	await insertSaga(web.owner, { id: sagaId, status: 'running', businessKey: 'T-1' });
	for (const record of records) await insertHistory(web.owner, sagaId, record);
	for (const entry of ledger)
		await web.owner.query('insert into saga_ledger (saga_id, run, entry) values ($1, $2, $3)', [
			sagaId,
			entry.run,
			JSON.stringify(entry),
		]);
	if (live)
		await web.owner.query(
			`insert into saga_state (id, flow_id, flow_version, version, state, wake_at)
			values ($1, 'book-trip', 1, $2, $3, null)`,
			[sagaId, records.length, encodeState(saga.state)],
		);
	await web.owner.query('insert into saga_data (saga_id, scope, data) values ($1, $2, $3)', [
		sagaId,
		'',
		canonicalJson(saga.variables[''] ?? {}),
	]);
	return sagaId;
}

describe('a preview', () => {
	test('says what would be undone, and stores nothing', async () => {
		const sagaId = await trip();
		// Who may only look may also ask what would be.
		const told = await previewAction(viewer, sagaId, { type: 'cancel-with-undo' });
		const answer = previewAnswerSchema.parse(told.ok ? told.value : told.problem);
		expect(answer).toMatchObject({
			seq: 3,
			waitingInputs: 0,
			preview: { kind: 'allowed', status: 'compensating', open: [{ kind: 'step', node: 'reserve-car' }, {}, {}] },
		});
		const { preview } = answer;
		expect(preview.kind === 'allowed' && preview.undone.map(({ step, status }) => [step, status])).toEqual([
			['reserve-flight', 'running'],
			['reserve-hotel', 'running'],
			['reserve-car', 'conditional'],
		]);
		expect(await web.count('request')).toBe(0);
		expect(await web.count('saga_history')).toBe(3);
	});

	test('reads the history where the engine needs it, and folds where there is no state', async () => {
		const sagaId = await trip(false);
		const told = await previewAction(admin, sagaId, { type: 'undo-back-to', run: 2 });
		expect(told).toMatchObject({ ok: true, value: { preview: { kind: 'refused', code: 'other-token' } } });
	});

	test('of a migration compiles the version that it leads to', async () => {
		const sagaId = await trip();
		expect(await previewAction(admin, sagaId, { type: 'migrate', version: 1 })).toMatchObject({
			value: { preview: { kind: 'allowed' } },
		});
		expect(await previewAction(admin, sagaId, { type: 'migrate', version: 9 })).toMatchObject({
			value: { preview: { kind: 'refused', code: 'no-such-run' } },
		});
	});

	test('says that inputs wait which run first', async () => {
		const sagaId = await trip();
		await web.owner.query(
			`insert into saga_input (saga_id, input, reason, detail, at) values ($1, '{}', 'store-fault', 'full', now())`,
			[sagaId],
		);
		expect(await previewAction(admin, sagaId, { type: 'suspend' })).toMatchObject({
			value: { waitingInputs: 1, preview: { suspended: true } },
		});
	});

	test('of an unknown saga is missing', async () => {
		for (const id of [randomUUID(), 'nonsense'])
			expect(await previewAction(admin, id, { type: 'suspend' })).toMatchObject({ problem: { status: 404 } });
	});
});
