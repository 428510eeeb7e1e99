/** One saga and many, end to end over the PostgreSQL bus: the real store, the real transport, processes that die. */
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orderFlow, orderParticipants, orderPayload } from '@/bench/throughput/order-flow';
import type { Bus } from '@/bus/bus';
import { connectBus } from '@/bus/connect-bus';
import type { ReceivedCommand } from '@/contract/wire/command';
import type { WireAnswer } from '@/contract/wire/reply';
import { testDatabases } from '@/tools/test-database';
import {
	deploy,
	eventually,
	orchestratorProcess,
	requestAction,
	requestStart,
	testEnvironment,
} from '@/tools/test-orchestrator';
import { type TestParticipant, testParticipant } from '@/tools/test-participant';
import { type Orchestrator, startOrchestrator } from './orchestrator-parts';
import { failpointNames } from './runtime/failpoint';

const databases = testDatabases();
let url: string;
let pool: pg.Pool;
let bus: Bus;
const running: { stop(): Promise<unknown> }[] = [];
const silent = { debug() {}, info() {}, warn() {}, error: console.error };

beforeEach(async () => {
	url = await databases.fresh();
	pool = new pg.Pool({ connectionString: url, max: 3 });
	bus = connectBus({ kind: 'postgres', connectionString: url, log: () => undefined });
});
afterEach(async () => {
	for (const part of running.splice(0).reverse()) await part.stop();
	await bus.close();
	await pool.end();
});

function orchestrator(over: Readonly<Record<string, string>> = {}): Orchestrator {
	const started = startOrchestrator(testEnvironment(url, over), silent);
	running.push(started);
	return started;
}

function obliging({ key, payload, command }: ReceivedCommand): WireAnswer {
	const fails = typeof payload === 'object' && payload !== null && !Array.isArray(payload) && payload.fail === command;
	return fails
		? { type: 'failed', code: 'NO', message: 'It was told to fail.' }
		: { type: 'completed', output: { reference: `R-${key}` } };
}

async function participants(answer = obliging as (command: ReceivedCommand) => WireAnswer | null, copies = 1) {
	const participant = await testParticipant({ bus, names: orderParticipants, answer, copies });
	running.push(participant);
	return participant;
}

const rows = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
	(await pool.query<Row>(text, values)).rows;

async function ended(sagaId: string): Promise<string> {
	return eventually(`saga ${sagaId} ends`, async () => {
		const [saga] = await rows<{ status: string }>('select status from saga where id = $1 and ended_at is not null', [
			sagaId,
		]);
		return saga?.status;
	});
}

const keysOf = (participant: TestParticipant, sagaId: string) =>
	participant.done.filter((key) => key.startsWith(sagaId)).map((key) => key.slice(sagaId.length + 1));

describe('a saga', () => {
	test('runs to its end, and leaves its history, its row and nothing else', async () => {
		await deploy(pool, orderFlow());
		orchestrator();
		const participant = await participants();
		const id = await requestStart(pool, 'bench-order', orderPayload(2));
		expect(await ended(id)).toBe('completed');
		expect(participant.received.map(({ command }) => command)).toEqual(['reserve', 'charge', 'ship']);
		expect(await rows('select id, business_key, status, steps from saga')).toEqual([
			{ id, business_key: 'O-2', status: 'completed', steps: [] },
		]);
		expect(await rows('select seq from saga_history order by seq')).toEqual([
			{ seq: 1 },
			{ seq: 2 },
			{ seq: 3 },
			{ seq: 4 },
		]);
		expect(await rows('select * from saga_state')).toEqual([]);
		expect(await rows('select status from request')).toEqual([{ status: 'done' }]);
		await eventually('the outbox is empty', async () => (await rows('select * from outbox')).length === 0);
	});

	test('that fails undoes what was done, in reverse order', async () => {
		await deploy(pool, orderFlow());
		orchestrator();
		const participant = await participants();
		const id = await requestStart(pool, 'bench-order', orderPayload(1, 'ship-slowly'));
		expect(await ended(id)).toBe('compensated');
		expect(keysOf(participant, id)).toEqual(['1', '2', '2/undo', '1/undo']);
	});

	test('takes every reply twice and stays the same', async () => {
		await deploy(pool, orderFlow());
		orchestrator();
		const participant = await participants(obliging, 2);
		const id = await requestStart(pool, 'bench-order', orderPayload(1, 'ship-slowly'));
		expect(await ended(id)).toBe('compensated');
		expect(keysOf(participant, id)).toEqual(['1', '2', '2/undo', '1/undo']);
		await eventually('the last duplicate is recorded', async () => {
			const [late] = await rows<{ n: number }>(
				`select count(*)::int as n from saga_history where entries like '%replyIgnored%'`,
			);
			return late?.n === 5;
		});
		expect(await rows('select * from saga_state')).toEqual([]);
	});
});

