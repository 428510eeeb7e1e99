import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Bus, Producer } from '@/bus/bus';
import { connectBus } from '@/bus/connect-bus';
import { eventually } from '@/bus/contract-suite/eventually';
import { type CommandToSend, encodeCommand } from '@/contract/wire/command';
import { decodeReply, type ReceivedReply } from '@/contract/wire/reply';
import { encodeSagaEvent } from '@/contract/wire/saga-event';
import { topicDefaults } from '@/contract/wire/topics';
import { testDatabases } from '@/tools/test-database';
import { Failed } from './outcome';
import { participant, type RunningParticipant } from './participant';

const databases = testDatabases('empty');
let pool: Pool;
let bus: Bus;
let producer: Producer;
let running: RunningParticipant;
const replies: ReceivedReply[] = [];
let full = false;
let sagas = 0;

beforeAll(async () => {
	const url = await databases.fresh();
	pool = new Pool({ connectionString: url });
	await pool.query('create table room (key text primary key, given_back boolean not null default false)');
	bus = connectBus({ kind: 'postgres', connectionString: url, log: () => undefined });
	running = await participant({ name: 'hotel', bus, database: pool })
		.command(
			'reserve',
			z.object({ nights: z.number() }),
			async ({ nights }, { db, key }) => {
				await db.query('insert into room (key) values ($1)', [key]);
				if (full) throw new Failed('FULL', 'No room left.');
				return { nights };
			},
			{ undo: 'cancel' },
		)
		.command('cancel', z.object({}), async (_, { db, key }) => {
			await db.query('update room set given_back = true where key = $1', [key]);
		})
		.start();
	producer = await bus.producer();
	await bus.consume({
		group: 'test.replies',
		topics: [topicDefaults.replies],
		async receive(fetch) {
			for (const record of fetch.records) {
				const decoded = decodeReply(record);
				if (decoded.ok) replies.push(decoded.reply);
				fetch.resolve(record.offset);
			}
		},
	});
});

afterAll(async () => {
	await running.stop();
	await bus.close();
	await pool.end();
});

function newSaga(): string {
	sagas += 1;
	return `01939f00-0000-7000-8000-${String(sagas).padStart(12, '0')}`;
}

function reserve(sagaId: string, change: Partial<CommandToSend> = {}) {
	return encodeCommand({
		sagaId,
		flowId: 'f',
		step: 's',
		run: 1,
		attempt: 1,
		participant: 'hotel',
		command: 'reserve',
		payload: { nights: 2 },
		replyTo: topicDefaults.replies,
		atMs: Date.now(),
		undo: null,
		...change,
	});
}

function cancel(sagaId: string, outcome: 'completed' | 'unknown') {
	return reserve(sagaId, { command: 'cancel', payload: {}, undo: { outcome, asCommand: false } });
}

/** In the order of their arrival, once there are `count` of them. */
async function repliesTo(sagaId: string, count: number): Promise<ReceivedReply['answer'][]> {
	const answers = () => replies.filter((reply) => reply.sagaId === sagaId).map((reply) => reply.answer);
	await eventually(`${count} replies`, () => answers().length >= count);
	expect(answers()).toHaveLength(count);
	return answers();
}

async function roomsOf(sagaId: string): Promise<{ given_back: boolean }[]> {
	const { rows } = await pool.query('select given_back from room where key like $1', [`${sagaId}/%`]);
	return rows;
}

describe('a participant', () => {
	test('does a command once and answers every copy of it alike', async () => {
		const saga = newSaga();
		await producer.send([reserve(saga), reserve(saga), reserve(saga)]);
		const done = { type: 'completed', output: { nights: 2 } };
		expect(await repliesTo(saga, 3)).toEqual([done, done, done]);
		expect(await roomsOf(saga)).toEqual([{ given_back: false }]);
	});

	test('leaves no effect behind when it answers failed, and tries a higher attempt afresh', async () => {
		const saga = newSaga();
		full = true;
		await producer.send([reserve(saga)]);
		expect(await repliesTo(saga, 1)).toEqual([{ type: 'failed', code: 'FULL', message: 'No room left.' }]);
		expect(await roomsOf(saga)).toEqual([]);
		full = false;
		await producer.send([reserve(saga, { attempt: 2 })]);
		expect((await repliesTo(saga, 2)).at(-1)).toEqual({ type: 'completed', output: { nights: 2 } });
	});

	test('undoes what it did, once', async () => {
		const saga = newSaga();
		await producer.send([reserve(saga), cancel(saga, 'completed'), cancel(saga, 'completed')]);
		await repliesTo(saga, 3);
		expect(await roomsOf(saga)).toEqual([{ given_back: true }]);
	});

	test('that is told to undo before it was told to do, never does it', async () => {
		const saga = newSaga();
		await producer.send([cancel(saga, 'unknown'), reserve(saga)]);
		expect(await repliesTo(saga, 2)).toMatchObject([{ type: 'completed' }, { type: 'failed', code: 'UNDONE' }]);
		expect(await roomsOf(saga)).toEqual([]);
	});

	test('names the field of a payload that does not fit', async () => {
		const saga = newSaga();
		await producer.send([reserve(saga, { payload: { nights: 'two' } })]);
		const [answer] = await repliesTo(saga, 1);
		expect(answer).toMatchObject({
			type: 'failed',
			code: 'INVALID_PAYLOAD',
			message: expect.stringContaining('nights'),
		});
	});

	test('answers a command that it does not have', async () => {
		const saga = newSaga();
		await producer.send([reserve(saga, { command: 'paint' })]);
		expect(await repliesTo(saga, 1)).toMatchObject([{ type: 'failed', code: 'UNKNOWN_COMMAND' }]);
	});

	test('passes over a record that it cannot read, and keeps it as a dead letter', async () => {
		const saga = newSaga();
		await producer.send([{ ...reserve(saga), value: '{' }, reserve(saga)]);
		expect(await repliesTo(saga, 1)).toMatchObject([{ type: 'completed' }]);
		const [end] = (await bus.endOffsets(topicDefaults.deadLetters)).values();
		expect(Number(end)).toBe(1);
	});

	test('may forget a saga that has ended', async () => {
		const saga = newSaga();
		await producer.send([reserve(saga)]);
		await repliesTo(saga, 1);
		await producer.send([
			encodeSagaEvent({ sagaId: saga, flowId: 'f', status: 'completed', atMs: Date.now() }, topicDefaults.events),
		]);
		await eventually('the memory is marked as ended', async () => {
			const { rows } = await pool.query('select ended_at from participant_memory where saga_id = $1', [saga]);
			return rows[0].ended_at !== null;
		});
	});
});
