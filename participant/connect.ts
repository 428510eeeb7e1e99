/**
 * The connections of a participant that is a process of its own, from its environment: KAFKA_BROKERS (or BUS_DATABASE_URL
 * for the PostgreSQL bus) and DATABASE_URL for its effects and its memory. A service that has these already passes its own.
 */
import { Pool } from 'pg';
import type { Bus } from '@/bus/bus';
import { connectBus } from '@/bus/connect-bus';
import type { RunningParticipant } from './participant';

export interface Connection {
	readonly bus: Bus;
	readonly database: Pool;
	readonly log: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;
}

export function connectFromEnvironment(
	name: string,
	environment: Readonly<Record<string, string | undefined>> = process.env,
): Connection {
	const { KAFKA_BROKERS, BUS_DATABASE_URL, DATABASE_URL } = environment;
	if (!DATABASE_URL)
		throw new Error(
			'DATABASE_URL is not set: name the PostgreSQL database in which this participant keeps its effects.',
		);
	const log: Connection['log'] = (level, message) => {
		if (level !== 'debug') console.log(`${new Date().toISOString()} ${level} ${message}`);
	};
	const database = new Pool({ connectionString: DATABASE_URL, max: 10, application_name: `participant-${name}` });
	database.on('error', (error) =>
		log('warn', `${name}: a database connection broke (${error.message}); another one is opened when needed`),
	);
	return { bus: busFrom(KAFKA_BROKERS, BUS_DATABASE_URL, name, log), database, log };
}

function busFrom(
	brokers: string | undefined,
	busDatabaseUrl: string | undefined,
	name: string,
	log: Connection['log'],
): Bus {
	if (brokers)
		return connectBus({
			kind: 'kafka',
			brokers: brokers.split(',').map((broker) => broker.trim()),
			clientId: name,
			log,
		});
	if (busDatabaseUrl) return connectBus({ kind: 'postgres', connectionString: busDatabaseUrl, log });
	throw new Error('Neither KAFKA_BROKERS nor BUS_DATABASE_URL is set: name the bus on which the commands arrive.');
}

/** Ends the participant and its connections in order on SIGTERM and SIGINT. */
export function stopOnSignal(running: RunningParticipant, { bus, database }: Connection): void {
	const stop = async () => {
		await running.stop();
		await bus.close();
		await database.end();
	};
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => {
			stop().then(
				() => process.exit(0),
				(error) => {
					console.error(error);
					process.exit(1);
				},
			);
		});
	}
}
