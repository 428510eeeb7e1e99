/**
 * Chooses the bus of an `npm start`: brokers that are given, else a local Kafka where one can run, else the PostgreSQL bus,
 * which is named as such with how to get the real one. A part that is missing is never replaced in silence.
 */
import type { EnvironmentOf } from '@/contract/env';
import type { DataFolder } from './data-folder';
import { kafkaVersion, type LocalKafka, startKafka, whyNoLocalKafka } from './kafka';
import { LocalTrouble } from './trouble';

export interface Transport {
	readonly kind: 'kafka' | 'postgres';
	readonly brokers: string | null;
	/** For the line of the part. */
	readonly about: string;
	readonly local: LocalKafka | null;
}

export async function chooseTransport(
	environment: EnvironmentOf<'launcher'>,
	folder: DataFolder,
	cache: string,
	ordered: AbortSignal,
): Promise<Transport> {
	if (environment.KAFKA_BROKERS !== undefined && environment.BUS === 'kafka') {
		const brokers = environment.KAFKA_BROKERS.join(',');
		return { kind: 'kafka', brokers, about: `Kafka at ${brokers} (KAFKA_BROKERS)`, local: null };
	}
	// Without KAFKA_BROKERS the schema's choice is `postgres` also where nobody asked for it; only the word itself asks.
	const asked = process.env.BUS === 'postgres' ? 'BUS=postgres asks for it' : null;
	const because = asked ?? (await whyNoLocalKafka());
	if (because !== null) return postgresBus(because);
	try {
		const ports = folder.remembered<[number, number]>('kafkaPorts');
		const local = await startKafka({
			cache,
			ordered,
			folder: `${folder.path}/kafka`,
			logFile: folder.logFile('kafka'),
			...(ports === undefined ? {} : { ports }),
		});
		await folder.note(local);
		await folder.remember('kafkaPorts', local.ports);
		return { kind: 'kafka', brokers: local.broker, about: `Apache Kafka ${kafkaVersion} at ${local.broker}`, local };
	} catch (error) {
		if (error instanceof LocalTrouble) return postgresBus(error.message);
		throw error;
	}
}

function postgresBus(because: string): Transport {
	return {
		kind: 'postgres',
		brokers: null,
		about: `PostgreSQL bus, no Kafka: ${because}. To switch: set KAFKA_BROKERS, or install Java 17 and Maven`,
		local: null,
	};
}
