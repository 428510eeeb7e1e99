/**
 * Forgets what is remembered of ended sagas, when no command of theirs can be delivered any more: the saga's end is heard
 * on `saga.events`, then the row is kept for the command topic's retention and a day.
 */
import type { Pool } from 'pg';
import type { Bus, Fetch } from '@/bus/bus';
import { decodeSagaEvent, endStatuses } from '@/contract/wire/saga-event';
import { topicDefaults } from '@/contract/wire/topics';
import { forgetEnded, markSagasEnded } from './memory';

export interface ForgetOptions {
	readonly name: string;
	readonly bus: Bus;
	readonly database: Pool;
	readonly keepMs: number;
	readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

const hourMs = 3_600_000;

export async function rememberUntilEnd({
	name,
	bus,
	database,
	keepMs,
	log,
}: ForgetOptions): Promise<{ stop(): Promise<void> }> {
	const consumer = await bus.consume({
		group: `${name}.participant.memory`,
		topics: [topicDefaults.events],
		receive: (fetch) => markEndedSagas(name, database, fetch),
		onTrouble: (error) => log('warn', `${name}: ${error.message}; trying again by itself`),
	});
	const sweep = setInterval(() => {
		forgetEnded(database, name, keepMs / 1_000).catch((error) =>
			log('warn', `${name}: could not forget ended sagas: ${error}`),
		);
	}, hourMs);
	return {
		async stop() {
			clearInterval(sweep);
			await consumer.stop();
		},
	};
}

async function markEndedSagas(name: string, database: Pool, fetch: Fetch): Promise<void> {
	const ended = fetch.records.flatMap((record) => {
		const decoded = decodeSagaEvent(record);
		return decoded.ok && endStatuses.has(decoded.event.status) ? [decoded.event.sagaId] : [];
	});
	if (ended.length > 0) await markSagasEnded(database, name, ended);
	const last = fetch.records.at(-1);
	if (last !== undefined) fetch.resolve(last.offset);
}