describe('several orchestrators at once', () => {
	test('end every saga, each effect once', async () => {
		await deploy(pool, orderFlow());
		for (let count = 0; count < 3; count += 1) orchestrator();
		const participant = await participants();
		const ids = await Promise.all(
			Array.from({ length: 60 }, (_, number) =>
				requestStart(pool, 'bench-order', orderPayload(number, number % 3 === 0 ? 'charge' : '')),
			),
		);
		for (const [number, id] of ids.entries())
			expect(await ended(id)).toBe(number % 3 === 0 ? 'compensated' : 'completed');
		expect(new Set(participant.done).size).toBe(participant.done.length);
	});
});

describe('an orchestrator that is killed', () => {
	test.each(failpointNames)('at %s loses no command and doubles no effect', async (name) => {
		await deploy(pool, orderFlow());
		const participant = await participants();
		const ids = await Promise.all(
			Array.from({ length: 12 }, (_, number) =>
				requestStart(pool, 'bench-order', orderPayload(number, number % 4 === 0 ? 'ship' : '')),
			),
		);
		const env = { DATABASE_URL: url, BUS: 'postgres' };
		const doomed = orchestratorProcess({ ...env, UNWIND_FAILPOINTS: `${name}:2` });
		expect(await doomed.ended).toBe('SIGKILL');
		await rows(`update outbox set lease_until = now()`);
		orchestrator();
		for (const [number, id] of ids.entries()) {
			const fails = number % 4 === 0;
			expect(await ended(id)).toBe(fails ? 'compensated' : 'completed');
			expect(keysOf(participant, id)).toEqual(fails ? ['1', '2', '2/undo', '1/undo'] : ['1', '2', '3']);
		}
	});
});

