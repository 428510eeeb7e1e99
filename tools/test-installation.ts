/**
 * The installation that end-to-end tests of the orchestrator run in: a database of its own, a bus,
 * participants, and any number of orchestrators. Everything started is stopped after each test.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach } from 'vitest';
import { orderParticipants } from '@/bench/throughput/order-flow';
import type { Bus } from '@/bus/bus';
import { connectBus } from '@/bus/connect-bus';
import type { ReceivedCommand } from '@/contract/wire/command';
import type { WireAnswer } from '@/contract/wire/reply';
import { type Orchestrator, startOrchestrator } from '@/server/orchestrator-parts';
import { testDatabases } from './test-database';
import { eventually, testEnvironment } from './test-orchestrator';
import { type TestParticipant, testParticipant } from './test-participant';

export function obliging({ key, payload, command }: ReceivedCommand): WireAnswer {
	const fails = typeof payload === 'object' && payload !== null && !Array.isArray(payload) && payload.fail === command;
	return fails
		? { type: 'failed', code: 'NO', message: 'It was told to fail.' }
		: { type: 'completed', output: { reference: `R-${key}` } };
}

/** What of the saga took effect, in order: `1` for the first run, `1/undo` for its undo. */
export function keysOf(participant: TestParticipant, sagaId: string): readonly string[] {
	return participant.done.filter((key) => key.startsWith(sagaId)).map((key) => key.slice(sagaId.length + 1));
}

/** For the top of a test file. `kafka`: with topics and groups of its own, because the broker is shared. */
export function testInstallation(kind: 'postgres' | 'kafka' = 'postgres') {
	const databases = testDatabases();
	const running: { stop(): Promise<unknown> }[] = [];
	const silent = { debug() {}, info() {}, warn() {}, error: console.error };
	const brokers = process.env.TEST_KAFKA_BROKERS ?? '';
	const prefix = kind === 'kafka' ? `t${randomBytes(5).toString('hex')}-` : '';
	let url = '';
	let pool: pg.Pool;
	let bus: Bus;
	beforeEach(async () => {
		url = await databases.fresh();
		pool = new pg.Pool({ connectionString: url, max: 3 });
		const log = () => undefined;
		bus =
			kind === 'kafka'
				? connectBus({ kind, brokers: brokers.split(','), clientId: 'unwind-test', log })
				: connectBus({ kind, connectionString: url, log });
	});
	afterEach(async () => {
		for (const part of running.splice(0).reverse()) await part.stop();
		await bus.close();
		await pool.end();
	});
	const rows = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
		(await pool.query<Row>(text, values)).rows;
	const environment = (): Record<string, string> => ({
		DATABASE_URL: url,
		BUS: kind,
		...(kind === 'kafka' ? { KAFKA_BROKERS: brokers } : {}),
		REPLIES_TOPIC: `${prefix}saga.replies`,
		EVENTS_TOPIC: `${prefix}saga.events`,
		DEAD_LETTERS_TOPIC: `${prefix}saga.dead-letters`,
		PARTICIPANTS_TOPIC: `${prefix}saga.participants`,
		DOMAIN_TOPIC: `${prefix}domain.events`,
	});
	return {
		rows,
		prefix,
		environment,
		pool: () => pool,
		bus: () => bus,
		orchestrator(over: Readonly<Record<string, string>> = {}): Orchestrator {
			const started = startOrchestrator(testEnvironment({ ...environment(), ...over }), silent);
			running.push(started);
			return started;
		},
		async participants(
			answer: (command: ReceivedCommand) => WireAnswer | null = obliging,
			copies = 1,
			names = orderParticipants(prefix),
		) {
			const participant = await testParticipant({ bus, names, answer, copies });
			running.push(participant);
			return participant;
		},
		/** The status with which the saga has ended. */
		ended(sagaId: string): Promise<string> {
			return eventually(`saga ${sagaId} ends`, async () => {
				const [saga] = await rows<{ status: string }>(
					'select status from saga where id = $1 and ended_at is not null',
					[sagaId],
				);
				return saga?.status;
			});
		},
	};
}
