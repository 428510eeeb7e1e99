/** The bus that the benchmark's processes are told of by their environment. */
import type { BusSettings } from '@/bus/connect-bus';

export function benchBus(clientId: string): BusSettings {
	// Brokers that have just started complain for a while; what really fails ends the benchmark.
	const log = () => undefined;
	const brokers = process.env.KAFKA_BROKERS;
	if (brokers) return { kind: 'kafka', brokers: brokers.split(','), clientId, log };
	return { kind: 'postgres', connectionString: process.env.DATABASE_URL ?? '', log };
}