describe('what nobody can process', () => {
	test('becomes a dead letter with its place, and the partition moves on', async () => {
		await deploy(pool, orderFlow());
		orchestrator();
		await participants();
		const first = await requestStart(pool, 'bench-order', orderPayload(1));
		expect(await ended(first)).toBe('completed');
		const producer = await bus.producer();
		const headers = {
			ce_specversion: '1.0',
			ce_id: 'x',
			ce_type: 'reserve.completed',
			ce_source: '/x',
			ce_sagaattempt: '1',
		};
		const unknown = '01900000-0000-7000-8000-000000000000';
		await producer.send([
			{ topic: 'saga.replies', key: 'k', value: 'no json', headers: {} },
			{ topic: 'saga.replies', key: 'k', value: '{}', headers: { from: 'elsewhere' } },
			{ topic: 'saga.replies', key: 'k', value: `"${'x'.repeat(300_000)}"`, headers },
			{
				topic: 'saga.replies',
				key: 'k',
				value: '{"__proto__":1}',
				headers: { ...headers, ce_sagacommand: `${first}/1` },
			},
			{ topic: 'saga.replies', key: 'k', value: '{}', headers: { ...headers, ce_sagacommand: `${unknown}/1` } },
			{ topic: 'saga.replies', key: 'k', value: '{}', headers: { ...headers, ce_sagacommand: `${first}/99` } },
		]);
		await producer.stop();
		const letters = await eventually('six dead letters', async () => {
			const found = await rows<{ reason: string; offset: string }>(
				'select reason, "offset" from dead_letter order by length("offset"), "offset"',
			);
			return found.length === 6 && found;
		});
		expect(letters.map(({ reason }) => reason)).toEqual([
			'not-json',
			'not-a-cloud-event',
			'too-large',
			'forbidden-key',
			'unknown-saga',
			'not-of-this-saga:no-such-run',
		]);
		expect(await ended(await requestStart(pool, 'bench-order', orderPayload(2)))).toBe('completed');
	});

	test('a start whose payload does not fit is refused with its reason, and nothing is stored', async () => {
		await deploy(pool, orderFlow());
		orchestrator();
		const id = await requestStart(pool, 'bench-order', { order: { id: {} } });
		const refused = await eventually('the request is answered', async () => {
			const [request] = await rows<{ status: string; refusal: string }>(
				'select status, refusal from request where id = $1',
				[id],
			);
			return request?.status === 'open' ? null : request;
		});
		expect(refused.status).toBe('refused');
		expect(JSON.parse(refused.refusal)).toMatchObject({ code: 'payload' });
		expect(await rows('select * from saga')).toEqual([]);
	});

	test('an input that breaks the engine is parked with all later ones, and retry runs them in order', async () => {
		await deploy(pool, orderFlow());
		orchestrator();
		let silence = true;
		const participant = await participants((command) => (silence ? null : obliging(command)));
		const id = await requestStart(pool, 'bench-order', orderPayload(1));
		const command = await eventually('the first command', () => participant.received[0]);
		const [{ state } = { state: '' }] = await rows<{ state: string }>('select state from saga_state');
		await rows(`update saga_state set state = '[0]'`);
		const producer = await bus.producer();
		const { encodeReply } = await import('@/contract/wire/reply');
		await producer.send([encodeReply(command, 1, 'stock', obliging(command), 0)]);
		await eventually('the input is parked', async () => (await rows('select * from saga_input')).length === 1);
		await producer.send([encodeReply(command, 1, 'stock', obliging(command), 0)]);
		await producer.stop();
		await eventually('the later one too', async () => (await rows('select * from saga_input')).length === 2);
		expect(await rows('select kind, number from incident where resolved_at is null')).toEqual([
			{ kind: 'engine-fault', number: null },
		]);
		expect(await rows('select open_incidents from saga')).toEqual([{ open_incidents: 1 }]);

		silence = false;
		await rows('update saga_state set state = $1', [state]);
		await requestAction(pool, id, { type: 'retry-parked', reason: 'mended' });
		expect(await ended(id)).toBe('completed');
		expect(await rows('select * from saga_input')).toEqual([]);
		expect(await rows('select open_incidents from saga')).toEqual([{ open_incidents: 0 }]);
		expect(await rows('select action, reason from audit_entry order by id')).toEqual([
			{ action: 'start', reason: '' },
			{ action: 'retryParked', reason: 'mended' },
		]);
	});
});

describe('time-outs', () => {
	test('fire once the replies are read, with the same key', async () => {
		await deploy(pool, orderFlow(300));
		orchestrator();
		const participant = await participants((command) => (command.attempt === 1 ? null : obliging(command)));
		const id = await requestStart(pool, 'bench-order', orderPayload(1));
		expect(await ended(id)).toBe('completed');
		expect(participant.received.map(({ key, attempt }) => `${key.slice(id.length + 1)}#${attempt}`)).toEqual([
			'1#1',
			'1#2',
			'2#1',
			'2#2',
			'3#1',
			'3#2',
		]);
	});

	test('wait while a partition of the replies has not been read', async () => {
		await deploy(pool, orderFlow(100));
		await rows(`insert into reply_read (topic, partition, read_to) values ('saga.replies', 99, 'epoch')`);
		orchestrator();
		const participant = await participants(() => null);
		await requestStart(pool, 'bench-order', orderPayload(1));
		await eventually('the timer was looked at', async () => {
			const [state] = await rows<{ looked: boolean }>(
				`select wake_at > (select max(at) + interval '500 ms' from saga_history) as looked from saga_state`,
			);
			return state?.looked;
		});
		expect(participant.received.map(({ attempt }) => attempt)).toEqual([1]);
		await rows('delete from reply_read where partition = 99');
		await eventually('the second attempt', () => participant.received.some(({ attempt }) => attempt === 2));
	});
});
