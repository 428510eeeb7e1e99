/** A saga's page on real PostgreSQL: a saga as the engine made it, while it unwinds and when it has ended. */
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sagaAnswerSchema } from '@/contract/http/saga';
import { bookTrip } from '@/demo/flows/book-trip';
import type { Effect } from '@/saga/engine/effect';
import type { HistoryRecord } from '@/saga/engine/entry';
import type { Answer, SagaId, SagaInput } from '@/saga/engine/input';
import type { LedgerEntry, Saga } from '@/saga/engine/state';
import { encodeState } from '@/saga/engine/state-text';
import { transition } from '@/saga/engine/transition';
import { canonicalJson, type Json } from '@/saga/expression/json';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import { testDatabases } from '@/tools/test-database';
import { createFlow } from './create-flow';
import { deployFlow } from './deploy-flow';
import { isSagaKnown } from './is-saga-known';
import { readSaga } from './read-saga';
import { compiledVersion } from './version-definition';
import { admin, insertHistory, insertSaga, openWebDatabase, type WebDatabase } from './web-database-for-tests';

const databases = testDatabases();
let web: WebDatabase;
beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
	await createFlow(admin, { name: 'Book trip', id: 'book-trip', definition: bookTrip });
	await deployFlow(admin, 'book-trip', { revision: 1, message: '' });
});
afterEach(() => web.close());

const noon = 1_800_000_000_000;
const completed: Answer = { type: 'completed', output: { ref: 'R-1' } };
const declined: Answer = { type: 'failed', code: 'CARD_DECLINED', message: 'Card declined' };

/** Runs the engine, answering every command until `until` says stop. */
async function run(sagaId: SagaId, answerTo: (effect: Effect) => Answer | null) {
	const flow = await compiledVersion('book-trip', 1);
	if (!flow) throw new Error('book-trip is not deployed');
	const payload = sampleInput(bookTrip);
	const inputs: SagaInput[] = [{ type: 'sagaStarted', sagaId, at: noon, payload, businessKey: 'T-1' }];
	let saga: Saga | null = null;
	const ledger: LedgerEntry[] = [];
	const records: HistoryRecord[] = [];
	for (let input = inputs.shift(); input; input = inputs.shift()) {
		const result = transition(flow, saga, input, ledger);
		if (result.kind !== 'applied') continue;
		saga = result.saga;
		ledger.push(...result.ledger);
		records.push({ seq: records.length + 1, at: input.at, input, entries: result.entries });
		for (const effect of result.effects) {
			const answer = answerTo(effect);
			if (answer === null || (effect.type !== 'sendCommand' && effect.type !== 'sendUndo')) continue;
			const type = effect.type === 'sendUndo' ? 'undoReplyReceived' : 'replyReceived';
			inputs.push({ type, at: noon + 1_000 * records.length, run: effect.run, attempt: effect.attempt, answer });
		}
	}
	if (!saga) throw new Error('the saga has not started');
	return { saga, ledger, records };
}

async function store(sagaId: SagaId, { saga, ledger, records }: Awaited<ReturnType<typeof run>>, live: boolean) {
	await insertSaga(web.owner, { id: sagaId, status: saga.state.status, businessKey: 'T-1' });
	for (const record of records) await insertHistory(web.owner, sagaId, record);
	for (const entry of ledger)
		await web.owner.query('insert into saga_ledger (saga_id, run, entry) values ($1, $2, $3)', [
			sagaId,
			entry.run,
			JSON.stringify(entry),
		]);
	if (!live) return;
	await web.owner.query(
		`insert into saga_state (id, flow_id, flow_version, version, state, wake_at)
		values ($1, 'book-trip', 1, $2, $3, $4)`,
		[sagaId, records.length, encodeState(saga.state), new Date(noon + 60_000)],
	);
	for (const [scope, data] of Object.entries(saga.variables))
		await web.owner.query('insert into saga_data (saga_id, scope, data) values ($1, $2, $3)', [
			sagaId,
			scope,
			canonicalJson(data as Json),
		]);
}

const refuseCharge = (effect: Effect) =>
	effect.type === 'sendCommand' && effect.step === 'charge-card' ? declined : completed;

test('a saga that unwinds shows what is undone in which order, and what it waits for', async () => {
	const sagaId = uuidv7() as SagaId;
	const made = await run(sagaId, (effect) => (effect.type === 'sendUndo' ? null : refuseCharge(effect)));
	await store(sagaId, made, true);
	await web.owner.query(
		`insert into incident (saga_id, number, kind, run, node, message, opened_at)
		values ($1, 1, 'undo-stuck', 1, 'reserve-flight', 'Nobody answers.', now())`,
		[sagaId],
	);

	const read = await readSaga(admin, sagaId);
	const answer = sagaAnswerSchema.parse(read.ok ? read.value : null);
	expect(answer).toMatchObject({
		saga: { id: sagaId, status: 'compensating', flowName: 'Book trip', businessKey: 'T-1' },
		seq: made.records.length,
		variables: { '': { flight: { ref: 'R-1' }, customer: { name: 'Ada Moreau' } } },
		cause: { step: 'charge-card', code: 'CARD_DECLINED' },
		sealed: false,
		wakeAt: noon + 60_000,
		incidents: [{ number: 1, kind: 'undo-stuck', node: 'reserve-flight' }],
		undoPlan: { exact: true, undone: 0, toUndo: 3 },
	});
	expect(answer.open.map(({ undo, step, phase }) => [undo, step, phase])).toEqual([
		[true, 'reserve-flight', 'sent'],
		[true, 'reserve-hotel', 'sent'],
		[true, 'reserve-car', 'sent'],
	]);
	expect(answer.undoPlan?.items.map(({ order, status }) => [order, status])).toEqual(Array(3).fill([1, 'running']));
});

test('a saga that has ended is folded from its history', async () => {
	const sagaId = uuidv7() as SagaId;
	const made = await run(sagaId, refuseCharge);
	expect(made.saga.state.status).toBe('compensated');
	await store(sagaId, made, false);
	const read = await readSaga(admin, sagaId);
	expect(read).toMatchObject({
		value: {
			saga: { status: 'compensated' },
			seq: made.records.length,
			variables: made.saga.variables,
			open: [],
			wakeAt: null,
			undoPlan: { exact: true, undone: 3, toUndo: 3 },
		},
	});
});

test('an unknown saga is missing, whatever its address looks like', async () => {
	for (const id of [randomUUID(), 'nonsense', '']) {
		expect(await readSaga(admin, id)).toMatchObject({ problem: { status: 404, code: 'not-found' } });
		expect(await isSagaKnown(admin, id)).toBe(false);
	}
});
