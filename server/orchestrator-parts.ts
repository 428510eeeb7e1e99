/** Store, bus and runtime, put together by configuration: the one place that knows all three. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type BusSettings, connectBus } from '@/bus/connect-bus';
import type { Log } from '@/bus/log';
import type { EnvironmentOf } from '@/contract/env';
import { failpoints } from './runtime/failpoint';
import { orchestrate } from './runtime/orchestration';
import type { Logger } from './runtime/trouble';
import { atMost } from './runtime/waiting';
import { connectionPool } from './store/connections';
import { PgEventStore } from './store/pg-event-store';
import { PgLoopStore } from './store/pg-loop-store';
import { PgSagaStore } from './store/pg-saga-store';
import { WakeUp } from './store/wake-up';

export interface Orchestrator {
	readonly id: string;
	/** In good order, at most 5 s. */
	stop(): Promise<void>;
}

/** Starts at once, also while PostgreSQL or the bus is away: it waits for them and says so. */
export function startOrchestrator(environment: EnvironmentOf<'orchestrator'>, logger: Logger): Orchestrator {
	const id = randomUUID();
	const databaseUrl = environment.DATABASE_URL;
	const pool = connectionPool({
		databaseUrl,
		// A batch per lane with a flow to load beside it, and the loops.
		connectionsMax: 2 * environment.LANES + 6,
		onLost: (error) => logger.warn(`A connection to PostgreSQL was lost and is replaced: ${error.message}`),
	});
	const bus = connectBus(busSettings(environment, logger));
	let wake = () => {};
	const wakeUp = new WakeUp(databaseUrl, () => wake());
	const orchestration = orchestrate({
		bus,
		store: new PgSagaStore(pool),
		loopStore: new PgLoopStore(pool),
		eventStore: new PgEventStore(pool),
		topics: {
			replies: environment.REPLIES_TOPIC,
			events: environment.EVENTS_TOPIC,
			deadLetters: environment.DEAD_LETTERS_TOPIC,
			participants: environment.PARTICIPANTS_TOPIC,
			domain: { byDefault: environment.DOMAIN_TOPIC, byName: environment.DOMAIN_TOPICS },
		},
		partitions: environment.PARTITIONS,
		lanes: environment.LANES,
		identity: { id, pid: process.pid, host: hostname(), demo: environment.UNWIND_DEMO },
		failpoint: failpoints(environment.UNWIND_FAILPOINTS),
		logger,
		tell: () => wakeUp.tell(),
	});
	wake = orchestration.wake;
	return {
		id,
		stop: async () => {
			await orchestration.stop();
			await atMost(500, Promise.all([bus.close(), wakeUp.stop(), pool.end()]));
		},
	};
}

function busSettings(environment: EnvironmentOf<'orchestrator'>, logger: Logger): BusSettings {
	// KafkaJS tells every single try; what it comes to is said once, as trouble.
	const log: Log = (level, message) => logger[message.startsWith('kafka ') ? 'debug' : level](message);
	if (environment.BUS === 'postgres') return { kind: 'postgres', connectionString: environment.DATABASE_URL, log };
	const { KAFKA_BROKERS: brokers = [], KAFKA_SSL: ssl } = environment;
	const sasl = saslOf(environment);
	return { kind: 'kafka', brokers, clientId: 'unwind-orchestrator', ssl, log, ...(sasl === null ? {} : { sasl }) };
}

function saslOf(environment: EnvironmentOf<'orchestrator'>) {
	const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = environment;
	return mechanism === undefined || username === undefined || password === undefined
		? null
		: { mechanism, username, password };
}
